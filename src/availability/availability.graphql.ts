import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, Many, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { timeZoneCheck } from '../orgs/orgs.graphql.js';
import {
  exceptionKinds,
  type AvailabilityExceptionEntity,
  type ExceptionKind,
} from './availability-exception.entity.js';
import type { AvailabilityHoursEntity } from './availability-hours.entity.js';
import { CLOCK_TIME, clockTimeSql } from './clock-times.js';
import type { CoachScheduleEntity } from './coach-schedule.entity.js';
import type { ImportedCalendarEntity } from './imported-calendar.entity.js';

/** Hours of one week: a dozen a day. */
const MAX_HOURS = 84;
const CLOCK = 'as 09:30; 24:00 is the end of the day';

const ExceptionKindEnum = enumOf(exceptionKinds);
registerEnumType(ExceptionKindEnum, {
  name: 'AvailabilityExceptionKind',
  description: 'How a day differs from the weekly hours.',
  valuesMap: {
    AWAY: { description: 'The coach cannot be met then, whatever else says so.' },
    EXTRA: { description: 'The coach can be met then as well.' },
  },
});

@Reads('availability_hours', {
  description: 'From when until when a coach can be met on a day of each week.',
})
export class AvailabilityHours implements Pick<AvailabilityHoursEntity, 'weekday'> {
  @Stored(() => Int, { description: 'ISO: 1 Monday to 7 Sunday.' })
  weekday: number;

  @Sql(() => String, {
    description: `From then on, on the coach’s clock, ${CLOCK}.`,
    sql: (hours) => clockTimeSql(`${hours}.from_minute`),
  })
  from: string;

  @Sql(() => String, {
    description: `Until then, on the coach’s clock, ${CLOCK}.`,
    sql: (hours) => clockTimeSql(`${hours}.until_minute`),
  })
  until: string;
}

@Reads('availability_exceptions', {
  idKind: 'availability-exception',
  description: 'Days on which a coach can be met otherwise than in other weeks.',
})
export class AvailabilityException implements Pick<
  AvailabilityExceptionEntity,
  'kind' | 'firstOn' | 'lastOn'
> {
  @Id('availability-exception')
  id: string;

  @Stored(() => ExceptionKindEnum, { description: 'Whether the coach can be met then, or cannot.' })
  kind: ExceptionKind;

  @Stored(() => LocalDate, { description: 'The first day.' })
  firstOn: string;

  @Stored(() => LocalDate, { description: 'The last day; it counts.' })
  lastOn: string;

  @Sql(() => String, {
    nullable: true,
    description: `From then on, on each of the days, ${CLOCK}; null for the whole day.`,
    sql: (exception) => clockTimeSql(`${exception}.from_minute`),
  })
  from: string | null;

  @Sql(() => String, {
    nullable: true,
    description: `Until then, on each of the days, ${CLOCK}; null for the whole day.`,
    sql: (exception) => clockTimeSql(`${exception}.until_minute`),
  })
  until: string | null;

  @Sql(() => String, {
    nullable: true,
    description: 'Why; null where none was given, and for everybody but the coach.',
    sql: (exception) =>
      `select r.reason from availability_reasons r where r.org_id = ${exception}.org_id and r.id = ${exception}.id`,
  })
  reason: string | null;
}

@Reads('imported_calendars', {
  idKind: 'imported-calendar',
  description:
    'Another calendar of a coach’s, as it was when they uploaded it (POST /imported-calendars). Only when it is busy is kept; nothing is fetched from elsewhere, so upload it again when it has changed.',
})
export class ImportedCalendar implements Pick<ImportedCalendarEntity, 'name' | 'times'> {
  @Id('imported-calendar')
  id: string;

  @Stored(() => String, {
    description: 'What the coach calls it; uploading under the same name replaces it.',
  })
  name: string;

  @Stored(() => Int, { description: 'How many busy times it holds; adjoining ones are one.' })
  times: number;

  @Stored(() => Instant, { description: 'When it was uploaded.' })
  importedAt: string;

  @Stored(() => Instant, { description: 'What recurs was followed until then; later it is free.' })
  until: string;
}

@Reads('coach_schedules', {
  idKind: 'availability',
  description: 'When a coach can be met, and how far ahead. Clients see it through free slots.',
})
export class Availability implements Pick<
  CoachScheduleEntity,
  | 'zone'
  | 'hoursSet'
  | 'bufferMinutes'
  | 'minNoticeHours'
  | 'furthestDays'
  | 'stepMinutes'
  | 'sessionMinutes'
  | 'version'
