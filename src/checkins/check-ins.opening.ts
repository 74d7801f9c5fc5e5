import { Injectable, Logger } from '@nestjs/common';
import { Db } from '../db/db.js';
import { errorKind } from '../error-kind.js';
import { RemindersService } from '../notifications/reminders.service.js';
import { askedAt, askedFor } from './check-in.schedule.js';
import { CheckInsOpeningRepository } from './check-ins.opening.repository.js';
import { CheckInsRepository, type OpenCheckIn } from './check-ins.repository.js';
import { dayMs } from './theil-sen.js';

const BATCH = 500;
/** Clients at work at once. Leaves connections to the jobs of the same process. */
const AT_ONCE = 4;

/** How long a reminder of a check-in is of use, in ms. */
const REMINDER_OF_USE = 7 * dayMs;

/** Who has just become a client finds the first check-in on the first page; a mail comes only when a day has passed. */
const INTAKE_REMINDER_AFTER = dayMs;

/** A new check-in, and so its reminder, begins at this version. */
const FIRST_VERSION = 1;

/** Opens the check-ins that time has made due, and announces those that an engagement's end has opened. */
@Injectable()
export class CheckInsOpening {
  private readonly log = new Logger('CheckInsOpening');

  constructor(
    private readonly db: Db,
    private readonly clients: CheckInsOpeningRepository,
    private readonly checkIns: CheckInsRepository,
    private readonly reminders: RemindersService,
  ) {}

  /** Opens what is due at `now`, in all organizations. Several workers may do so at once. */
  async openDue(now: Date): Promise<void> {
    for (;;) {
      const due = await this.clients.findDue(now, BATCH);
      let done = 0;
      for (let from = 0; from < due.length; from += AT_ONCE) {
        const outcomes = await Promise.all(
          due.slice(from, from + AT_ONCE).map((each) => this.attend(each, now)),
        );
        done += outcomes.filter(Boolean).length;
      }
      // Clients where it fails, or that another worker is at, would be found again at once.
      if (due.length < BATCH || done === 0) return;
    }
  }

  /** One client's failure is not the others'; the next sweep finds them again. @returns whether that is done */
  private async attend(
    { orgId, clientId }: { orgId: string; clientId: string },
    now: Date,
  ): Promise<boolean> {
    try {
      return await this.db.run({ kind: 'system', orgId }, async () => {
        const client = await this.clients.lock(clientId, now);
        if (client) await this.checkIns.lookAgain(clientId, await this.look(clientId, client.isHere, now));
        return client !== undefined;
      });
    } catch (error) {
      this.log.error({ msg: 'a check-in was not opened', orgId, clientId, error: errorKind(error) });
      return false;
    }
  }

  /** @returns when to look again */
  private async look(clientId: string, isHere: boolean, now: Date): Promise<Date | null> {
    const tomorrow = new Date(now.getTime() + dayMs);
    if (!isHere) return tomorrow;
    const open = await this.checkIns.findOpen(clientId);
    if (open) {
      if (open.status === 'DUE' && !open.announced) {
        await this.announce(clientId, open, now, now);
      }
      return null;
    }
    // Looked at day by day, so that a new engagement needs to tell nobody.
    if (await this.clients.rests(clientId)) return tomorrow;
    const history = await this.checkIns.findHistory(clientId);
    const at = askedAt(history);
    if (at > now.getTime()) return new Date(at);
    const trigger = askedFor(history);
    const id = await this.checkIns.open(clientId, trigger, now);
    const dueAt = trigger === 'INTAKE' ? new Date(now.getTime() + INTAKE_REMINDER_AFTER) : now;
    await this.announce(clientId, { id, version: FIRST_VERSION }, now, dueAt);
    return null;
  }

  private async announce(
    clientId: string,
    { id, version }: Pick<OpenCheckIn, 'id' | 'version'>,
    now: Date,
    dueAt: Date,
  ): Promise<void> {
    await this.reminders.plan({
      purpose: 'CHECK_IN_DUE',
      subjectId: id,
      subjectVersion: version,
      recipientId: clientId,
      dueAt,
      expiresAt: new Date(dueAt.getTime() + REMINDER_OF_USE),
      chosenTime: false,
    });
    await this.clients.markAnnounced(id, now);
  }
}
