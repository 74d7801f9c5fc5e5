import ICAL from 'ical.js';

/** An entry as a calendar program shows it; instants in ms since the epoch. */
export interface Shown {
  uid: string;
  startsAt: number;
  endsAt: number;
  status: string;
  sequence: number;
  location: string | null;
  url: string | null;
}

const text = (component: ICAL.Component, name: string) =>
  component.getFirstPropertyValue(name) as string | null;

/**
 * Parses a calendar with ical.js, which wrote none of it. @throws Error for all that it stumbles over: lines that are too
 * long, properties of which it knows no type, text that it would write otherwise.
 */
export function parsed(calendar: string): ICAL.Component {
  const lines = calendar.split('\r\n');
  expect(calendar.endsWith('\r\n')).toBe(true);
  expect(calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  const root = new ICAL.Component(ICAL.parse(calendar) as never[]);
  for (const component of [root, ...root.getAllSubcomponents()]) {
    for (const each of component.getAllProperties()) expect(each.type).not.toBe('unknown');
  }
  return root;
}

/** What a program shows of a calendar, recurrences expanded by ical.js with the zone that the calendar brings along. */
export function shown(calendar: string): Shown[] {
  const events = parsed(calendar).getAllSubcomponents('vevent');
  const isException = (event: ICAL.Component) => event.hasProperty('recurrence-id');
  const mains = events.filter((event) => !isException(event));
  return mains
    .flatMap((main) => {
      const uid = text(main, 'uid');
      const exceptions = events.filter((each) => isException(each) && text(each, 'uid') === uid);
      return shownOf(main, exceptions);
    })
    .sort((a, b) => a.startsAt - b.startsAt);
}

/** What a program shows of an entry and of its occurrences that are otherwise. */
export function shownOf(main: ICAL.Component, exceptions: ICAL.Component[]): Shown[] {
  return occurrences(new ICAL.Event(main, { exceptions: exceptions as never[] }));
}

/** The one entry of a calendar, as it stands. */
export function only(calendar: string): ICAL.Component {
  const [event, ...more] = parsed(calendar).getAllSubcomponents('vevent');
  expect(more).toEqual([]);
  return event!;
}

function occurrences(event: ICAL.Event): Shown[] {
  if (!event.isRecurring()) return [asShown(event, event.startDate, event.endDate)];
  const iterator = event.iterator();
  const found: Shown[] = [];
  for (let next = iterator.next(); next; next = iterator.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    found.push(asShown(item, startDate, endDate));
  }
  return found;
}

function asShown({ component, uid, sequence }: ICAL.Event, start: ICAL.Time, end: ICAL.Time): Shown {
  return {
    uid,
    startsAt: start.toJSDate().getTime(),
    endsAt: end.toJSDate().getTime(),
    status: text(component, 'status')!,
    sequence,
    location: text(component, 'location'),
    url: text(component, 'url'),
  };
}
