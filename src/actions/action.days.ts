import { Temporal } from 'temporal-polyfill';

/** The calendar day ('YYYY-MM-DD') in `zone` at an instant (epoch ms). */
export function dayIn(zone: string, at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The Monday of the ISO week that a day lies in. */
export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

/** The day so many days later, earlier where negative. */
export function daysLater(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/**
 * SPEC 3.7, the wall-clock rule: the instant (epoch ms) at which a clock in `zone` shows this day and time ('HH:MM' or
 * 'HH:MM:SS'). A time that does not exist moves forward by the gap; one that occurs twice is its first.
 */
export function instantAt(day: string, time: string, zone: string): number {
  return Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone, {
    disambiguation: 'compatible',
  }).epochMilliseconds;
}
