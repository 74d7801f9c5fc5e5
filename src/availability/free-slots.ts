// When two people can meet: what the coach offers, without what either has to do.
import { offered, type BookingRules, type Offer } from './offer.js';
import { overlapper, type TimeRange } from './time-ranges.js';
import { clockOf, offsetsOf } from './zone.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Twelve weeks of a full day in quarters; more is no choice but a load. */
export const MAX_SLOTS = 3_000;

/** What is asked for; instants are ms since the epoch. */
export interface SlotSearch {
  asOf: number;
  /** Slots start at or behind it. */
  from: number;
  /** Slots start before it. */
  until: number;
  /** How long a slot is. */
  minutes: number;
  clientZone: string;
  /** When the coach or the client is not free, whyever. */
  busy: readonly TimeRange[];
}

/** A time at which a session can be booked; instants in ISO 8601 UTC, local times as YYYY-MM-DDTHH:MM. */
export interface Slot {
  startsAt: string;
  endsAt: string;
  coachLocal: string;
  clientLocal: string;
}

/** The instants (ms) between which booking is open: not too soon and not too far ahead; the last is open too. */
function bookingTimes({ minNoticeHours, furthestDays }: BookingRules, asOf: number): TimeRange {
  return [asOf + minNoticeHours * HOUR, asOf + furthestDays * DAY];
}

/**
 * Every slot on the coach's clock: starts at its full hours, halves or quarters by the step. The whole slot is offered,
 * and it and its buffer touch nothing busy; both are as long as they are, whatever the clocks do meanwhile.
 * @returns in order, the first 3,000
 */
export function freeSlots(offer: Offer, search: SlotSearch): Slot[] {
  const [soonest, latest] = bookingTimes(offer, search.asOf);
  const from = Math.max(search.from, soonest);
  // Starting at the furthest instant is allowed still.
  const until = Math.min(search.until, latest + 1);
  if (!(from < until)) return [];
  const length = search.minutes * MINUTE;
  const kept = length + offer.bufferMinutes * MINUTE;
  const isTaken = overlapper([...search.busy, ...offer.imported]);
  const coachClock = clockOf(offer.zone, from, until);
  const clientClock = clockOf(search.clientZone, from, until);
  const slots: Slot[] = [];
  const starts = startsOf(offer, [from, until]);
  for (const [open, close] of offered(offer, from, until + length)) {
    for (const at of starts([open, Math.min(close - length + 1, until)])) {
      if (isTaken([at, at + kept])) continue;
      if (slots.length === MAX_SLOTS) return slots;
      slots.push({
        startsAt: new Date(at).toISOString(),
        endsAt: new Date(at + length).toISOString(),
        coachLocal: coachClock(at),
        clientLocal: clientClock(at),
      });
    }
  }
  return slots;
}

/** The instants of a range at which the coach's clock stands on a step. */
function startsOf({ zone, stepMinutes }: Offer, [from, until]: TimeRange) {
  const offsets = offsetsOf(zone, from, until);
  const step = stepMinutes * MINUTE;
  return function* (range: TimeRange): Generator<number> {
    for (const { since, until: end, ahead } of offsets) {
      const first = Math.ceil((Math.max(since, range[0]) + ahead) / step) * step - ahead;
      for (let at = first; at < Math.min(end, range[1]); at += step) yield at;
    }
  };
}

/** What of notice and horizon a start (ms) does not keep. */
export function obstacleOf(
  rules: BookingRules,
  startsAt: number,
  now: number,
): 'TOO_SOON' | 'TOO_FAR' | null {
  const [soonest, latest] = bookingTimes(rules, now);
  if (startsAt < soonest) return 'TOO_SOON';
  return startsAt > latest ? 'TOO_FAR' : null;
}
