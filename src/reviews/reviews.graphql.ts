import { Float, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { Client } from '../clients/clients.graphql.js';
import { Goal } from '../goals/goals.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import { Id, Input, Many, One, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate, LocalTime } from '../graphql/scalars.js';
import { timeZoneCheck } from '../orgs/orgs.graphql.js';
import type { ReviewAnswerEntity } from './review-answer.entity.js';
import { parseRule } from './review.cadence-rule.js';
import {
  reviewKinds,
  reviewPlanStatuses,
  type ReviewKind,
  type ReviewPlanEntity,
  type ReviewPlanStatus,
} from './review-plan.entity.js';
import { reviewStatuses, type ReviewEntity, type ReviewStatus } from './review.entity.js';

export const ReviewKindEnum = enumOf(reviewKinds);
registerEnumType(ReviewKindEnum, {
  name: 'ReviewKind',
  description: 'How a client looks back.',
  valuesMap: {
    SELF: { description: 'Alone, in writing.' },
    WITH_COACH: { description: 'In writing, to be talked over with the coach.' },
  },
});

export const ReviewPlanStatusEnum = enumOf(reviewPlanStatuses);
registerEnumType(ReviewPlanStatusEnum, {
  name: 'ReviewPlanStatus',
  description: 'Whether a plan opens reviews.',
  valuesMap: {
    ACTIVE: { description: 'Opens a review at each occurrence.' },
    PAUSED: { description: 'Rests until it is resumed.' },
    ENDED: { description: 'Over; another of the same kind may be made.' },
  },
});

export const ReviewStatusEnum = enumOf(reviewStatuses);
registerEnumType(ReviewStatusEnum, {
  name: 'ReviewStatus',
  description: 'Where a review stands.',
  valuesMap: {
    DUE: { description: 'Open: waits for the client’s answer.' },
    ANSWERED: { description: 'Answered.' },
    MISSED: { description: 'Closed without an answer, because the next one of its kind has come.' },
  },
});

@Reads('review_plans', {
  idKind: 'review-plan',
  description: 'How often, and when, a client looks back. A client has at most one open plan of each kind.',
})
export class ReviewPlan implements Pick<
  ReviewPlanEntity,
  'kind' | 'rrule' | 'startsOn' | 'localTime' | 'zone' | 'periodDays' | 'status' | 'version'
> {
  @Id('review-plan')
  id: string;

  @One(() => Client, {
    description: 'Whose plan it is.',
    on: (plan, client) => `${client}.id = ${plan}.client_id`,
  })
  client: Client;

  @Stored(() => ReviewKindEnum, { description: 'How the client looks back.' })
  kind: ReviewKind;

  @Stored(() => String, { description: 'The cadence as an RFC 5545 rule, as FREQ=WEEKLY;BYDAY=MO.' })
  rrule: string;

  @Stored(() => LocalDate, {
    description: 'The first day that may be one of this cadence; a change of the plan moves it.',
  })
  startsOn: string;

  @Stored(() => LocalTime, { description: 'The time of day, on the wall clock; kept when clocks change.' })
  localTime: string;

  @Stored(() => String, {
    nullable: true,
    description:
      'The IANA time zone of `localTime`; null follows the zone of the client, wherever they move.',
  })
  zone: string | null;

  @Stored(() => Int, { description: 'Days from one review to the next, on average.' })
  periodDays: number;

  @Stored(() => ReviewPlanStatusEnum, { description: 'Whether it opens reviews.' })
  status: ReviewPlanStatus;

  @Stored(() => LocalDate, {
    nullable: true,
    column: 'next_on',
    description: 'The day of the next review, where the client is; null while none is to come.',
  })
  nextDueOn: string | null;

  @Stored(() => Instant, {
    nullable: true,
    column: 'next_at',
    description: 'The instant of the next review; null while none is to come.',
  })
  nextDueAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

@Reads('review_answers', { description: 'What a client answered in a review.' })
export class ReviewAnswer implements Pick<ReviewAnswerEntity, 'wentWell' | 'blockers' | 'nextCommitment'> {
  @Sealed({ nullable: true, description: 'What went well; null where nothing was said.' })
  wentWell: string | null;

  @Sealed({ nullable: true, description: 'What stood in the way; null where nothing was said.' })
  blockers: string | null;

  @Sealed({ nullable: true, description: 'What the client will do next; null where nothing was said.' })
  nextCommitment: string | null;
}

@Reads('review_goals', { description: 'Where a goal stood when a review was answered.' })
export class ReviewGoal {
  @One(() => Goal, {
    description: 'The goal, as it is now.',
    on: (noted, goal) => `${goal}.id = ${noted}.goal_id`,
  })
  goal: Goal;

  @Stored(() => Float, {
    nullable: true,
    description:
      'The latest value at that time, in the unit of the goal; null where nothing had been logged.',
  })
  lastValue: number | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When that value was reached; null where there was none.',
  })
  lastProgressAt: string | null;
}

