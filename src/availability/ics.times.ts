// Dates, times and durations as iCalendar (RFC 5545, 3.3) writes them.
import { Temporal } from 'temporal-polyfill';
import { IcsError, type IcsProperty } from './ics.parse.js';

/** When a clock shows something: a zone's, or with `zone` null whoever's looks at it. */
export interface IcsTime {
  local: Temporal.PlainDateTime;
  /** A day, and nothing of the time. */
  isDay: boolean;
  zone: IcsZone | null;
}

/** The instant (ms) at which the zone's clock shows a time, by the wall-clock rule of SPEC 3.7. */
export type IcsZone = (local: Temporal.PlainDateTime) => number;
/** @param line where the zone is named, for the error @throws IcsError for a zone that nobody knows */
export type IcsZones = (tzid: string, line: number) => IcsZone;

const TIME = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/;
const DURATION = /^([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const utc: IcsZone = (local) => local.toZonedDateTime('UTC').epochMilliseconds;

/** @throws IcsError */
export function timeOf(property: IcsProperty, zones: IcsZones, value = property.value): IcsTime {
  const { params, line } = property;
  const [, year, month, day, hour, minute, second, z] = TIME.exec(value.trim()) ?? [];
  if (year === undefined) throw new IcsError(line, `${property.name} is no date or time.`);
  let local: Temporal.PlainDateTime;
  try {
    const date = { year: Number(year), month: Number(month), day: Number(day) };
    // A leap second is the second before.
    const time = {
      hour: Number(hour ?? 0),
      minute: Number(minute ?? 0),
      second: Math.min(59, Number(second ?? 0)),
    };
    local = Temporal.PlainDateTime.from({ ...date, ...time }, { overflow: 'reject' });
  } catch {
    throw new IcsError(line, `${property.name} is a date or time that does not exist.`);
  }
  const isDay = hour === undefined;
  const tzid = params.get('TZID');
  const zone = z ? utc : isDay || tzid === undefined ? null : zones(tzid, line);
  return { local, isDay, zone };
}

/** The dates and times of a list, as EXDATE is. @throws IcsError */
export function timesOf(property: IcsProperty, zones: IcsZones): IcsTime[] {
  return property.value.split(',').map((value) => timeOf(property, zones, value));
}

/** @throws IcsError */
export function durationOf({ name, line }: IcsProperty, value: string): Temporal.Duration {
  const [match, sign, ...parts] = DURATION.exec(value.trim()) ?? [];
  if (match === undefined || parts.every((part) => part === undefined))
    throw new IcsError(line, `${name} is no duration.`);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  if (sign === '-') throw new IcsError(line, `${name} ends before it begins.`);
  if (weeks + days > 10_000 || hours + minutes + seconds > 10_000_000)
    throw new IcsError(line, `${name} is too long.`);
  return Temporal.Duration.from({ weeks, days, hours, minutes, seconds });
}