> {
  @Id('availability')
  id: string;

  @Stored(() => String, {
    nullable: true,
    description: 'The IANA zone whose clock the hours are on; null for the zone of the coach as a member.',
  })
  zone: string | null;

  @Stored(() => Boolean, {
    description:
      'Whether the coach has said their hours. Until then 09:00 to 17:00 on the organization’s working days is offered, and booking at another hour is not refused.',
  })
  hoursSet: boolean;

  @Stored(() => Int, {
    description: 'Minutes that stay free behind a session, unless it is booked otherwise.',
  })
  bufferMinutes: number;

  @Stored(() => Int, { description: 'How many hours ahead a session is booked at least.' })
  minNoticeHours: number;

  @Stored(() => Int, { description: 'How many days ahead a session is booked at most.' })
  furthestDays: number;

  @Stored(() => Int, { description: 'Minutes between the starts of offered slots: 15, 30 or 60.' })
  stepMinutes: number;

  @Stored(() => Int, { description: 'How long a session is unless somebody says otherwise, in minutes.' })
  sessionMinutes: number;

  @Many(() => [AvailabilityHours], {
    description: 'The hours of the week in order; empty while none are said.',
    on: (schedule, hours) => `${hours}.coach_id = ${schedule}.id`,
    limit: MAX_HOURS,
    order: [
      { sql: (hours) => `${hours}.weekday`, type: 'int' },
      { sql: (hours) => `${hours}.from_minute`, type: 'int' },
      { sql: (hours) => `${hours}.id`, type: 'uuid' },
    ],
  })
  hours: AvailabilityHours[];

  @Many(() => [AvailabilityException], {
    description: 'The days that differ and are not over, the first to end first.',
    on: (schedule, exception, { asOf }) =>
      `${exception}.coach_id = ${schedule}.id and ${exception}.last_on >= (${asOf()} at time zone 'UTC')::date - 1`,
    limit: 250,
    order: [
      { sql: (exception) => `${exception}.last_on`, type: 'date' },
      { sql: (exception) => `${exception}.id`, type: 'uuid' },
    ],
  })
  exceptions: AvailabilityException[];

  @Many(() => [ImportedCalendar], {
    description: 'Other calendars of the coach’s; empty for everybody else.',
    on: (schedule, calendar) => `${calendar}.coach_id = ${schedule}.id`,
    limit: 10,
    order: [{ sql: (calendar) => `${calendar}.id`, type: 'uuid' }],
  })
  importedCalendars: ImportedCalendar[];

  @Stored(() => Int, {
    description: 'Grows with every change of hours and rules; pass it back to change what you saw.',
  })
  version: number;
}

const clockCheck = z.string().regex(CLOCK_TIME, `must be a time of the clock, ${CLOCK}`);
const int = (min: number, max: number) => z.number().int().min(min).max(max);

@InputType({ description: 'Hours of one day of the week.' })
export class HoursInput {
  @Input(() => Int, { check: int(1, 7), description: 'ISO: 1 Monday to 7 Sunday.' })
  weekday: number;

  @Input(() => String, { check: clockCheck, description: `From then on, on the coach’s clock, ${CLOCK}.` })
  from: string;

  @Input(() => String, { check: clockCheck, description: `Until then, ${CLOCK}.` })
  until: string;
}

export const hoursCheck = z.array(z.any()).max(MAX_HOURS);

@InputType({ description: 'What to change of the rules of booking; what is left out stays.' })
export class ScheduleSettingsInput {
  @Input(() => String, {
    nullable: true,
    check: timeZoneCheck,
    description: 'The IANA zone whose clock your hours are on; null for the one that you have as a member.',
  })
  zone?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: int(0, 60),
    description: 'Free minutes behind a session, 0 to 60.',
  })
  bufferMinutes?: number | null;

  @Input(() => Int, { nullable: true, check: int(0, 336), description: 'Hours ahead at least, 0 to 336.' })
  minNoticeHours?: number | null;

  @Input(() => Int, { nullable: true, check: int(1, 365), description: 'Days ahead at most, 1 to 365.' })
  furthestDays?: number | null;

  @Input(() => Int, {
    nullable: true,
    check: z.union([z.literal(15), z.literal(30), z.literal(60)], 'must be 15, 30 or 60'),
    description: 'Minutes between the starts of offered slots: 15, 30 or 60.',
  })
  stepMinutes?: number | null;

  @Input(() => Int, {
    nullable: true,
    check: int(15, 240),
    description: 'How long a session is unless somebody says otherwise, 15 to 240 minutes.',
  })
  sessionMinutes?: number | null;
}

@InputType({ description: 'Days that differ from other weeks.' })
export class ExceptionInput {
  @Input(() => ExceptionKindEnum, { description: 'Whether you can be met then, or cannot.' })
  kind: ExceptionKind;

  @Input(() => LocalDate, { description: 'The first day.' })
  firstOn: string;

  @Input(() => LocalDate, { nullable: true, description: 'The last day; leave it out for one day.' })
  lastOn?: string | null;

  @Input(() => String, {
    nullable: true,
    check: clockCheck,
    description: `From then on, on each of the days, ${CLOCK}; leave both out for the whole day, when away.`,
  })
  from?: string | null;

  @Input(() => String, { nullable: true, check: clockCheck, description: `Until then, ${CLOCK}.` })
  until?: string | null;

  @Input(() => String, {
    nullable: true,
    check: z.string().trim().min(1).max(200),
    description: 'Why, for yourself; 1 to 200 letters.',
  })
  reason?: string | null;
}
