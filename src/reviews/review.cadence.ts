import { Temporal } from 'temporal-polyfill';
import { dayNumbers, parseRule, type CadenceRule } from './review.cadence-rule.js';
import { instantOf, localDateOf } from '../availability/wall-clock.js';

/**
 * When reviews are due. `rrule` is an RFC 5545 rule as `parseRule` takes it; `startsOn` ('YYYY-MM-DD') is the first day that
 * may be one, the phase of an INTERVAL, and the weekday or day of the month where the rule names none.
 */
export interface Cadence {
  rrule: string;
  startsOn: string;
}

/** `on` is the local date that makes an occurrence unique, `at` its instant (epoch ms). */
export interface Occurrence {
  on: string;
  at: number;
}

/** About nineteen years of weekly reviews: no caller needs more at once. */
export const occurrencesMax = 1000;

const averageMonthDays = 365.2425 / 12;
const lastYear = 9999;

/**
 * The first occurrence strictly after the instant `after` (epoch ms); `localTime` is 'HH:MM' on the wall clock of `zone`. Null
 * for a rule that `parseRule` refuses, and when the calendar (year 9999) ends first.
 */
export function nextOccurrence(
  cadence: Cadence,
  zone: string,
  localTime: string,
  after: number,
): Occurrence | null {
  for (const occurrence of occurrencesFrom(cadence, zone, localTime, after)) {
    if (occurrence.at > after) return occurrence;
  }
  return null;
}

/** The occurrences with from ≤ at < until (epoch ms), in order, the first `occurrencesMax` of them. */
export function occurrencesBetween(
  cadence: Cadence,
  zone: string,
  localTime: string,
  from: number,
  until: number,
): Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of occurrencesFrom(cadence, zone, localTime, from)) {
    if (occurrence.at >= until || found.length === occurrencesMax) break;
    if (occurrence.at >= from) found.push(occurrence);
  }
  return found;
}

/** Days from one occurrence to the next, on average; null for a rule that `parseRule` refuses. */
export function periodDaysOf(rrule: string): number | null {
  const { rule } = parseRule(rrule);
  if (!rule) return null;
  if (rule.freq === 'WEEKLY') return 7 * rule.interval;
  return (averageMonthDays * rule.interval) / Math.max(1, rule.days.length);
}

/** Dates are worked out on the calendar and put on the clock last, so DST neither moves nor drops one. */
function* occurrencesFrom(
  cadence: Cadence,
  zone: string,
  localTime: string,
  from: number,
): Generator<Occurrence> {
  const { rule } = parseRule(cadence.rrule);
  if (!rule) return;
  const startsOn = Temporal.PlainDate.from(cadence.startsOn);
  const lower = lowerDate(startsOn, zone, from);
  if (!lower) return;
  const dates =
    rule.freq === 'WEEKLY' ? weeklyDates(rule, startsOn, lower) : monthlyDates(rule, startsOn, lower);
  for (const date of dates) {
    const on = date.toString();
    yield { on, at: instantOf(on, localTime, zone) };
  }
}

/** A day earlier than `from` shows: a time inside a gap around midnight belongs to the date before. */
function lowerDate(startsOn: Temporal.PlainDate, zone: string, from: number): Temporal.PlainDate | null {
  if (Number.isNaN(from) || from >= Date.UTC(lastYear, 11, 31)) return null;
  if (from <= Date.parse(`${startsOn.toString()}T00:00:00Z`)) return startsOn;
  const before = Temporal.PlainDate.from(localDateOf(from, zone)).subtract({ days: 1 });
  return Temporal.PlainDate.compare(before, startsOn) < 0 ? startsOn : before;
}

function* weeklyDates(
  rule: Extract<CadenceRule, { freq: 'WEEKLY' }>,
  startsOn: Temporal.PlainDate,
  lower: Temporal.PlainDate,
): Generator<Temporal.PlainDate> {
  const step = 7 * rule.interval;
  const first = startsOn.add({ days: (rule.weekday ?? startsOn.dayOfWeek) - startsOn.dayOfWeek });
  const steps = Math.max(0, Math.ceil(first.until(lower, { largestUnit: 'days' }).days / step));
  for (let date = first.add({ days: steps * step }); date.year <= lastYear; date = date.add({ days: step })) {
    yield date;
  }
}

function* monthlyDates(
  rule: Extract<CadenceRule, { freq: 'MONTHLY' }>,
  startsOn: Temporal.PlainDate,
  lower: Temporal.PlainDate,
): Generator<Temporal.PlainDate> {
  const days = rule.days.length > 0 ? rule.days : [{ monthDay: startsOn.day }];
  const start = startsOn.toPlainYearMonth();
  const months = start.until(lower.toPlainYearMonth(), { largestUnit: 'months' }).months;
  const skipped = months - (months % rule.interval);
  for (let month = start.add({ months: skipped }); month.year <= lastYear;) {
    for (const day of dayNumbers(days, month.daysInMonth, month.toPlainDate({ day: 1 }).dayOfWeek)) {
      const date = month.toPlainDate({ day });
      if (Temporal.PlainDate.compare(date, lower) >= 0) yield date;
    }
    month = month.add({ months: rule.interval });
  }
}
