// Guarantees: a calendar entry names when, where and who, and nothing of what is talked about.
import { escaped, property, quoted } from './ics.lines.js';
import { plainWall, timeZone, utc } from './ics.zone.js';

const MONTH = 31 * 86_400_000;

/** What the text is to the calendar that takes it in (RFC 5546). */
export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH';

/** Somebody with an address. */
export interface Party {
  name: string;
  email: string;
}

/** From when until when. */
export interface Time {
  startsAt: number;
  endsAt: number;
  /** When the last of it ends, where it recurs. */
  until?: number;
  /** Told in UTC whatever the zone. */
  inUtc?: boolean;
}

/** One VEVENT; instants are epoch ms. */
export interface Entry {
  /** The same for ever, whatever changes. */
  uid: string;
  sequence: number;
  /** When it was changed last: the text of the same rows is the same text. */
  changedAt: number;
  /** Null where a cancellation no longer knows when it would have been. */
  time: Time | null;
  /** What makes it recur, or says which occurrence it is: whole lines. */
  recurrence: readonly string[];
  summary: 'Session' | 'Group meeting';
  cancelled: boolean;
  /** Either this or `videoUrl`; both null where neither is to be told. */
  place: string | null;
  videoUrl: string | null;
}

export interface CalendarObject {
  method: CalendarMethod;
  organizer: Party;
  /** Nobody where it is published (RFC 5546, 3.2.1). */
  attendees: readonly Party[];
  /** IANA name of the zone whose clock tells the times. */
  zone: string;
  entries: readonly Entry[];
}

/** The domain of all ids of calendar entries is that of the product's address. */
export function uidOf(kind: 'session' | 'series' | 'group-meeting', id: string, host: string): string {
  return `${kind}-${id}@${host}`;
}

/** The text of a calendar (RFC 5545), with the zone that it speaks of in it. */
export function calendarText(calendar: CalendarObject): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Waymark//Waymark//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${calendar.method}`,
    ...zoneLines(calendar),
    ...calendar.entries.flatMap((entry) => eventLines(entry, calendar)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function zoneLines({ zone, entries }: CalendarObject): string[] {
  const times = entries.flatMap(({ time }) => time ?? []);
  const lines = [
    ...times.flatMap((time) => timeLines(time, zone)),
    ...entries.flatMap((each) => each.recurrence),
  ];
  if (!lines.some((line) => line.includes(`;TZID=${zone}:`))) return [];
  const since = Math.min(...times.map(({ startsAt }) => startsAt));
  const until = Math.max(...times.map((time) => time.until ?? time.endsAt));
  // What stands beside the sessions: when they would have been.
  return timeZone(zone, since - MONTH, until + MONTH);
}

function eventLines(entry: Entry, { method, organizer, attendees, zone }: CalendarObject): string[] {
  const { place, videoUrl } = entry;
  return [
    'BEGIN:VEVENT',
    property('UID', entry.uid),
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(entry.changedAt)}`,
    ...(entry.time ? timeLines(entry.time, zone) : []),
    ...entry.recurrence,
    `SUMMARY:${entry.summary}`,
    ...(place === null ? [] : [property('LOCATION', escaped(place))]),
    ...(videoUrl === null ? [] : [property('LOCATION', escaped(videoUrl)), ...link(videoUrl)]),
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${entry.cancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    party('ORGANIZER', organizer),
    ...(method === 'PUBLISH' ? [] : attendees.map((each) => party('ATTENDEE', each, ATTENDS))),
    'END:VEVENT',
  ];
}

/** What is booked is agreed upon: nobody is asked to answer, and an answer would reach nobody. */
const ATTENDS = { ROLE: 'REQ-PARTICIPANT', PARTSTAT: 'ACCEPTED', RSVP: 'FALSE' };

function timeLines({ startsAt, endsAt, inUtc = false }: Time, zone: string): string[] {
  const wall = inUtc ? null : plainWall(startsAt, endsAt, zone);
  if (!wall) return [`DTSTART:${utc(startsAt)}`, `DTEND:${utc(endsAt)}`];
  return [`DTSTART;TZID=${zone}:${wall[0]}`, `DTEND;TZID=${zone}:${wall[1]}`];
}

/** As an address is written, which leaves nothing to escape. */
function link(url: string): string[] {
  return URL.canParse(url) ? [property('URL', new URL(url).href, { VALUE: 'URI' })] : [];
}

function party(
  name: string,
  { name: called, email }: Party,
  parameters: Record<string, string> = {},
): string {
  return property(name, `mailto:${email}`, { CN: quoted(called), ...parameters });
}
