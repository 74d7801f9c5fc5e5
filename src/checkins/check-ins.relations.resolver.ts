import { Args, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { Closing } from '../engagements/closing.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { Computed, declared, One, Page, Sql } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Reminder } from '../notifications/reminders.graphql.js';
import { trendNeeds, trendsFrom, weekSql, type TrendNeeds } from './check-in.needs.js';
import { SCHEDULED_EVERY_DAYS } from './check-in.schedule.js';
import { CheckInScores, CheckInTrend } from './check-in-scores.graphql.js';
import { CheckIn, CheckInConnection } from './check-ins.graphql.js';
import { WeeklyPulse, WeeklyPulseConnection } from './weekly-pulses.graphql.js';

/** How stuck a client is. */
@Resolver(() => Client)
export class ClientCheckIns {
  @Page(() => CheckInConnection, {
    description:
      'The client’s check-ins, newest first: all for the client, the submitted ones for a coach with consent, none for others.',
    on: (client, checkIn) => `${checkIn}.client_id = ${client}.id`,
    filters: {
      discarded: (checkIn, { arg }) => `(${checkIn}.status = 'DISCARDED') = ${arg('discarded', 'boolean')}`,
    },
    order: [{ sql: (checkIn) => `${checkIn}.id`, type: 'uuid', descending: true }],
  })
  checkIns(
    @Args() _page: PageArgs,
    @Args('discarded', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Those that the client took back, instead of those that stand.',
    })
    _discarded?: boolean,
  ): object {
    return declared();
  }

  @One(() => CheckIn, {
    nullable: true,
    description:
      'The check-in that waits for the client, due or under way; null where none does, and for others.',
    on: (client, checkIn) =>
      `${checkIn}.client_id = ${client}.id and ${checkIn}.status in ('DUE', 'STARTED')`,
  })
  openCheckIn(): CheckIn {
    return declared();
  }

  @One(() => CheckInScores, {
    nullable: true,
    description:
      'What came of the latest submitted check-in: index, band, labels; null before the first, and for who may not see it.',
    on: (client, scores) => `${scores}.client_id = ${client}.id`,
    order: [
      { sql: (scores) => `${scores}.submitted_at`, type: 'timestamptz', descending: true },
      { sql: (scores) => `${scores}.id`, type: 'uuid', descending: true },
    ],
  })
  latestScores(): CheckInScores {
    return declared();
  }

  @Sql(() => Instant, {
    nullable: true,
    description:
      'When the next check-in will be asked for: 90 days after the last submitted one. Null before the first, for who may not see it, and for the client while one waits, of which a coach learns nothing.',
    sql: (client) =>
      `select max(s.submitted_at) + interval '${SCHEDULED_EVERY_DAYS * 24} hours' from check_in_scores s` +
      ` where s.org_id = ${client}.org_id and s.client_id = ${client}.id and not exists (select from check_ins c` +
      ` where c.org_id = ${client}.org_id and c.client_id = ${client}.id and c.status in ('DUE', 'STARTED'))`,
  })
  nextCheckInAt(): string {
    return declared();
  }

  @Computed<TrendNeeds>(() => [CheckInTrend], {
    description:
      'Where each dimension is going: over the last 3 to 6 check-ins of the last 400 days without a flag, by the instrument of the latest. Always one for each dimension.',
    needs: trendNeeds,
    compute: (facts, { asOf }) => trendsFrom(facts, asOf),
  })
  checkInTrends(): CheckInTrend[] {
    return declared();
  }

  @Page(() => WeeklyPulseConnection, {
    description: 'How stuck the client’s weeks felt, the latest first; empty for who may not see it.',
    on: (client, pulse) => `${pulse}.client_id = ${client}.id`,
    order: [
      { sql: (pulse) => `${pulse}.week_on`, type: 'date', descending: true },
      { sql: (pulse) => `${pulse}.id`, type: 'uuid', descending: true },
    ],
  })
  pulses(@Args() _page: PageArgs): object {
    return declared();
  }

  @One(() => WeeklyPulse, {
    nullable: true,
    description:
      'How stuck this week feels, where the client is; null until it is said, and for who may not see it.',
    on: (client, pulse, { asOf }) =>
      `${pulse}.client_id = ${client}.id and ${pulse}.week_on = ${weekSql(asOf(), `${client}.org_id`, `${client}.id`)}`,
  })
  pulseThisWeek(): WeeklyPulse {
    return declared();
  }
}

/** What a reminder is about. */
@Resolver(() => Reminder)
export class ReminderCheckIn {
  @One(() => CheckIn, {
    nullable: true,
    description: 'The check-in that it reminds of; null where it reminds of something else.',
    on: (reminder, checkIn) =>
      `${checkIn}.id = ${reminder}.subject_id and ${reminder}.purpose = 'CHECK_IN_DUE'`,
  })
  checkIn(): CheckIn {
    return declared();
  }
}

/** What is left to do when coaching is over. */
@Resolver(() => Closing)
export class ClosingCheckIn {
  @One(() => CheckIn, {
    nullable: true,
    description:
      'The exit check-in of the client, who is asked for it as the engagement ends: due, under way or submitted. Null for an admin, for a coach without consent, and where another check-in was under way instead.',
    on: (closing, checkIn) => `${checkIn}.engagement_id = ${closing}.id`,
  })
  exitCheckIn(): CheckIn {
    return declared();
  }
}