@Reads('reviews', { idKind: 'review', description: 'One look back that a plan has made due.' })
export class Review implements Pick<ReviewEntity, 'kind' | 'dueOn' | 'status' | 'version'> {
  @Id('review')
  id: string;

  @One(() => Client, {
    description: 'Who looks back.',
    on: (review, client) => `${client}.id = ${review}.client_id`,
  })
  client: Client;

  @One(() => ReviewPlan, {
    description: 'The plan that made it due.',
    on: (review, plan) => `${plan}.id = ${review}.plan_id`,
  })
  plan: ReviewPlan;

  @Stored(() => ReviewKindEnum, { description: 'How the client looks back.' })
  kind: ReviewKind;

  @Stored(() => LocalDate, { description: 'The day that it is for, where the client was.' })
  dueOn: string;

  @Stored(() => Instant, { description: 'When it fell due.' })
  dueAt: string;

  @Stored(() => ReviewStatusEnum, { description: 'Where it stands.' })
  status: ReviewStatus;

  @Stored(() => Instant, { nullable: true, description: 'When it was answered; null until then.' })
  answeredAt: string | null;

  @One(() => ReviewAnswer, {
    nullable: true,
    description: 'What was answered; null until then.',
    on: (review, answer) => `${answer}.id = ${review}.id`,
  })
  answer: ReviewAnswer | null;

  @Many(() => [ReviewGoal], {
    description: 'Where the goals that were active stood when it was answered; empty until then.',
    on: (review, noted) => `${noted}.review_id = ${review}.id`,
    limit: 100,
    order: [{ sql: (noted) => `${noted}.id`, type: 'uuid' }],
  })
  goals: ReviewGoal[];

  @Stored(() => Int, { description: 'Grows with every change.' })
  version: number;
}

export const ReviewConnection = connectionOf(Review, 'reviews');

const rrule = z
  .string()
  .max(200)
  .superRefine((text, ctx) => {
    const { problem } = parseRule(text);
    if (problem) ctx.addIssue({ code: 'custom', message: problem.replace(/\.$/, '') });
  });

@InputType({ description: 'When reviews are to be due.' })
export class ReviewRhythmInput {
  @Input(() => String, {
    check: rrule,
    description:
      'An RFC 5545 rule, weekly or monthly, at least seven days apart, of FREQ, INTERVAL, BYDAY and BYMONTHDAY: FREQ=WEEKLY;BYDAY=MO, FREQ=MONTHLY;BYMONTHDAY=31. A day that a month lacks is its last.',
  })
  rrule: string;

  @Input(() => LocalTime, { description: 'The time of day on the wall clock.' })
  localTime: string;

  @Input(() => String, {
    nullable: true,
    check: timeZoneCheck,
    description: 'The IANA time zone of `localTime`; left out, the plan follows the zone of the client.',
  })
  zone?: string | null;
}

@InputType({ description: 'A new review plan.' })
export class PlanReviewsInput extends ReviewRhythmInput {
  @Input(() => ID, {
    nullable: true,
    check: id('client'),
    description: 'For whom: as a coach, one of your own clients. Left out, for yourself.',
  })
  clientId?: string | null;

  @Input(() => ReviewKindEnum, { description: 'How the client is to look back.' })
  kind: ReviewKind;

  @Input(() => LocalDate, {
    nullable: true,
    description: 'The first day that may be one, within a year; left out, today where the client is.',
  })
  startsOn?: string | null;
}

const answer = z.string().trim().max(4000);

@InputType({ description: 'The answer to a review; at least one of the questions.' })
export class AnswerReviewInput {
  @Input(() => String, {
    nullable: true,
    check: answer,
    description: 'What went well; at most 4000 letters.',
  })
  wentWell?: string | null;

  @Input(() => String, {
    nullable: true,
    check: answer,
    description: 'What stood in the way; at most 4000 letters.',
  })
  blockers?: string | null;

  @Input(() => String, {
    nullable: true,
    check: answer,
    description: 'What you will do next; at most 4000 letters.',
  })
  nextCommitment?: string | null;
}
