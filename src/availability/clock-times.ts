/** A time of the wall clock as people write it, 00:00 to 24:00. */
export const CLOCK_TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** The minutes since midnight of such a time. */
export function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The SQL of such a time from minutes since midnight; null stays null. */
export function clockTimeSql(minutes: string): string {
  return `lpad((${minutes} / 60)::text, 2, '0') || ':' || lpad((${minutes} % 60)::text, 2, '0')`;
}
