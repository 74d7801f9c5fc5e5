import { invalidInput } from '../app-error.js';

/** How long a meeting of a group is, in minutes. */
export const MIN_MINUTES = 15;
export const MAX_MINUTES = 480;
/** How far ahead a meeting may start: nobody keeps a calendar beyond. */
export const FURTHEST_DAYS = 365;

/** From when until when. */
export interface MeetingTime {
  startsAt: Date;
  endsAt: Date;
}

/**
 * The time of a meeting to be.
 * @param startsAt ISO 8601 in UTC
 * @param now ms since the epoch
 * @param field the argument that named the start, for the error
 * @throws AppError INVALID_INPUT for a start that is past or too far ahead
 */
export function meetingTime(startsAt: string, minutes: number, now: number, field: string): MeetingTime {
  const start = Date.parse(startsAt);
  if (start <= now) throw invalidInput('A meeting starts in the future.', field);
  if (start > now + FURTHEST_DAYS * 86_400_000)
    throw invalidInput(`A meeting starts within ${FURTHEST_DAYS} days.`, field);
  return { startsAt: new Date(start), endsAt: new Date(start + minutes * 60_000) };
}
