import { Temporal } from 'temporal-polyfill';

const EPOCH = '19700101T000000';

/** `20260330T090000`, without a zone. */
export function compact(wall: Temporal.PlainDateTime): string {
  return wall.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

/** An instant (epoch ms) in UTC: `20260330T070000Z`. */
export function utc(at: number): string {
  return `${compact(zoned(at, 'UTC').toPlainDateTime())}Z`;
}

/**
 * What a wall clock in `zone` shows from one instant to another (epoch ms), as `20260330T090000`; null where the clock
 * does not say plainly when that is: it shows such a time twice, or is changed in between. Programs disagree about those,
 * so they are better told in UTC.
 */
export function plainWall(from: number, until: number, zone: string): [string, string] | null {
  const [start, end] = [zoned(from, zone), zoned(until, zone)];
  if (start.offset !== end.offset || !isOnce(start) || !isOnce(end)) return null;
  return [compact(start.toPlainDateTime()), compact(end.toPlainDateTime())];
}

/** Whether the clock shows this time of this day exactly once. */
export function showsOnce(wall: Temporal.PlainDateTime, zone: string): boolean {
  const [first, last] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(zone, { disambiguation }),
  );
  return first!.epochMilliseconds === last!.epochMilliseconds;
}

/**
 * The VTIMEZONE of a zone as its lines, good from `since` until `until` (epoch ms). Each change of the clocks stands by
 * itself, as Temporal knows it: no rule says when Ramadan is, and a zone may change its rule in between.
 */
export function timeZone(zone: string, since: number, until: number): string[] {
  const before = zoned(since + 1, zone).getTimeZoneTransition('previous');
  const observances = before
    ? observance(before)
    : section('STANDARD', EPOCH, zoned(since, zone).offset, zoned(since, zone).offset);
  for (let at = zoned(since, zone).getTimeZoneTransition('next'); at && at.epochMilliseconds <= until;) {
    observances.push(...observance(at));
    at = at.getTimeZoneTransition('next');
  }
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observances, 'END:VTIMEZONE'];
}

/** From a change of the clocks on, whose start is told as the clocks showed it until then. */
function observance(change: Temporal.ZonedDateTime): string[] {
  const until = change.subtract({ nanoseconds: 1 });
  const kind = change.offsetNanoseconds > until.offsetNanoseconds ? 'DAYLIGHT' : 'STANDARD';
  const start = compact(until.toPlainDateTime().add({ nanoseconds: 1 }));
  return section(kind, start, until.offset, change.offset);
}

function section(kind: 'DAYLIGHT' | 'STANDARD', start: string, from: string, to: string): string[] {
  const [offsetFrom, offsetTo] = [from, to].map((offset) => offset.replaceAll(':', ''));
  return [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${offsetFrom}`,
    `TZOFFSETTO:${offsetTo}`,
    `END:${kind}`,
  ];
}

function isOnce(at: Temporal.ZonedDateTime): boolean {
  return showsOnce(at.toPlainDateTime(), at.timeZoneId);
}

function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
