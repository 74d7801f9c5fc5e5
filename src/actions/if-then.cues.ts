import { daysLater, dayIn, instantAt, weekdayOf } from './action.days.js';

/** A time of the day on some days of the week. */
export interface TimeCue {
  /** 'HH:MM' or 'HH:MM:SS'. */
  time: string;
  /** ISO days, 1 Monday to 7 Sunday; empty is every day. */
  weekdays: readonly number[];
  /** IANA. */
  zone: string;
}

/** How late a cue is still worth ringing, in ms: a plan for the morning is of no use in the afternoon. */
export const CUE_LATE = 4 * 3_600_000;

/** The cues that fall on an hour which the client chose, or which follows from a session that they booked: never quiet. */
export const CHOSEN_CUES = ['TIME', 'BEFORE_SESSION', 'AFTER_SESSION'] as const;

/** The first time after the instant `after` (epoch ms) at which the cue is met. */
export function nextTime({ time, weekdays, zone }: TimeCue, after: number): number {
  const today = dayIn(zone, after);
  // Ends within nine days: the same weekday a week later is the furthest, and a clock change may pass one over.
  for (let ahead = 0; ; ahead += 1) {
    const day = daysLater(today, ahead);
    if (weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) continue;
    const at = instantAt(day, time, zone);
    if (at > after) return at;
  }
}

/**
 * What has come of a cue by `now`, beginning with its stored next time; all instants in epoch ms.
 * @returns the latest time that is not too late, null where none is; and the next
 */
export function timesBy(cue: TimeCue, stored: number, now: number): { rings: number | null; next: number } {
  let latest: number | null = null;
  let next = stored;
  // What lies further back than a cue is worth is not walked through, however long nobody looked.
  if (next <= now - CUE_LATE) next = nextTime(cue, now - CUE_LATE - 1);
  while (next <= now) {
    latest = next;
    next = nextTime(cue, next);
  }
  return { rings: latest, next };
}
