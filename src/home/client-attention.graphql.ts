import { registerEnumType } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { Allocation } from '../engagements/allocations.graphql.js';
import { Engagement } from '../engagements/engagements.graphql.js';
import { staleFromSql } from '../goals/goal.stale.sql.js';
import { Goal } from '../goals/goals.graphql.js';
import { enumOf } from '../graphql/enums.js';
import type { Row } from '../graphql/read/declaration.js';
import { Many, One, Reads, Sql } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Review } from '../reviews/reviews.graphql.js';
import { AlliancePulse } from '../sessions/alliance.graphql.js';
import { Session } from '../sessions/sessions.graphql.js';
import {
  attentionReasons,
  ENGAGEMENTS_IN_NEED,
  holdsSql,
  isAnsweredSql,
  isAttendedSql,
  isHeldSql,
  isWaitingSql,
  LOW_MINUTES,
  LOW_SESSIONS,
  oldestSql,
  QUIET_DAYS,
  reasonsSql,
  type AttentionReason,
} from './attention.sql.js';

/** Things that one reason stands on, as far as they are shown. */
const MAX_THINGS = 10;

export const AttentionReasonEnum = enumOf(attentionReasons);
registerEnumType(AttentionReasonEnum, {
  name: 'AttentionReason',
  description: 'Why a client needs attention.',
  valuesMap: {
    NO_SESSION_21_DAYS: {
      description: `No session was held in the last ${QUIET_DAYS} days, nor since the engagement began, and none is booked; never while the engagement rests. Stands on \`lastSession\`.`,
    },
    STALE_GOAL: {
      description:
        'Of an active goal nothing was heard for more than two review periods, or 14 days without a review plan; also where its date has passed. Stands on `staleGoals`.',
    },
    OVERDUE_REVIEW: { description: 'A review is due and not answered. Stands on `overdueReviews`.' },
    RUPTURE_RISK: {
      description:
        'The last alliance pulse says that it is time to talk about the work itself. Stands on `alliance`.',
    },
    NO_SHOW: { description: 'The client did not come last time. Stands on `missedSession`.' },
    ALLOCATION_LOW: {
      description: `At most ${LOW_SESSIONS} session is left to be booked, or ${LOW_MINUTES} minutes. Stands on \`allocation\`.`,
    },
  },
});

const ofClient = (attention: Row, row: Row) => `${row}.client_id = ${attention}.client_id`;
const by = (column: string, type: 'timestamptz' | 'int', descending = false) => [
  { sql: (row: Row) => `${row}.${column}`, type, descending },
  { sql: (row: Row) => `${row}.id`, type: 'uuid' as const, descending },
];

@Reads(ENGAGEMENTS_IN_NEED, {
  description: 'A client who needs their coach’s attention, with the reasons and what they stand on.',
})
export class ClientAttention {
  @One(() => Client, {
    description: 'Who needs the coach.',
    on: (attention, client) => `${client}.id = ${attention}.client_id`,
  })
  client: Client;

  @One(() => Engagement, {
    description: 'The engagement with them.',
    on: (attention, engagement) => `${engagement}.id = ${attention}.id`,
  })
  engagement: Engagement;

  @Sql(() => [AttentionReasonEnum], {
    description: 'Why; at least one, in the order of the words.',
    sql: (attention, { asOf }) => reasonsSql(attention, asOf()),
  })
  reasons: AttentionReason[];

  @Sql(() => Instant, {
    description: 'Since when the oldest of the reasons holds.',
    sql: (attention, { asOf }) => oldestSql(attention, asOf()),
  })
  since: string;

  @One(() => Session, {
    nullable: true,
    description:
      'The last session held, for NO_SESSION_21_DAYS; null before the first, and without that reason.',
    on: (attention, session, { asOf }) =>
      `${ofClient(attention, session)} and ${isHeldSql(session, attention)} and ${holdsSql('NO_SESSION_21_DAYS', attention, asOf())}`,
    order: by('starts_at', 'timestamptz', true),
  })
  lastSession: Session | null;

  @Many(() => [Goal], {
    description: `The goals of which nothing was heard, the longest silent first; at most ${MAX_THINGS}.`,
    on: (attention, goal, { asOf }) =>
      `${ofClient(attention, goal)} and ${goal}.status = 'ACTIVE' and ${staleFromSql(goal)} < ${asOf()}`,
    limit: MAX_THINGS,
    order: [
      { sql: staleFromSql, type: 'timestamptz' },
      { sql: (goal) => `${goal}.id`, type: 'uuid' },
    ],
  })
  staleGoals: Goal[];

  @Many(() => [Review], {
    description: `The reviews that are due and not answered, the longest due first; at most ${MAX_THINGS}.`,
    on: (attention, review, { asOf }) =>
      `${ofClient(attention, review)} and ${isWaitingSql(review)} and ${review}.due_at < ${asOf()}`,
    limit: MAX_THINGS,
    order: by('due_at', 'timestamptz'),
  })
  overdueReviews: Review[];

  @One(() => AlliancePulse, {
    nullable: true,
    description: 'The last alliance pulse, for RUPTURE_RISK; null without that reason.',
    on: (attention, pulse, { asOf }) =>
      `${pulse}.engagement_id = ${attention}.id and ${isAnsweredSql(pulse)} and ${holdsSql('RUPTURE_RISK', attention, asOf())}`,
    order: by('held_count', 'int', true),
  })
  alliance: AlliancePulse | null;

  @One(() => Session, {
    nullable: true,
    description: 'The session that the client missed, for NO_SHOW; null without that reason.',
    on: (attention, session, { asOf }) =>
      `${ofClient(attention, session)} and ${isAttendedSql(session, attention)} and ${holdsSql('NO_SHOW', attention, asOf())}`,
    order: by('starts_at', 'timestamptz', true),
  })
  missedSession: Session | null;

  @One(() => Allocation, {
    nullable: true,
    description: 'What is left, for ALLOCATION_LOW; null without that reason.',
    on: (attention, allocation, { asOf }) =>
      `${allocation}.id = ${attention}.id and ${holdsSql('ALLOCATION_LOW', attention, asOf())}`,
  })
  allocation: Allocation | null;
}
