import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { Db } from '../db/db.js';
import { periodDaysOf } from './review.cadence.js';
import { cadenceAfterChange } from './review.cadence-source.js';
import { nextBehind, type Schedule } from './review.schedule.js';
import { localDateOf } from '../availability/wall-clock.js';
import type { PlanReviewsInput, ReviewRhythmInput } from './reviews.graphql.js';
import { ReviewPlansRepository, type LockedPlan, type Next, type Rhythm } from './review-plans.repository.js';

type Reference = Promise<{ id: string }>;

/** How far away the first day may be, in days: a typing error in the year is told. */
const STARTS_WITHIN_DAYS = 366;
const DAY = 86_400_000;

@Injectable()
export class ReviewPlansService {
  constructor(
    private readonly db: Db,
    private readonly plans: ReviewPlansRepository,
  ) {}

  /**
   * Plans reviews for oneself, or as a coach for one's own client.
   * @throws AppError NOT_FOUND, INVALID_INPUT, CONFLICT where there is an open plan of this kind
   */
  async plan({ clientId, kind, startsOn, ...wanted }: PlanReviewsInput, now: Date): Reference {
    const client = clientId ?? this.actorId;
    const clientZone = await this.plans.findClientZone(client);
    if (clientZone === undefined) throw notFound('Client', 'input.clientId');
    const zone = wanted.zone ?? clientZone;
    if (startsOn && Math.abs(Date.parse(startsOn) - now.getTime()) > STARTS_WITHIN_DAYS * DAY) {
      throw invalidInput('The first day must be within a year.', 'input.startsOn');
    }
    const rhythm = this.rhythm(client, wanted, startsOn ?? localDateOf(now.getTime(), zone));
    const next = nextOf({ ...rhythm, zone }, null, now);
    return { id: await this.plans.insert(client, kind, rhythm, next) };
  }

  /**
   * Changes when reviews are due, from the next occurrence on: that one stays as announced.
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT once it has ended
   */
  async change(id: string, version: number, wanted: ReviewRhythmInput, now: Date): Reference {
    const plan = await this.lock(id, version, ['ACTIVE', 'PAUSED']);
    const zone = wanted.zone ?? plan.clientZone;
    const today = localDateOf(now.getTime(), zone);
    const { startsOn } = cadenceAfterChange(wanted.rrule, plan.next?.on ?? plan.lastOn, today);
    const rhythm = this.rhythm(plan.clientId, wanted, startsOn);
    const next =
      plan.next ?? (plan.status === 'ACTIVE' ? nextOf({ ...rhythm, zone }, plan.lastOn, now) : null);
    await this.plans.change(id, rhythm, next);
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT where it is not active */
  async pause(id: string, version: number): Reference {
    await this.lock(id, version, ['ACTIVE']);
    await this.plans.step(id, 'PAUSED', null);
    return { id };
  }

  /** Goes on with the next occurrence from now; those of the pause are not made up for. @throws AppError as `pause` */
  async resume(id: string, version: number, now: Date): Reference {
    const { rhythm, zone, lastOn } = await this.lock(id, version, ['PAUSED']);
    await this.plans.step(id, 'ACTIVE', nextOf({ ...rhythm, zone }, lastOn, now));
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT where it has ended already */
  async end(id: string, version: number): Reference {
    await this.lock(id, version, ['ACTIVE', 'PAUSED']);
    await this.plans.step(id, 'ENDED', null);
    return { id };
  }

  private async lock(id: string, version: number, from: LockedPlan['status'][]): Promise<LockedPlan> {
    const plan = await this.plans.lock(id);
    if (!plan) throw notFound('Review plan');
    if (plan.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'Somebody has changed the plan since you saw it.', 'version');
    }
    if (!from.includes(plan.status)) {
      throw new AppError('CONFLICT', 'The plan is not in a state that allows this.');
    }
    return plan;
  }

  private rhythm(clientId: string, wanted: ReviewRhythmInput, startsOn: string): Rhythm {
    const { rrule, localTime } = wanted;
    return {
      rrule,
      startsOn,
      localTime,
      zone: wanted.zone ?? null,
      timeChosen: clientId === this.actorId,
      periodDays: Math.round(periodDaysOf(rrule)!),
    };
  }

  private get actorId(): string {
    const { actor } = this.db;
    if (actor.kind !== 'member') throw new Error('Plans are made by members.');
    return actor.memberId;
  }
}

function nextOf(schedule: Schedule, lastOn: string | null, now: Date): Next | null {
  const next = nextBehind(schedule, lastOn, now.getTime());
  return next && { ...next, time: schedule.localTime };
}
