import { Temporal } from 'temporal-polyfill';
import { instantOf } from '../availability/wall-clock.js';
import { daysOf, ruleText, SERIES_MAX, type SeriesPattern, type SeriesRule } from './series.rule.js';
import { FURTHEST_DAYS } from './session.times.js';

/** `on` (`YYYY-MM-DD`) is the local date that names an occurrence in its series, `at` its instant (ms since the epoch). */
export interface SeriesOccurrence {
  on: string;
  at: number;
}

/** A rule with a start, written out. */
export interface SeriesPlan {
  /** With a COUNT, for a calendar entry that starts on the first occurrence. */
  rrule: string;
  occurrences: SeriesOccurrence[];
}

/**
 * Writes a rule out from the first day on that may be one. Where it names no day, that of the start is taken.
 * @param startsOn `YYYY-MM-DD`
 * @param localTime on the wall clock of `zone`: SPEC 3.7 says what a skipped or doubled time means
 * @returns the plan, or in a sentence why there is none
 */
export function planOf(
  { pattern: given, end }: SeriesRule,
  startsOn: string,
  localTime: string,
  zone: string,
): SeriesPlan | string {
  const pattern = explicit(given, startsOn);
  const days = daysOf(pattern, startsOn, 'count' in end ? end.count : SERIES_MAX + 1);
  const all = days.map((on) => ({ on, at: instantOf(on, localTime, zone) }));
  const occurrences = all.filter(({ on, at }) =>
    'untilDay' in end ? on <= end.untilDay : !('untilInstant' in end) || at <= end.untilInstant,
  );
  if ('count' in end && all.length < end.count)
    return `All sessions of a series lie within ${FURTHEST_DAYS} days.`;
  if (occurrences.length === 0) return 'No day is left between the start and the end of this rule.';
  if (occurrences.length > SERIES_MAX) return `A series has at most ${SERIES_MAX} sessions.`;
  return { rrule: ruleText(pattern, occurrences.length), occurrences };
}

function explicit(pattern: SeriesPattern, startsOn: string): SeriesPattern {
  if (pattern.byDay.length + pattern.byMonthDay.length > 0) return pattern;
  const start = new Date(`${startsOn}T00:00:00Z`);
  return pattern.freq === 'WEEKLY'
    ? { ...pattern, byDay: [['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][start.getUTCDay()]!] }
    : { ...pattern, byMonthDay: [start.getUTCDate()] };
}

/** What the wall clock in `zone` shows at an instant (epoch ms), as `09:30:00`. */
export function localTimeOf(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime().toString();
}
