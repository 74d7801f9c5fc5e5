import { nextOccurrence, type Cadence, type Occurrence } from './review.cadence.js';

/** A cadence on the wall clock of a zone; `localTime` is 'HH:MM' or 'HH:MM:SS'. */
export interface Schedule extends Cadence {
  localTime: string;
  zone: string;
}

/**
 * The first occurrence after the instant `after` (epoch ms) whose date lies behind `lastOn`: a client who flies west
 * meets the same date, and even the same hour, again.
 */
export function nextBehind(schedule: Schedule, lastOn: string | null, after: number): Occurrence | null {
  const { zone, localTime } = schedule;
  let next = nextOccurrence(schedule, zone, localTime, after);
  while (next && lastOn !== null && next.on <= lastOn)
    next = nextOccurrence(schedule, zone, localTime, next.at);
  return next;
}

/**
 * What is due at `now`, beginning with the stored `next` occurrence: usually that one alone, more after the sweep has
 * slept, in order; none when it is still to come.
 * @returns the occurrence that comes after those as well; null where the calendar ends
 */
export function dueBy(
  schedule: Schedule,
  next: Occurrence,
  now: number,
): { due: Occurrence[]; next: Occurrence | null } {
  const due: Occurrence[] = [];
  let following: Occurrence | null = next;
  while (following && following.at <= now) {
    due.push(following);
    following = nextBehind(schedule, following.on, following.at);
  }
  return { due, next: following };
}
