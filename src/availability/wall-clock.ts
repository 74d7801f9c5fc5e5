import { Temporal } from 'temporal-polyfill';

/**
 * SPEC 3.7, the wall-clock rule: the instant (epoch ms) at which a wall clock in `zone` shows `date` ('YYYY-MM-DD') and
 * `time` ('HH:MM' or 'HH:MM:SS'). A time that does not exist moves forward by the gap; one that occurs twice is its first.
 */
export function instantOf(date: string, time: string, zone: string): number {
  return Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone, {
    disambiguation: 'compatible',
  }).epochMilliseconds;
}

/** The calendar date ('YYYY-MM-DD') in `zone` at an instant (epoch ms). */
export function localDateOf(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}
