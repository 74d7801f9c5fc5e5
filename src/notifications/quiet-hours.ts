import { Temporal } from 'temporal-polyfill';

/** Local times 'HH:MM', `from` included, `until` not; equal times mean that no hour is quiet. */
export interface QuietHours {
  from: string;
  until: string;
  /** ISO weekdays (1 Monday … 7 Sunday) that are quiet from midnight to midnight: the locale's weekend. */
  daysOff: readonly number[];
}

export const defaultQuietTimes = { from: '20:00', until: '08:00' } as const;

/** Two weeks hold every combination of quiet nights and days off; more steps mean that every day is off. */
const stepsMax = 30;

/**
 * The first instant from `at` on (epoch ms both) that is not quiet in the recipient's `zone`; `at` itself when it is
 * not quiet. An end of quiet that falls into a DST gap moves forward by the gap. When all seven days are off the days off
 * are ignored, since a message must leave some day. Times that the person chose do not ask.
 */
export function nextAllowed(at: number, zone: string, quiet: QuietHours): number {
  const rules = withoutEndlessDaysOff(quiet);
  let now = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  for (let step = 0; step < stepsMax; step++) {
    const end = endOfQuiet(now, rules);
    if (!end) break;
    now = end;
  }
  return now.epochMilliseconds;
}

export function isQuiet(at: number, zone: string, quiet: QuietHours): boolean {
  const now = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return endOfQuiet(now, withoutEndlessDaysOff(quiet)) !== null;
}

function withoutEndlessDaysOff(quiet: QuietHours): QuietHours {
  const daysOff = new Set(quiet.daysOff);
  return [1, 2, 3, 4, 5, 6, 7].every((day) => daysOff.has(day)) ? { ...quiet, daysOff: [] } : quiet;
}

/** When the stretch of quiet that holds `now` ends, or null when it is not quiet. */
function endOfQuiet(now: Temporal.ZonedDateTime, quiet: QuietHours): Temporal.ZonedDateTime | null {
  if (quiet.daysOff.includes(now.dayOfWeek)) return now.startOfDay().add({ days: 1 }).startOfDay();
  const from = Temporal.PlainTime.from(quiet.from);
  const until = Temporal.PlainTime.from(quiet.until);
  const time = now.toPlainTime();
  const isAfterFrom = Temporal.PlainTime.compare(time, from) >= 0;
  const isBeforeUntil = Temporal.PlainTime.compare(time, until) < 0;
  const overnight = Temporal.PlainTime.compare(from, until) > 0;
  if (overnight ? !isAfterFrom && !isBeforeUntil : !isAfterFrom || !isBeforeUntil) return null;
  const day = isBeforeUntil ? now.toPlainDate() : now.toPlainDate().add({ days: 1 });
  const wall = day.toPlainDateTime(until);
  const first = wall.toZonedDateTime(now.timeZoneId);
  // In the repeated hour of a DST fold the first `until` may lie behind already.
  return first.epochMilliseconds > now.epochMilliseconds
    ? first
    : wall.toZonedDateTime(now.timeZoneId, { disambiguation: 'later' });
}
