import ICAL from 'ical.js';
import { parsed, shownOf, type Shown } from './read-back.js';

type Event = ICAL.Component;

const valueOf = (event: Event, name: string) => String(event.getFirstPropertyValue(name));
/** Which occurrence an event is, as an instant; undefined for a whole entry. */
const occurrenceOf = (event: Event) =>
  (event.getFirstPropertyValue('recurrence-id') as ICAL.Time | null)?.toJSDate().getTime();

/** What a person's calendar program holds after the mails that it was given (RFC 5546), newest sequence last. */
export class CalendarProgram {
  private readonly held = new Map<string, { main?: Event; occurrences: Map<number, Event> }>();

  take(calendar: string): void {
    const root = parsed(calendar);
    const events = root.getAllSubcomponents('vevent');
    const [first] = events;
    const uid = valueOf(first!, 'uid');
    if (events.some((event) => valueOf(event, 'uid') !== uid)) throw new Error('A mail is about one entry.');
    const alone = occurrenceOf(first!);
    const entry = this.held.get(uid) ?? { occurrences: new Map<number, Event>() };
    if (alone !== undefined) entry.occurrences.set(alone, first!);
    else if (valueOf(root, 'method') === 'CANCEL') this.held.delete(uid);
    if (alone === undefined && valueOf(root, 'method') === 'CANCEL') return;
    if (alone === undefined) {
      entry.main = first;
      entry.occurrences = new Map(events.slice(1).map((event) => [occurrenceOf(event)!, event]));
    }
    this.held.set(uid, entry);
  }

  /** What it shows that takes place. */
  shows(): Shown[] {
    return [...this.held.values()]
      .flatMap(({ main, occurrences }) => (main ? shownOf(main, [...occurrences.values()]) : []))
      .filter(({ status }) => status === 'CONFIRMED')
      .sort((a, b) => a.startsAt - b.startsAt);
  }
}
