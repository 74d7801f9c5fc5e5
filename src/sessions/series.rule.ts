import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { FURTHEST_DAYS } from './session.times.js';
import { RuleRefused, rrulePartsOf } from '../availability/rrule.parts.js';

/** How many sessions a series has at most: a year of weeks. */
export const SERIES_MAX = 52;

type Freq = 'WEEKLY' | 'MONTHLY';

/** Which days a rule names, without its end. */
export interface SeriesPattern {
  freq: Freq;
  interval: number;
  /** `MO` … `SU`; monthly with the nth, `2TU`, `-1FR`. Empty where `byMonthDay` says which days, or the start does. */
  byDay: string[];
  /** 1 … 31, or from −1, the last, to −31. A month that lacks the day is left out (RFC 5545). */
  byMonthDay: number[];
}

/** What ends a rule: so many occurrences, or the last day or instant (ms since the epoch) that may be one. */
export type SeriesEnd = { count: number } | { untilDay: string } | { untilInstant: number };

export interface SeriesRule {
  pattern: SeriesPattern;
  end: SeriesEnd;
}

export type ParsedSeriesRule = { rule: SeriesRule; problem: null } | { rule: null; problem: string };

const PARTS = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL'];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const INTERVAL_MAX = { WEEKLY: 52, MONTHLY: 12 } as const;

/**
 * Reads the rule of a series: RFC 5545, weekly or monthly, of FREQ, INTERVAL, BYDAY, BYMONTHDAY and either COUNT or UNTIL
 * (a day, or an instant in UTC). What is wrong is named in `problem`.
 */
export function parseSeriesRule(rrule: string): ParsedSeriesRule {
  try {
    const parts = rrulePartsOf(rrule, 'a series', PARTS);
    return { rule: { pattern: patternOf(parts), end: endOf(parts) }, problem: null };
  } catch (error) {
    if (error instanceof RuleRefused) return { rule: null, problem: error.message };
    throw error;
  }
}

function patternOf(parts: ReadonlyMap<string, string>): SeriesPattern {
  const freq = parts.get('FREQ');
  if (freq !== 'WEEKLY' && freq !== 'MONTHLY')
    throw new RuleRefused('FREQ is missing or not supported: a series is WEEKLY or MONTHLY.');
  const interval = wholeNumber(parts.get('INTERVAL') ?? '1', 'INTERVAL', INTERVAL_MAX[freq]);
  const byDay = [...new Set(parts.get('BYDAY')?.split(','))];
  const byMonthDay = [...new Set((parts.get('BYMONTHDAY')?.split(',') ?? []).map(monthDayOf))];
  if (byMonthDay.length > 0 && freq === 'WEEKLY')
    throw new RuleRefused('BYMONTHDAY belongs to FREQ=MONTHLY.');
  if (byMonthDay.length > 0 && byDay.length > 0)
    throw new RuleRefused(
      'BYDAY and BYMONTHDAY exclude each other: a day of the month is not always that weekday.',
    );
  const known = freq === 'WEEKLY' ? /^(MO|TU|WE|TH|FR|SA|SU)$/ : /^[+-]?[1-5](MO|TU|WE|TH|FR|SA|SU)$/;
  for (const day of byDay) {
    if (!known.test(day))
      throw new RuleRefused(
        `BYDAY=${day} is not ${freq === 'WEEKLY' ? `one of ${WEEKDAYS.join(', ')}` : 'an nth weekday of a month, such as 1MO or -1FR'}.`,
      );
  }
  return { freq, interval, byDay: byDay.map((day) => day.replace('+', '')), byMonthDay };
}

function monthDayOf(text: string): number {
  const day = /^[+-]?\d{1,2}$/.test(text) ? Number(text) : 0;
  if (day === 0 || Math.abs(day) > 31)
    throw new RuleRefused(`BYMONTHDAY=${text} is not a day from 1 to 31, or from -1 (the last) to -31.`);
  return day;
}

