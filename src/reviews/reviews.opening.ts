import { Injectable, Logger } from '@nestjs/common';
import { Db } from '../db/db.js';
import { errorKind } from '../error-kind.js';
import { RemindersService } from '../notifications/reminders.service.js';
import type { Occurrence } from './review.cadence.js';
import { dueBy } from './review.schedule.js';
import { instantOf } from '../availability/wall-clock.js';
import { ReviewPlansRepository, type LockedPlan, type Next } from './review-plans.repository.js';
import { ReviewsRepository } from './reviews.repository.js';

const BATCH = 500;
/** Plans at work at once: Monday at nine is when most are due. Leaves connections to the jobs of the same process. */
const AT_ONCE = 4;

/** How long a reminder of a review is of use where no next review ends it, in ms. */
const LAST_REMINDER = 7 * 86_400_000;

/** A new review, and so its reminder, begins at this version. */
const FIRST_VERSION = 1;

/** Opens the reviews that time has made due. */
@Injectable()
export class ReviewsOpening {
  private readonly log = new Logger('ReviewsOpening');

  constructor(
    private readonly db: Db,
    private readonly plans: ReviewPlansRepository,
    private readonly reviews: ReviewsRepository,
    private readonly reminders: RemindersService,
  ) {}

  /** Opens what is due at `now`, in all organizations. Several workers may do so at once. */
  async openDue(now: Date): Promise<void> {
    for (;;) {
      const due = await this.plans.findDue(now, BATCH);
      let done = 0;
      for (let from = 0; from < due.length; from += AT_ONCE) {
        const outcomes = await Promise.all(
          due.slice(from, from + AT_ONCE).map((plan) => this.open(plan, now)),
        );
        done += outcomes.filter(Boolean).length;
      }
      // Plans that fail, or that another worker is at, would be found again at once.
      if (due.length < BATCH || done === 0) return;
    }
  }

  /** One plan's failure is not the others'; the next sweep finds it again. @returns whether the plan moved on */
  private async open({ orgId, id }: { orgId: string; id: string }, now: Date): Promise<boolean> {
    try {
      return await this.db.run({ kind: 'system', orgId }, async () => {
        const plan = await this.plans.lockRunning(id);
        if (plan) await this.advance(plan, now);
        return plan !== undefined;
      });
    } catch (error) {
      this.log.error({ msg: 'a review plan did not move on', orgId, planId: id, error: errorKind(error) });
      return false;
    }
  }

  private async advance(plan: LockedPlan, now: Date): Promise<void> {
    const { rhythm, zone, zoneMoved } = plan;
    const stored = plan.next!;
    // Dates belong to the calendar and stay; where the client is now decides on the instant.
    const at = zoneMoved && rhythm.zone === null ? instantOf(stored.on, stored.time, zone) : stored.at;
    const { due, next } = dueBy({ ...rhythm, zone }, { on: stored.on, at }, now.getTime());
    const latest = due.at(-1);
    if (!latest) return this.plans.advance(plan.id, { ...stored, at }, plan.lastOn);
    await this.record(plan, due.slice(0, -1), latest, next);
    const following: Next | null = next && { ...next, time: rhythm.localTime };
    await this.plans.advance(plan.id, following, latest.on);
  }

  /**
   * After weeks without a worker nobody wants weeks of reviews: the latest is opened and announced, the earlier ones are
   * on record as missed, each with the reason why no mail came.
   */
  private async record(
    plan: LockedPlan,
    earlier: Occurrence[],
    latest: Occurrence,
    next: Occurrence | null,
  ): Promise<void> {
    await this.reviews.miss(plan.clientId, plan.kind);
    for (const occurrence of earlier) {
      const review = await this.reviews.insert(openingOf(plan, occurrence), 'MISSED');
      if (review) await this.reminders.passOver(intentOf(plan, review, occurrence, latest), 'LATER_REVIEW');
    }
    const review = await this.reviews.insert(openingOf(plan, latest), 'DUE');
    if (review) await this.reminders.plan(intentOf(plan, review, latest, next));
  }
}

function openingOf(plan: LockedPlan, { on, at }: Occurrence) {
  return { clientId: plan.clientId, planId: plan.id, kind: plan.kind, dueOn: on, dueAt: new Date(at) };
}

/** The next review makes a reminder of this one useless. */
function intentOf(plan: LockedPlan, review: string, { at }: Occurrence, next: Occurrence | null) {
  return {
    purpose: 'REVIEW_DUE' as const,
    subjectId: review,
    subjectVersion: FIRST_VERSION,
    recipientId: plan.clientId,
    dueAt: new Date(at),
    expiresAt: new Date(next?.at ?? at + LAST_REMINDER),
    chosenTime: plan.rhythm.timeChosen,
  };
}
