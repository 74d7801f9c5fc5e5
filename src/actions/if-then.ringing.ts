import { Injectable, Logger } from '@nestjs/common';
import { Db } from '../db/db.js';
import { errorKind } from '../error-kind.js';
import { MembersService } from '../members/members.service.js';
import { dayIn } from './action.days.js';
import { CUE_LATE, nextTime, timesBy } from './if-then.cues.js';
import { IfThenRepository, type DuePlan, type Met } from './if-then.repository.js';
import { IfThenService } from './if-then.service.js';

const BATCH = 500;

/** Rings the cues that time has met: of the clock, and before and after sessions. */
@Injectable()
export class IfThenRinging {
  private readonly log = new Logger('IfThenRinging');

  constructor(
    private readonly db: Db,
    private readonly members: MembersService,
    private readonly plans: IfThenRepository,
    private readonly ifThen: IfThenService,
  ) {}

  /** Rings what has come by `now`, in all organizations. Several workers may do so at once. */
  async ringDue(now: Date): Promise<void> {
    for (;;) {
      const due = await this.plans.findDueClients(now, CUE_LATE, BATCH);
      let done = 0;
      for (const { orgId, clientId } of due) if (await this.ring(orgId, clientId, now)) done += 1;
      // Clients who fail, or whom another worker is at, would be found again at once.
      if (due.length < BATCH || done === 0) return;
    }
  }

  /** One client's failure is not the others'; the next sweep finds them again. */
  private async ring(orgId: string, clientId: string, now: Date): Promise<boolean> {
    try {
      const client = await this.members.actorOf(orgId, clientId);
      if (!client) return false;
      await this.db.run(client, async () => {
        const met = await this.plans.meetSessions(now, CUE_LATE);
        for (const plan of await this.plans.lockDue(now)) met.push(...(await this.advance(plan, now)));
        await this.ifThen.remind(clientId, met);
      });
      return true;
    } catch (error) {
      this.log.error({ msg: 'cues did not ring', orgId, clientId, error: errorKind(error) });
      return false;
    }
  }

  private async advance({ id, nextAt, zoneMoved, ...cue }: DuePlan, now: Date): Promise<Met[]> {
    if (zoneMoved) {
      await this.plans.setNext(id, new Date(nextTime(cue, now.getTime())));
      return [];
    }
    const { rings, next } = timesBy(cue, nextAt.getTime(), now.getTime());
    await this.plans.setNext(id, new Date(next));
    if (rings === null) return [];
    const key = `time ${dayIn(cue.zone, rings)} ${cue.time}`;
    return this.plans.meetPlan(id, key, new Date(rings), new Date(rings + CUE_LATE));
  }
}
