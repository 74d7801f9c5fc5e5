import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { Engagement } from '../engagements/engagements.graphql.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, Many, One, Reads, Stored } from '../graphql/read/declare.js';
import { LocalDate, LocalTime } from '../graphql/scalars.js';
import { timeZoneCheck } from '../orgs/orgs.graphql.js';
import { parseSeriesRule, SERIES_MAX } from './series.rule.js';
import type { SessionSeriesEntity } from './session-series.entity.js';
import { FURTHEST_DAYS, MAX_MINUTES, MIN_MINUTES } from './session.times.js';
import { bufferCheck, minutesCheck, Session, SessionPlaceInput } from './sessions.graphql.js';

const scopes = ['THIS', 'THIS_AND_FOLLOWING', 'ALL'] as const;
export type SeriesScope = (typeof scopes)[number];
export const SeriesScopeEnum = enumOf(scopes);
registerEnumType(SeriesScopeEnum, {
  name: 'SeriesScope',
  description:
    'What of a series a change is about; sessions that have begun, or are over, always stay as they are.',
  valuesMap: {
    THIS: { description: 'One session apart from its series.' },
    THIS_AND_FOLLOWING: { description: 'This session and those that its series has after it.' },
    ALL: { description: 'All that are booked ahead.' },
  },
});

@Reads('session_series', {
  idKind: 'session-series',
  description: 'A rule by which sessions recur. Each of them is booked, held and judged alone.',
})
export class SessionSeries implements Pick<
  SessionSeriesEntity,
  'rrule' | 'startsOn' | 'localTime' | 'zone' | 'minutes' | 'version'
> {
  @Id('session-series')
  id: string;

  @Stored(() => String, {
    description:
      'An RFC 5545 rule with a COUNT, whose first occurrence is `startsOn`. What was cancelled since is still an occurrence.',
  })
  rrule: string;

  @Stored(() => LocalDate, { description: 'The day of the first session.' })
  startsOn: string;

  @Stored(() => LocalTime, {
    description:
      'When they start on the wall clock of `zone`. A time that a day skips moves forward by the gap, one that comes twice is the first.',
  })
  localTime: string;

  @Stored(() => String, { description: 'The IANA time zone of `localTime`.' })
  zone: string;

  @Stored(() => Int, { description: 'How long they are, in minutes.' })
  minutes: number;

  @Many(() => [Session], {
    description: `Its sessions in the order of their days, also those that were cancelled; at most ${SERIES_MAX}.`,
    on: (series, session) => `${session}.series_id = ${series}.id`,
    order: [{ sql: (session) => `${session}.occurrence_on`, type: 'date' }],
    limit: SERIES_MAX,
  })
  sessions: Session[];

  @One(() => SessionSeries, {
    nullable: true,
    description:
      'The series that this one was split from, when it was moved with what followed; null where it began by itself.',
    on: (series, before) => `${before}.id = ${series}.follows_id`,
  })
  follows: SessionSeries | null;

  @One(() => Engagement, {
    description: 'The engagement that it belongs to.',
    on: (series, engagement) => `${engagement}.id = ${series}.engagement_id`,
  })
  engagement: Engagement;

  @Stored(() => Int, { description: 'Grows with every change of the series as a whole.' })
  version: number;
}

const rruleCheck = z
  .string()
  .max(200)
  .superRefine((given, ctx) => {
    const { problem } = parseSeriesRule(given);
    if (problem) ctx.addIssue({ code: 'custom', message: problem.replace(/\.$/, '') });
  });

@InputType({ description: 'Sessions to book as one. Give either `place` or `videoUrl`.' })
export class BookSessionSeriesInput extends SessionPlaceInput {
  @Input(() => String, {
    check: rruleCheck,
    description: `An RFC 5545 rule, weekly or monthly, of FREQ, INTERVAL, BYDAY, BYMONTHDAY and either COUNT or UNTIL: FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=10, FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20271231. At most ${SERIES_MAX} sessions within ${FURTHEST_DAYS} days; a month that lacks the day is left out.`,
  })
  rrule: string;

  @Input(() => LocalDate, {
    description:
      'The first day that may be one. Where the rule names no weekday and no day of the month, it is this one’s.',
  })
  startsOn: string;

  @Input(() => LocalTime, { description: 'When they start on the wall clock of `zone`.' })
  localTime: string;

  @Input(() => String, {
    nullable: true,
    check: timeZoneCheck,
    description: 'The IANA time zone of `localTime`; left out, the one that you live in.',
  })
  zone?: string | null;

  @Input(() => Int, {
    check: minutesCheck,
    description: `How long each is, ${MIN_MINUTES} to ${MAX_MINUTES} minutes.`,
  })
  minutes: number;

  @Input(() => Int, {
    nullable: true,
    check: bufferCheck,
    description:
      'Minutes to keep free behind each, for both sides; 0 to 60. Left out, what the coach usually keeps free, which a client cannot make less.',
  })
  bufferMinutes?: number | null;
}

@InputType({ description: 'What changes of a series; what is left out stays.' })
export class RescheduleSeriesInput {
  @Input(() => LocalTime, {
    nullable: true,
    description: 'When they start now, on the wall clock of the series.',
  })
  localTime?: string | null;

  @Input(() => Int, {
    defaultValue: 0,
    check: z.number().int().min(-31).max(31),
    description: 'By how many days each is moved, −31 (earlier) to 31 (later).',
  })
  shiftDays: number;

  @Input(() => Int, {
    nullable: true,
    check: minutesCheck,
    description: `How long each is now, ${MIN_MINUTES} to ${MAX_MINUTES} minutes.`,
  })
  minutes?: number | null;

  @Input(() => Int, {
    nullable: true,
    description: 'The version of the session that you saw; without it what changed since is overwritten.',
  })
  version?: number | null;
}
