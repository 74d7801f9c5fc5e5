import { invalidInput } from '../app-error.js';

/** How long a session is, in minutes. */
export const MIN_MINUTES = 15;
export const MAX_MINUTES = 240;
/** How far ahead a session may start: nobody keeps a calendar beyond. */
export const FURTHEST_DAYS = 365;

/** From when until when. */
export interface Slot {
  startsAt: Date;
  endsAt: Date;
}

/**
 * The slot of a session to be.
 * @param start ms since the epoch
 * @param now ms since the epoch
 * @param field the argument that named the start, for the error
 * @throws AppError INVALID_INPUT for a start that is past or too far ahead
 */
export function slotFrom(start: number, minutes: number, now: number, field: string): Slot {
  if (start <= now) throw invalidInput('A session starts in the future.', field);
  if (start > now + FURTHEST_DAYS * 86_400_000)
    throw invalidInput(`A session starts within ${FURTHEST_DAYS} days.`, field);
  return { startsAt: new Date(start), endsAt: new Date(start + minutes * 60_000) };
}

/** How long a slot is, in minutes. */
export function minutesOf({ startsAt, endsAt }: Slot): number {
  return (endsAt.getTime() - startsAt.getTime()) / 60_000;
}
