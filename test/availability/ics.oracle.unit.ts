// The reader of busy calendars against ical.js, which shares no code with it.
import fc from 'fast-check';
import ICAL from 'ical.js';
import { busyTimesOf } from '../../src/availability/ics.busy.js';
import { union, type TimeRange } from '../../src/availability/time-ranges.js';
import { calendar, OUTLOOK_ZONE } from './ics.samples.js';

const DAY = 86_400_000;
const HORIZON: TimeRange = [Date.UTC(2026, 0), Date.UTC(2027, 0)];
const two = (n: number) => String(n).padStart(2, '0');

/** Busy times as ical.js knows them. */
function icalBusy(text: string): TimeRange[] {
  const root = new ICAL.Component(ICAL.parse(text) as never);
  for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const events = root.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  const found: TimeRange[] = [];
  for (const event of events.filter((each) => !each.isRecurrenceException())) {
    for (const other of events)
      if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
    const each = event.iterator();
    for (let at = each.next(); at && at.toUnixTime() * 1000 < HORIZON[1]; at = each.next()) {
      const { startDate, endDate, item } = event.getOccurrenceDetails(at);
      if (item.component.getFirstPropertyValue('transp') === 'TRANSPARENT') continue;
      found.push([startDate.toUnixTime() * 1000, endDate.toUnixTime() * 1000]);
    }
  }
  return union(
    found.map(([from, until]): TimeRange => [Math.max(from, HORIZON[0]), Math.min(until, HORIZON[1])]),
  );
}

const rules = fc.oneof(
  fc.constant(''),
  fc
    .record({
      freq: fc.constantFrom(
        'DAILY',
        'WEEKLY',
        'WEEKLY;BYDAY=MO,WE,FR',
        'MONTHLY',
        'MONTHLY;BYDAY=-1FR',
        'MONTHLY;BYMONTHDAY=-1',
        'YEARLY',
      ),
      interval: fc.integer({ min: 1, max: 4 }),
      end: fc.oneof(
        fc.constant(''),
        fc.integer({ min: 1, max: 40 }).map((count) => `;COUNT=${count}`),
        fc.integer({ min: 1, max: 12 }).map((month) => `;UNTIL=2026${two(month)}28T235959Z`),
      ),
    })
    .map(({ freq, interval, end }) => `FREQ=${freq};INTERVAL=${interval}${end}`),
);

const appointment = fc.record({
  day: fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2026, 11, 31) }),
  // Away from the nights in which clocks change: there RFC 5545 has no answer, and SPEC 3.7 one of its own.
  hour: fc.integer({ min: 6, max: 20 }),
  zone: fc.constantFrom('Z', 'Outlook'),
  length: fc.constantFrom('PT15M', 'PT1H', 'PT2H30M'),
  rule: rules,
  excluded: fc.array(fc.nat(30), { maxLength: 3 }),
  moved: fc.option(fc.nat(20)),
  isFree: fc.boolean(),
});

/** Of one event, and where it recurs of an occurrence that was moved by two hours. */
function written(one: typeof appointment extends fc.Arbitrary<infer T> ? T : never, at: number): string[] {
  const stamp = (days: number, hours = 0) => {
    const day = new Date(one.day + days * DAY).toISOString().slice(0, 10).replaceAll('-', '');
    const time = `${day}T${two(one.hour + hours)}0000`;
    return one.zone === 'Z' ? `:${time}Z` : `;TZID=W. Europe Standard Time:${time}`;
  };
  // The first time fits the rule, as RFC 5545 asks.
  const rule = one.rule.includes('BY') ? one.rule.replace(/;BY[A-Z]+=[^;]*/, '') : one.rule;
  // The other reader stumbles over an exclusion that names no occurrence, and lets the next of them stand.
  const isEvery = /^FREQ=(DAILY|WEEKLY);INTERVAL=1$/.test(rule);
  const excluded = isEvery ? [...new Set(one.excluded)].sort((a, b) => a - b) : [];
  const main = [
    'BEGIN:VEVENT',
    `UID:${at}`,
    `DTSTART${stamp(0)}`,
    `DURATION:${one.length}`,
    ...(one.isFree ? ['TRANSP:TRANSPARENT'] : []),
    ...(rule ? [`RRULE:${rule}`, ...excluded.map((days) => `EXDATE${stamp(days * 7)}`)] : []),
    'END:VEVENT',
  ];
  const isMoved = isEvery && !one.isFree && one.moved !== null && !excluded.includes(one.moved);
  if (!isMoved) return [main.join('\n')];
  const days = one.moved! * 7;
  const moved = [
    'BEGIN:VEVENT',
    `UID:${at}`,
    `RECURRENCE-ID${stamp(days)}`,
    `DTSTART${stamp(days, 2)}`,
    `DURATION:${one.length}`,
    'END:VEVENT',
  ];
  return [main.join('\n'), moved.join('\n')];
}

it('finds what another reader finds: 300 calendars', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(appointment, { minLength: 1, maxLength: 5 }), async (appointments) => {
      const text = calendar(OUTLOOK_ZONE, ...appointments.flatMap(written));
      const busy = await busyTimesOf(text, 'Europe/Berlin', HORIZON);
      expect(busy).toEqual(icalBusy(text));
      found += busy.length;
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(1_000);
}, 120_000);
