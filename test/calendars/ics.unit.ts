import fc from 'fast-check';
import { calendarText, uidOf, type CalendarObject, type Entry } from '../../src/calendars/ics.js';
import { parsed, shown } from './read-back.js';
import { ZONES } from './zones.js';

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2028, 0, 1);

const entry: Entry = {
  uid: uidOf('session', '019a0000-0000-7000-8000-000000000001', 'waymark.example'),
  sequence: 0,
  changedAt: Date.UTC(2026, 0, 5, 8),
  time: { startsAt: Date.UTC(2026, 2, 30, 7), endsAt: Date.UTC(2026, 2, 30, 8) },
  recurrence: [],
  summary: 'Session',
  cancelled: false,
  place: 'Room 1',
  videoUrl: null,
};
const calendar: CalendarObject = {
  method: 'REQUEST',
  organizer: { name: 'Harbour & Pine', email: 'no-reply@waymark.example' },
  attendees: [{ name: 'Clio "C" Müller; née, von', email: 'clio@waymark.example' }],
  zone: 'Europe/Berlin',
  entries: [entry],
};

test('a place is one text of one property, whatever stands in it', () => {
  const place = 'Room\u000b1;\u0000\u007f2,\t3\\\r\n4';
  const text = calendarText({ ...calendar, entries: [{ ...entry, place }] });
  expect(text.split('\r\n')).toContain('LOCATION:Room 1\\; 2\\,\t3\\\\\\n4');
});

/** Each instant at which a zone's clocks change, found by asking Intl hour by hour. */
function changes(zone: string): number[] {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (at: number) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')!.value;
  const found: number[] = [];
  for (let day = FROM; day < UNTIL; day += 24 * HOUR) {
    if (offset(day) === offset(day + 24 * HOUR)) continue;
    for (let at = day; at < day + 24 * HOUR; at += HOUR / 2) {
      if (offset(at) !== offset(at + HOUR / 2)) found.push(at + HOUR / 2);
    }
  }
  return found;
}

test('a calendar is written as RFC 5545 says, with its zone in it', () => {
  expect(calendarText(calendar).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Waymark//Waymark//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:REQUEST',
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Berlin',
    'BEGIN:STANDARD',
    'DTSTART:20251026T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:20260329T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    'UID:session-019a0000-0000-7000-8000-000000000001@waymark.example',
    'SEQUENCE:0',
    'DTSTAMP:20260105T080000Z',
    'DTSTART;TZID=Europe/Berlin:20260330T090000',
    'DTEND;TZID=Europe/Berlin:20260330T100000',
    'SUMMARY:Session',
    'LOCATION:Room 1',
    'STATUS:CONFIRMED',
    'TRANSP:OPAQUE',
    'ORGANIZER;CN="Harbour & Pine":mailto:no-reply@waymark.example',
    `ATTENDEE;CN="Clio 'C' Müller; née, von";ROLE=REQ-PARTICIPANT;PARTSTAT=ACC`,
    ' EPTED;RSVP=FALSE:mailto:clio@waymark.example',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('what is published names nobody but who publishes it', () => {
  expect(calendarText({ ...calendar, method: 'PUBLISH' })).not.toContain('ATTENDEE');
});

test('a time that a clock shows twice, or during which it is changed, is told in UTC', () => {
  const startsAt = [Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30), Date.UTC(2026, 2, 29, 0, 30)];
  for (const start of startsAt) {
    const text = calendarText({
      ...calendar,
      entries: [{ ...entry, time: { startsAt: start, endsAt: start + HOUR } }],
    });
    expect(text).toContain(
      `DTSTART:${new Date(start).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z\r\n`,
    );
    expect(text).not.toContain('TZID');
  }
});

const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map(
  (text) =>
    // What a form lets through has no other control characters.
    text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '\n').trim() || 'Room 1',
);

test('a session of any zone, place and time comes back as it was', () => {
  const sessions = fc.record({
    zone: fc.constantFrom(...ZONES),
    startsAt: fc.integer({ min: FROM / 60_000, max: UNTIL / 60_000 }).map((minutes) => minutes * 60_000),
    minutes: fc.integer({ min: 15, max: 240 }),
    sequence: fc.nat(1_000),
    cancelled: fc.boolean(),
    place: texts,
    name: texts,
  });
  fc.assert(
    fc.property(sessions, ({ zone, startsAt, minutes, sequence, cancelled, place, name }) => {
      const endsAt = startsAt + minutes * 60_000;
      const text = calendarText({
        ...calendar,
        zone,
        attendees: [{ name, email: 'clio@waymark.example' }],
        entries: [{ ...entry, time: { startsAt, endsAt }, sequence, cancelled, place }],
      });
      expect(shown(text)).toEqual([
        {
          uid: entry.uid,
          startsAt,
          endsAt,
          status: cancelled ? 'CANCELLED' : 'CONFIRMED',
          sequence,
          location: place,
          url: null,
        },
      ]);
    }),
    { numRuns: 500 },
  );
});

test('a link comes back as it was, whatever stands in it', () => {
  const links = fc.webUrl({ validSchemes: ['https'], withQueryParameters: true, withFragments: true });
  fc.assert(
    fc.property(links, (videoUrl) => {
      const text = calendarText({ ...calendar, entries: [{ ...entry, place: null, videoUrl }] });
      expect(shown(text)).toMatchObject([{ location: videoUrl, url: new URL(videoUrl).href }]);
    }),
  );
});

test.each(ZONES)('every hour around each change of the clocks of 2026 and 2027 is itself: %s', (zone) => {
  const times = changes(zone).flatMap((at) =>
    Array.from({ length: 21 }, (_, step) => at + (step - 10) * (HOUR / 2)),
  );
  const all = [...times, ...Array.from({ length: 24 }, (_, month) => Date.UTC(2026, month, 15, 9))].sort(
    (a, b) => a - b,
  );
  const entries = all.map((startsAt, at) => ({
    ...entry,
    uid: uidOf('session', String(at), 'waymark.example'),
    time: { startsAt, endsAt: startsAt + HOUR },
  }));
  const seen = shown(calendarText({ ...calendar, method: 'PUBLISH', zone, entries }));
  expect(seen.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(all.map((at) => [at, at + HOUR]));
});

test('an empty calendar is one', () => {
  expect(parsed(calendarText({ ...calendar, entries: [] })).getAllSubcomponents()).toEqual([]);
});
