import fc from 'fast-check';
import { instantOf } from '../../src/availability/wall-clock.js';
import { seriesEntries, type Occurrence, type Series } from '../../src/calendars/ics.series.js';
import { calendarText } from '../../src/calendars/ics.js';
import { parsed, shown } from './read-back.js';
import { ZONES } from './zones.js';

const DAY = 86_400_000;
const making = { host: 'waymark.example', changedAt: Date.UTC(2026, 0, 5, 8) };
const organizer = { name: 'Harbour & Pine', email: 'no-reply@waymark.example' };
const attendees = [{ name: 'Clio', email: 'clio@waymark.example' }];

const textOf = (series: Series, all: Occurrence[]) =>
  calendarText({
    method: 'REQUEST',
    organizer,
    attendees,
    zone: series.zone,
    entries: seriesEntries(series, all, making),
  });

const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Rules whose days a few lines of arithmetic know, without a library. */
const rules = fc.oneof(
  fc.record({ every: fc.integer({ min: 1, max: 20 }) }).map(({ every }) => ({
    rrule: `FREQ=DAILY;INTERVAL=${every}`,
    day: (startsOn: string, at: number) => dayAfter(startsOn, every * at),
  })),
  fc.record({ every: fc.integer({ min: 1, max: 6 }) }).map(({ every }) => ({
    rrule: `FREQ=WEEKLY;INTERVAL=${every}`,
    day: (startsOn: string, at: number) => dayAfter(startsOn, 7 * every * at),
  })),
  // A month without such a day: its last, which no rule of RFC 5545 says.
  fc.constant({
    rrule: 'FREQ=MONTHLY',
    day: (startsOn: string, at: number) => {
      const [year, month, day] = startsOn.split('-').map(Number) as [number, number, number];
      const last = new Date(Date.UTC(year, month + at, 0)).getUTCDate();
      return new Date(Date.UTC(year, month - 1 + at, Math.min(day, last))).toISOString().slice(0, 10);
    },
  }),
);

/** Half of them at hours at which some zone changes its clocks. */
const times = fc.oneof(
  fc.constantFrom('00:00', '00:30', '01:30', '02:00', '02:15', '02:30', '02:45', '03:00', '23:30'),
  fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`),
);

/** What happened to a session since: nothing, mostly. */
const fates = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ cancelled: true }) },
    { weight: 1, arbitrary: fc.constant({ place: 'Room 2, ground floor; ring “twice”', videoUrl: null }) },
    { weight: 1, arbitrary: fc.integer({ min: -3 * 96, max: 3 * 96 }).map((quarters) => ({ quarters })) },
  ),
  { minLength: 1, maxLength: 52 },
);

const worlds = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    startsOn: fc.integer({ min: 0, max: 720 }).map((days) => dayAfter('2026-01-01', days)),
    rule: rules,
    localTime: times,
    minutes: fc.integer({ min: 3, max: 48 }).map((fives) => fives * 5),
    sequence: fc.integer({ min: 0, max: 9 }),
    fates: fates as fc.Arbitrary<
      { cancelled?: boolean; quarters?: number; place?: string; videoUrl?: null }[]
    >,
  })
  .map(({ rule, fates: happened, ...rest }) => {
    const series: Series = {
      ...rest,
      id: '019a0000-0000-7000-8000-000000000001',
      rrule: `${rule.rrule};COUNT=${happened.length}`,
    };
    const all = happened.map(({ quarters = 0, ...fate }, at): Occurrence => {
      const on = rule.day(rest.startsOn, at);
      const startsAt = instantOf(on, rest.localTime, rest.zone) + quarters * 900_000;
      return {
        on,
        startsAt,
        endsAt: startsAt + rest.minutes * 60_000,
        sequence: quarters === 0 ? 0 : 1,
        cancelled: false,
        place: null,
        videoUrl: 'https://meet.example/room?with=a,b;c',
        ...fate,
      };
    });
    return { series, all };
  });

const instants = (all: { startsAt: number; endsAt: number }[]) =>
  all.map(({ startsAt, endsAt }) => [startsAt, endsAt]).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);

test('calendars show of a series exactly the sessions that stand, whatever the clocks of their zone do', () => {
  fc.assert(
    fc.property(worlds, ({ series, all }) => {
      const standing = all.filter(({ cancelled }) => !cancelled);
      const text = textOf(series, all);
      if (standing.length === 0) return expect(parsed(text).getAllSubcomponents()).toEqual([]);
      const seen = shown(text);
      expect(instants(seen)).toEqual(instants(standing));
      const places = ({ place, videoUrl }: Occurrence) => place ?? videoUrl;
      expect(seen.map(({ location }) => location).sort()).toEqual(standing.map(places).sort());
      return expect(new Set(seen.map(({ uid }) => uid))).toEqual(
        new Set([`series-${series.id}@waymark.example`]),
      );
    }),
    { numRuns: 500 },
  );
});
