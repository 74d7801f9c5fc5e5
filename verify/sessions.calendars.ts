import ICAL from 'ical.js';
import { CalendarMailsDelivery } from '../src/calendars/calendar-mails.delivery.js';
import type { SmtpSink } from '../test/mail/smtp-sink.js';
import type { TestApp } from '../test/setup/app.js';
import type { VirtualClock } from './sessions.chance.js';
import type { SessionsWorld } from './sessions.world.js';

/** Entries of one program: by UID, and in each by what recurrence it is about; '' is the entry itself. */
type Entries = Map<string, Map<string, { event: ICAL.Component; zones: ICAL.Component[] }>>;

/** Programs that know nothing but mails, or nothing but the feed, compared with the rows. */
export class Calendars {
  private readonly mailed = new Map<string, Entries>();
  private readonly feeds = new Map<string, string>();
  private read = 0;

  constructor(
    private readonly waymark: TestApp,
    private readonly world: SessionsWorld,
    private readonly sink: SmtpSink,
    private readonly clock: VirtualClock,
  ) {}

  async subscribe(): Promise<void> {
    for (const person of this.world.people) {
      const { data } = await this.waymark.send(person, 'mutation { createCalendarFeed { url } }');
      const { pathname, search } = new URL(data.createCalendarFeed.url as string);
      this.feeds.set(person.memberId, pathname + search);
    }
  }

  /** Lets all mails leave and arrive, then looks. */
  async problems(): Promise<string[]> {
    await this.deliver();
    const problems = this.open();
    for (const { memberId, email } of this.world.people) {
      const rows = await this.rowsOf([memberId]);
      const answer = await this.waymark.app.inject({ method: 'GET', url: this.feeds.get(memberId)! });
      const fed: Entries = new Map();
      take(fed, answer.body);
      problems.push(...difference(`The feed of ${email}`, rows, this.shown(fed)));
    }
    // Who is in two organizations has a feed from each, but one inbox.
    for (const email of new Set(this.world.people.map((person) => person.email))) {
      const members = this.world.people.filter((person) => person.email === email);
      const rows = await this.rowsOf(members.map(({ memberId }) => memberId));
      problems.push(
        ...difference(`The mails to ${email}`, rows, this.shown(this.mailed.get(email) ?? new Map())),
      );
    }
    return problems;
  }

  /** Some mails wait for others, or for another attempt: until none is left. */
  private async deliver(): Promise<void> {
    const delivery = this.waymark.app.get(CalendarMailsDelivery, { strict: false });
    for (let at = this.clock.realNow(); ;) {
      const [next] = await this.waymark.database.owner<{ wake_at: Date | null }>(
        'select min(wake_at) as wake_at from calendar_mails',
      );
      if (!next?.wake_at) return;
      at = new Date(Math.max(at.getTime(), next.wake_at.getTime()) + 1_000);
      await delivery.claimDue(at);
      const claimed = await this.waymark.database.owner<{ org_id: string; id: string }>(
        `select org_id, id from calendar_mails where state = 'CLAIMED' order by id`,
      );
      for (const { org_id: orgId, id } of claimed) await delivery.deliver(orgId, id, at);
    }
  }

  /** Takes in what has arrived since. */
  private open(): string[] {
    const problems: string[] = [];
    for (const { recipients, mail } of this.sink.received.slice(this.read)) {
      const entries = this.mailed.get(recipients[0]!) ?? new Map<string, never>();
      this.mailed.set(recipients[0]!, entries);
      const file = mail.attachments.find(({ contentType }) => contentType === 'application/ics');
      if (file) take(entries, file.content.toString('utf8'));
      else problems.push(`A mail to ${recipients[0]!} brings no calendar.`);
    }
    this.read = this.sink.received.length;
    return problems;
  }

  /** What stands in the rows and is still to come. */
  private async rowsOf(memberIds: string[]): Promise<string[]> {
    const rows = await this.waymark.database.owner<{ starts_at: Date; ends_at: Date; location: string }>(
      `select starts_at, ends_at, coalesce(place, video_url) as location from sessions
       where (coach_id = any ($1) or client_id = any ($1)) and status = 'BOOKED' and starts_at > $2`,
      [memberIds, new Date(this.clock.now())],
    );
    return rows
      .map(({ starts_at, ends_at, location }) => line(starts_at.getTime(), ends_at.getTime(), location))
      .sort();
  }

