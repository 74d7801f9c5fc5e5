import { Temporal } from 'temporal-polyfill';

/** How far a zone's clock is ahead of UTC in ms, from an instant on, up to the next of its kind. */
export interface Offset {
  since: number;
  until: number;
  ahead: number;
}

/** The offsets of an IANA zone between two instants (ms since the epoch), in order and without a gap. */
export function offsetsOf(zone: string, from: number, until: number): Offset[] {
  const offsets: Offset[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  while (at.epochMilliseconds < until) {
    const next = at.getTimeZoneTransition('next');
    const end = Math.min(until, next?.epochMilliseconds ?? until);
    offsets.push({ since: at.epochMilliseconds, until: end, ahead: at.offsetNanoseconds / 1e6 });
    if (!next) break;
    at = next;
  }
  return offsets;
}

/** Tells what the clock of a zone shows (YYYY-MM-DDTHH:MM), from one instant to the next only forward. */
export function clockOf(zone: string, from: number, until: number): (at: number) => string {
  const offsets = offsetsOf(zone, from, until + 1);
  let now = 0;
  return (at) => {
    while (now < offsets.length - 1 && offsets[now]!.until <= at) now += 1;
    return new Date(at + offsets[now]!.ahead).toISOString().slice(0, 16);
  };
}

/** The instant so many calendar days later on the clock of a zone. */
export function instantBehind(at: number, days: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).add({ days }).epochMilliseconds;
}
