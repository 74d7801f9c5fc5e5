// Guarantees: what a mail says is what the rows say when it leaves.
import { Temporal } from 'temporal-polyfill';
import type { CalendarMailReason } from './calendar-mail.entity.js';
import { uidOf, type CalendarObject, type Entry, type Party } from './ics.js';
import { occurrenceEntry, seriesEntries, type Occurrence, type Series } from './ics.series.js';

/** What a calendar holds of a session; null for a series where it belongs to none. */
export interface MailedSession {
  id: string;
  startsAt: Date;
  endsAt: Date;
  place: string | null;
  videoUrl: string | null;
  status: string;
  sequence: number;
  /** `YYYY-MM-DD`: the day that its series gave it. */
  occurrenceOn: string | null;
  series: Series | null;
}

export interface Facts {
  mail: {
    subjectKind: 'SESSION' | 'SERIES';
    subjectId: string;
    sequence: number;
    method: 'REQUEST' | 'CANCEL';
    createdAt: Date;
    /** An invitation to it may have reached the recipient, or is just leaving. */
    known: boolean;
  };
  /** The session and all others of its series; or all of the series. In the order of their times. */
  sessions: readonly MailedSession[];
  recipient: Party & { zone: string };
  /** Both, where the recipient may see the other one. */
  sides: readonly Party[];
  organizer: Party;
  /** Of the product's address. */
  host: string;
  /** Ms since the epoch. */
  now: number;
}

export type Composed =
  | { reason: Extract<CalendarMailReason, 'NOT_BOOKED' | 'TOO_LATE'> }
  | { reason: null; subject: string; sentences: string[]; calendar: CalendarObject };

/** What a mail says, or why there is nothing to say any more. */
export function composed(facts: Facts): Composed {
  return facts.mail.subjectKind === 'SESSION' ? ofSession(facts) : ofSeries(facts);
}

function ofSession(facts: Facts): Composed {
  const { mail, sessions, recipient, now } = facts;
  const session = sessions.find(({ id }) => id === mail.subjectId);
  const cancels = mail.method === 'CANCEL';
  if (!session || isCancelled(session) !== cancels) return { reason: 'NOT_BOOKED' };
  if (session.endsAt.getTime() <= now) return { reason: 'TOO_LATE' };
  const making = makingOf(facts);
  const { series } = session;
  const entry: Entry = series
    ? occurrenceEntry(series, occurrenceOf(session), sessions.map(occurrenceOf), making)
    : sessionEntry(session, making);
  const word = cancels ? 'cancelled' : session.sequence === 0 ? 'booked' : 'changed';
  const when = wordsFor(session, recipient.zone);
  return {
    reason: null,
    subject: `Session ${word}`,
    sentences: [cancels ? `Your session on ${when} does not take place.` : `Your session is on ${when}.`],
    calendar: calendarOf(facts, [entry], series?.zone ?? recipient.zone),
  };
}

function ofSeries(facts: Facts): Composed {
  const { mail, sessions, recipient, now } = facts;
  const [first] = sessions;
  const series = first?.series;
  const entries = series ? seriesEntries(series, sessions.map(occurrenceOf), makingOf(facts)) : [];
  if (mail.method === 'CANCEL' && entries.length > 0) return { reason: 'NOT_BOOKED' };
  if (!series || entries.length === 0) {
    // A series that was cut short, and whose last session was then cancelled alone, has to go from calendars all the same:
    // they still show what has moved on to the series that was split off.
    if (!mail.known) return { reason: 'NOT_BOOKED' };
    return {
      reason: null,
      subject: 'Sessions cancelled',
      sentences: ['The sessions of a series of yours do not take place.'],
      calendar: calendarOf(facts, [cancelledSeries(facts, first)], series?.zone ?? recipient.zone, 'CANCEL'),
    };
  }
  const [next, ...later] = sessions.filter((each) => !isCancelled(each) && each.endsAt.getTime() > now);
  return {
    reason: null,
    subject: mail.sequence === 0 ? 'Sessions booked' : 'Sessions changed',
    sentences: next
      ? [`Your next session is on ${wordsFor(next, recipient.zone)}.`, followed(later.length)]
      : ['No session of this series is ahead any more.'],
    calendar: calendarOf(facts, entries, series.zone),
  };
}

/** A session that belongs to no series, or is shown as if it did not. */
export function sessionEntry(
  session: Omit<MailedSession, 'occurrenceOn' | 'series'>,
  { host, changedAt }: { host: string; changedAt: number },
): Entry {
  return {
    uid: uidOf('session', session.id, host),
    sequence: session.sequence,
    changedAt,
    time: { startsAt: session.startsAt.getTime(), endsAt: session.endsAt.getTime() },
    recurrence: [],
    summary: 'Session',
    cancelled: isCancelled(session),
    place: session.place,
    videoUrl: session.videoUrl,
  };
}

function cancelledSeries({ mail, host }: Facts, first: MailedSession | undefined): Entry {
  const time = first && { startsAt: first.startsAt.getTime(), endsAt: first.endsAt.getTime() };
  return {
    uid: uidOf('series', mail.subjectId, host),
    sequence: first?.series?.sequence ?? mail.sequence,
    changedAt: mail.createdAt.getTime(),
    time: time ?? null,
    recurrence: [],
    summary: 'Session',
    cancelled: true,
    place: null,
    videoUrl: null,
  };
}

/** Whom a cancellation reaches is told of nobody else: the two may have parted. */
function calendarOf(
  { mail, recipient, sides, organizer }: Facts,
  entries: Entry[],
  zone: string,
  method = mail.method,
): CalendarObject {
  const attendees = method === 'REQUEST' && sides.length > 0 ? sides : [recipient];
  return { method, organizer, attendees, zone, entries };
}

const makingOf = ({ mail, host }: Facts) => ({ host, changedAt: mail.createdAt.getTime() });
const isCancelled = ({ status }: Pick<MailedSession, 'status'>) => status === 'CANCELLED';

function occurrenceOf(session: MailedSession): Occurrence {
  return {
    on: session.occurrenceOn!,
    startsAt: session.startsAt.getTime(),
    endsAt: session.endsAt.getTime(),
    sequence: session.sequence,
    cancelled: isCancelled(session),
    place: session.place,
    videoUrl: session.videoUrl,
  };
}

function followed(later: number): string {
  if (later === 0) return 'It is the last of its series.';
  return later === 1 ? 'One more follows it.' : `${later} more follow it.`;
}

/** `Monday 30 March 2026, 09:00 to 10:00 (Europe/Berlin)`. */
function wordsFor({ startsAt, endsAt }: MailedSession, zone: string): string {
  const [start, end] = [startsAt, endsAt].map((at) =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone),
  );
  const day = start!.toPlainDate().toLocaleString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const clock = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${day}, ${clock(start!)} to ${clock(end!)} (${zone})`;
}