  private shown(entries: Entries): string[] {
    const from = this.clock.now();
    return [...entries.values()]
      .flatMap((parts) => occurrences(parts))
      .filter(({ at, cancelled }) => at > from && !cancelled)
      .map(({ at, until, location }) => line(at, until, location))
      .sort();
  }
}

/** As RFC 5546 has it: what is newer takes the place of what was, a whole entry of all its parts. */
function take(entries: Entries, calendar: string): void {
  const root = new ICAL.Component(ICAL.parse(calendar) as never[]);
  const zones = root.getAllSubcomponents('vtimezone');
  const cancels = root.getFirstPropertyValue('method') === 'CANCEL';
  const events = root.getAllSubcomponents('vevent');
  const recurrence = (event: ICAL.Component) => {
    const id = event.getFirstPropertyValue('recurrence-id');
    return id ? String((id as ICAL.Time).toJSDate().getTime()) : '';
  };
  for (const event of [...events].sort(
    (a, b) => Number(recurrence(a) !== '') - Number(recurrence(b) !== ''),
  )) {
    const uid = event.getFirstPropertyValue('uid') as string;
    const part = recurrence(event);
    const known = entries.get(uid)?.get(part)?.event;
    const sequence = (of: ICAL.Component) => Number(of.getFirstPropertyValue('sequence') ?? 0);
    if (known && sequence(known) > sequence(event)) continue;
    if (part === '') entries.set(uid, new Map());
    const parts = entries.get(uid) ?? new Map<string, never>();
    entries.set(uid, parts);
    if (cancels) event.updatePropertyWithValue('status', 'CANCELLED');
    if (part !== '') fix(event);
    parts.set(part, { event, zones });
  }
}

/** Reads the times of an exception by the zone that came with it; that of the entry itself may reach less far. */
function fix(event: ICAL.Component): void {
  for (const name of ['dtstart', 'dtend']) {
    const property = event.getFirstProperty(name)!;
    const time = property.getFirstValue() as ICAL.Time;
    property.removeParameter('tzid');
    property.setValue(time.convertToZone(ICAL.Timezone.utcTimezone));
  }
}

/** The entry and its exceptions, expanded by ical.js with the zones that came along. */
function occurrences(parts: Map<string, { event: ICAL.Component; zones: ICAL.Component[] }>) {
  const root = new ICAL.Component('vcalendar');
  const zones = [parts.get('') ?? [...parts.values()][0]!].flatMap((part) => part.zones);
  const known = new Set<string>();
  for (const zone of zones) {
    const id = zone.getFirstPropertyValue('tzid') as string;
    if (known.has(id)) continue;
    known.add(id);
    root.addSubcomponent(new ICAL.Component(zone.toJSON() as never[]));
  }
  const copies = [...parts].map(([part, { event }]) => {
    const copy = new ICAL.Component(event.toJSON() as never[]);
    root.addSubcomponent(copy);
    return { part, copy };
  });
  const main = copies.find(({ part }) => part === '');
  const exceptions = copies.filter(({ part }) => part !== '').map(({ copy }) => copy);
  if (!main) return exceptions.map((copy) => shape(new ICAL.Event(copy)));
  const event = new ICAL.Event(main.copy, { exceptions: exceptions as never[] });
  if (!event.isRecurring() || isCancelled(main.copy)) return [shape(event)];
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    found.push(shape(item, startDate, endDate));
  }
  return found;
}

const isCancelled = (event: ICAL.Component) => event.getFirstPropertyValue('status') === 'CANCELLED';

function shape(event: ICAL.Event, start = event.startDate, end = event.endDate) {
  return {
    at: start.toJSDate().getTime(),
    until: end.toJSDate().getTime(),
    location: event.component.getFirstPropertyValue('location') as string | null,
    cancelled: isCancelled(event.component),
  };
}

const line = (at: number, until: number, location: string | null) =>
  `${new Date(at).toISOString()} to ${new Date(until).toISOString()} ${location}`;

function difference(whose: string, rows: readonly string[], shown: readonly string[]): string[] {
  const missing = rows.filter((each) => !shown.includes(each));
  const ghosts = shown.filter((each) => !rows.includes(each));
  return [
    ...missing.slice(0, 3).map((each) => `${whose} lack ${each}.`),
    ...ghosts.slice(0, 3).map((each) => `${whose} show ${each}, which is not booked.`),
  ];
}