function wholeNumber(text: string, name: string, most: number): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > most)
    throw new RuleRefused(`${name}=${text} is not a whole number from 1 to ${most}.`);
  return number;
}

function endOf(parts: ReadonlyMap<string, string>): SeriesEnd {
  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  if ((count === undefined) === (until === undefined))
    throw new RuleRefused('A series ends: give either COUNT or UNTIL.');
  if (until === undefined) return { count: wholeNumber(count!, 'COUNT', SERIES_MAX) };
  const [, year, month, day, time] = /^(\d{4})(\d\d)(\d\d)(T\d{6}Z)?$/.exec(until) ?? [];
  const date = `${year}-${month}-${day}`;
  const instant = Date.parse(
    `${date}T${time ? `${time.slice(1, 3)}:${time.slice(3, 5)}:${time.slice(5, 7)}` : '00:00:00'}Z`,
  );
  if (Number.isNaN(instant) || !new Date(instant).toISOString().startsWith(date))
    throw new RuleRefused(
      `UNTIL=${until} is not a day such as 20270131, or an instant such as 20270131T090000Z.`,
    );
  return time ? { untilInstant: instant } : { untilDay: date };
}

/**
 * The first days of a pattern from `startsOn` (`YYYY-MM-DD`) on, in order: at most `most`, all within the year and a day in
 * which sessions are booked. Days only: the time of day is put to them apart, because a rule that is expanded in a zone
 * leaves out the days on which the clock skips that time.
 */
export function daysOf(pattern: SeriesPattern, startsOn: string, most: number): string[] {
  const dtstart = Temporal.PlainDate.from(startsOn).toZonedDateTime('UTC');
  const { freq, interval } = pattern;
  const byDay = pattern.byDay.length > 0 ? pattern.byDay : undefined;
  const byMonthDay = pattern.byMonthDay.length > 0 ? pattern.byMonthDay : undefined;
  const until = dtstart.add({ days: FURTHEST_DAYS + 1 });
  const rule = new RRuleTemporal({ freq, interval, byDay, byMonthDay, dtstart, until });
  return rule.all((_, at) => at < most).map((day) => day.toString().slice(0, 10));
}

/** The rule of so many occurrences, for a calendar whose entry starts on the first of them. */
export function ruleText({ freq, interval, byDay, byMonthDay }: SeriesPattern, count: number): string {
  return [
    `FREQ=${freq}`,
    ...(interval > 1 ? [`INTERVAL=${interval}`] : []),
    ...(byDay.length > 0 ? [`BYDAY=${byDay.join(',')}`] : []),
    ...(byMonthDay.length > 0 ? [`BYMONTHDAY=${byMonthDay.join(',')}`] : []),
    `COUNT=${count}`,
  ].join(';');
}

/**
 * The pattern whose occurrences are the given days of another, each so many days later (or earlier).
 * @returns null where no rule says that: a week's days that fall into two weeks, the second Tuesday a day later
 */
export function shiftedPattern(
  pattern: SeriesPattern,
  days: readonly string[],
  by: number,
): SeriesPattern | null {
  const shifted: SeriesPattern = {
    ...pattern,
    byDay: pattern.byDay.map((day) => {
      const weekday = WEEKDAYS.indexOf(day.slice(-2));
      return day.slice(0, -2) + WEEKDAYS[(((weekday + by) % 7) + 7) % 7]!;
    }),
    byMonthDay: pattern.byMonthDay.map((day) => day + by),
  };
  if (shifted.byMonthDay.some((day, at) => Math.abs(day) > 31 || day * pattern.byMonthDay[at]! <= 0))
    return null;
  const wanted = days.map((day) => shiftedDay(day, by));
  const found = daysOf(shifted, wanted[0]!, wanted.length);
  return found.join() === wanted.join() ? shifted : null;
}

/** The day (`YYYY-MM-DD`) so many days later. */
export function shiftedDay(day: string, by: number): string {
  return Temporal.PlainDate.from(day).add({ days: by }).toString();
}
