import { RuleRefused, rrulePartsOf } from '../availability/rrule.parts.js';

export type CadenceRule =
  /** `weekday` is ISO (1 Monday … 7 Sunday); null takes the start's. */
  | { freq: 'WEEKLY'; interval: number; weekday: number | null }
  /** No days take the start's day of the month. */
  | { freq: 'MONTHLY'; interval: number; days: CadenceDay[] };

/** A day of the month (−1 is the last), or its nth weekday (−1MO is the last Monday). */
export type CadenceDay = { monthDay: number } | { nth: number; weekday: number };

export type ParsedRule = { rule: CadenceRule; problem: null } | { rule: null; problem: string };

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const knownParts = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY'];
const intervalMax = { WEEKLY: 52, MONTHLY: 12 } as const;
const daysApartMin = 7;

/**
 * Reads a review cadence: an RRULE, weekly or monthly, at least seven days apart, of the parts FREQ, INTERVAL, BYDAY and
 * BYMONTHDAY (the time of day, the zone and the start are stored beside it). What is wrong is named in `problem`.
 */
export function parseRule(rrule: string): ParsedRule {
  try {
    return { rule: ruleOf(rrulePartsOf(rrule, 'a cadence', knownParts)), problem: null };
  } catch (error) {
    if (error instanceof RuleRefused) return { rule: null, problem: error.message };
    throw error;
  }
}

function ruleOf(parts: ReadonlyMap<string, string>): CadenceRule {
  const freq = parts.get('FREQ');
  if (freq === undefined) throw new RuleRefused('FREQ is missing: a cadence is WEEKLY or MONTHLY.');
  if (freq !== 'WEEKLY' && freq !== 'MONTHLY') {
    throw new RuleRefused(`FREQ=${freq} is not supported: a cadence is WEEKLY or MONTHLY.`);
  }
  const interval = intervalOf(parts.get('INTERVAL') ?? '1', freq);
  return freq === 'WEEKLY'
    ? { freq, interval, weekday: weekdayOf(parts) }
    : { freq, interval, days: monthlyDaysOf(parts, interval) };
}

function intervalOf(text: string, freq: 'WEEKLY' | 'MONTHLY'): number {
  const interval = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (interval < 1 || interval > intervalMax[freq]) {
    throw new RuleRefused(`INTERVAL=${text} is not a whole number from 1 to ${intervalMax[freq]}.`);
  }
  return interval;
}

function weekdayOf(parts: ReadonlyMap<string, string>): number | null {
  if (parts.has('BYMONTHDAY')) throw new RuleRefused('BYMONTHDAY belongs to FREQ=MONTHLY.');
  const names = parts.get('BYDAY')?.split(',') ?? [];
  for (const name of names) {
    if (!weekdays.includes(name))
      throw new RuleRefused(`BYDAY=${name} is not one of ${weekdays.join(', ')}.`);
  }
  const days = new Set(names);
  if (days.size > 1) {
    throw new RuleRefused(
      `BYDAY=${names.join(',')}: reviews are at least ${daysApartMin} days apart, so name one weekday.`,
    );
  }
  return names[0] === undefined ? null : weekdays.indexOf(names[0]) + 1;
}

function monthlyDaysOf(parts: ReadonlyMap<string, string>, interval: number): CadenceDay[] {
  const byDay = parts.get('BYDAY');
  const byMonthDay = parts.get('BYMONTHDAY');
  if (byDay !== undefined && byMonthDay !== undefined) {
    throw new RuleRefused('BYDAY and BYMONTHDAY exclude each other: a month day is not always that weekday.');
  }
  const days: CadenceDay[] =
    byDay === undefined ? (byMonthDay?.split(',') ?? []).map(monthDayOf) : byDay.split(',').map(nthWeekdayOf);
  const unique = [...new Map(days.map((day) => [JSON.stringify(day), day])).values()];
  if (!areApart(unique, interval)) {
    throw new RuleRefused(`${byDay ?? byMonthDay}: these days can be less than ${daysApartMin} days apart.`);
  }
  return unique;
}

function monthDayOf(text: string): CadenceDay {
  const monthDay = /^[+-]?\d{1,2}$/.test(text) ? Number(text) : 0;
  // Every month has a 28th last day; beyond that "the last day stands in" has no meaning.
  if (monthDay === 0 || monthDay > 31 || monthDay < -28) {
    throw new RuleRefused(`BYMONTHDAY=${text} is not a day from 1 to 31, or from -1 (the last) to -28.`);
  }
  return { monthDay };
}

function nthWeekdayOf(text: string): CadenceDay {
  const [, nth, name] = /^([+-]?[1-4])(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) ?? [];
  if (!nth || !name) {
    throw new RuleRefused(
      `BYDAY=${text} is not an nth weekday of a month, from 1 to 4 or from -1 (the last) to -4, such as 1MO or -1FR.`,
    );
  }
  return { nth: Number(nth), weekday: weekdays.indexOf(name) + 1 };
}

/** Tried on every shape that two neighbouring months can have: length, next length, first weekday. */
function areApart(days: readonly CadenceDay[], interval: number): boolean {
  if (days.length < 2) return true;
  const shapes = [28, 29, 30, 31].flatMap((length) =>
    [1, 2, 3, 4, 5, 6, 7].map((first) => ({ length, first })),
  );
  return shapes.every(({ length, first }) => {
    const here = dayNumbers(days, length, first);
    const nextFirst = ((first - 1 + length) % 7) + 1;
    const next = (length === 31 ? [28, 29, 30, 31] : [31]).map((after) => dayNumbers(days, after, nextFirst));
    return (interval > 1 ? [[]] : next).every((following) =>
      gapsOf([...here, ...following.map((day) => day + length)]).every((gap) => gap >= daysApartMin),
    );
  });
}

function gapsOf(sorted: readonly number[]): number[] {
  return sorted.slice(1).map((day, i) => day - sorted[i]!);
}

/**
 * The days of a month of `length` days whose first is the ISO weekday `first`: in order, each once. A missing day of the
 * month is its last.
 */
export function dayNumbers(days: readonly CadenceDay[], length: number, first: number): number[] {
  const numbers = days.map((day) => {
    if ('monthDay' in day)
      return day.monthDay > 0 ? Math.min(day.monthDay, length) : length + 1 + day.monthDay;
    const firstOf = 1 + ((day.weekday - first + 7) % 7);
    const lastOf = firstOf + 7 * Math.floor((length - firstOf) / 7);
    return day.nth > 0 ? firstOf + 7 * (day.nth - 1) : lastOf + 7 * (day.nth + 1);
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}
