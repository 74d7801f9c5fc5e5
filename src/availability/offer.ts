// When a coach offers sessions, before anything is booked.
import { Temporal } from 'temporal-polyfill';
import type { ExceptionKind } from './availability-exception.entity.js';
import { union, without, type TimeRange } from './time-ranges.js';
import { instantOf, localDateOf } from './wall-clock.js';

/** Minutes of the wall clock since midnight; 1440 is the end of the day. */
const DAY_MINUTES = 1440;
/** What is offered on the organization's working days by a coach who has not said their hours. */
const USUAL = { from: 9 * 60, until: 17 * 60 };
const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** On each such day of the week (ISO: 1 Monday to 7 Sunday). */
export interface WeeklyHours {
  weekday: number;
  from: number;
  until: number;
}

/** On each day from the first to the last ('YYYY-MM-DD'). */
export interface Exception {
  kind: ExceptionKind;
  firstOn: string;
  lastOn: string;
  from: number;
  until: number;
}

/** The rules of booking with a coach. */
export interface BookingRules {
  /** Minutes that stay free behind a session. */
  bufferMinutes: number;
  minNoticeHours: number;
  furthestDays: number;
  /** Offered starts lie so far apart on the coach's clock: 15, 30 or 60. */
  stepMinutes: number;
}

/** As `app.coach_offer` answers. */
export interface Offer extends BookingRules {
  /** IANA; the hours and exceptions are on its clock. */
  zone: string;
  /** How long a session is unless somebody says otherwise. */
  sessionMinutes: number;
  /** Weekdays on which the organization does not work. */
  weekend: number[];
  /** Null while the coach has not said them. */
  hours: WeeklyHours[] | null;
  exceptions: Exception[];
  /** What other calendars of the coach take. */
  imported: TimeRange[];
}

type Day = Pick<Offer, 'zone' | 'exceptions'> & { hours: readonly WeeklyHours[] };

/**
 * What a coach offers between two instants (ms since the epoch): the weekly hours and what exceptions add, without the
 * times that they are away. Both ends of each follow the wall-clock rule (SPEC 3.7), so that a night in which an hour
 * vanishes or repeats is as long as it really is. @returns in order and apart; adjoining days are one
 */
export function offered({ hours, weekend, ...rest }: Offer, from: number, until: number): TimeRange[] {
  const usual = WEEK.filter((weekday) => !weekend.includes(weekday)).map((weekday) => ({
    weekday,
    ...USUAL,
  }));
  return within({ ...rest, hours: hours ?? usual }, from, until);
}

/** What a coach can be booked for: anything but absences while they have not said their hours. */
export function bookable({ hours, ...rest }: Offer, from: number, until: number): TimeRange[] {
  const any = WEEK.map((weekday) => ({ weekday, from: 0, until: DAY_MINUTES }));
  return within({ ...rest, hours: hours ?? any }, from, until);
}

function within({ zone, hours, exceptions }: Day, from: number, until: number): TimeRange[] {
  const open: TimeRange[] = [];
  const away: TimeRange[] = [];
  // What begins the day before can reach past midnight by a clock change, and what is asked for may end within a day.
  let day = Temporal.PlainDate.from(localDateOf(from, zone)).subtract({ days: 1 });
  const last = Temporal.PlainDate.from(localDateOf(until, zone));
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const on = day.toString();
    const range = (part: { from: number; until: number }): TimeRange => [
      instantAt(day, part.from, zone),
      instantAt(day, part.until, zone),
    ];
    open.push(...hours.filter(({ weekday }) => weekday === day.dayOfWeek).map(range));
    for (const exception of exceptions) {
      if (on < exception.firstOn || on > exception.lastOn) continue;
      (exception.kind === 'AWAY' ? away : open).push(range(exception));
    }
  }
  const outside: TimeRange[] = [
    [-Infinity, from],
    [until, Infinity],
  ];
  return without(union(open), [...away, ...outside]);
}

function instantAt(day: Temporal.PlainDate, minute: number, zone: string): number {
  const isEnd = minute === DAY_MINUTES;
  const date = isEnd ? day.add({ days: 1 }) : day;
  const time = Temporal.PlainTime.from({ hour: isEnd ? 0 : Math.floor(minute / 60), minute: minute % 60 });
  return instantOf(date.toString(), time.toString(), zone);
}
