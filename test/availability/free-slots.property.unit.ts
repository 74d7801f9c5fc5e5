import fc from 'fast-check';
import { freeSlots } from '../../src/availability/free-slots.js';
import { offered, type Exception, type Offer, type WeeklyHours } from '../../src/availability/offer.js';
import type { TimeRange } from '../../src/availability/time-ranges.js';
import { intlClock, MINUTE } from './slow-clock.js';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
];
const CLOCKS = new Map(ZONES.map((zone) => [zone, intlClock(zone)]));
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Some part of a day, in whole five minutes. */
const part = fc.tuple(fc.nat(287), fc.nat(287)).map(([a, b]) => ({
  from: Math.min(a, b) * 5,
  until: Math.max(a, b) * 5 + 5,
}));
const hours: fc.Arbitrary<WeeklyHours[]> = fc.array(
  fc.tuple(part, fc.integer({ min: 1, max: 7 })).map(([range, weekday]) => ({ ...range, weekday })),
  { maxLength: 14 },
);
/** Around the changes of spring and autumn, or anywhere. */
const start = fc.oneof(
  fc.constantFrom(
    '2026-03-07',
    '2026-03-28',
    '2026-04-04',
    '2026-04-23',
    '2026-10-03',
    '2026-10-24',
    '2026-10-29',
  ),
  fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) }).map(dayOf),
);
const wish = fc.record({
  zone: fc.constantFrom(...ZONES),
  clientZone: fc.constantFrom(...ZONES),
  day: start,
  hours: fc.option(hours),
  away: fc.array(part, { maxLength: 2 }),
  extra: fc.array(part, { maxLength: 2 }),
  busy: fc.array(fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 300 })), { maxLength: 8 }),
  imported: fc.array(fc.tuple(fc.nat(5000), fc.integer({ min: 1, max: 300 })), { maxLength: 3 }),
  stepMinutes: fc.constantFrom(15, 30, 60),
  bufferMinutes: fc.constantFrom(0, 5, 15, 60),
  minutes: fc.integer({ min: 15, max: 240 }),
  noticeHours: fc.nat(30),
  furthestDays: fc.integer({ min: 1, max: 4 }),
});

it('free slots are exactly the starts on the clock’s steps that are offered whole, kept free and allowed: 1500 cases', () => {
  let found = 0;
  fc.assert(
    fc.property(wish, ({ zone, day, away, extra, ...given }) => {
      const from = Date.parse(day);
      const until = from + 3 * DAY;
      const ranges = (parts: [number, number][]): TimeRange[] =>
        parts.map(([at, length]) => [from + at * MINUTE, from + (at + length) * MINUTE]);
      const on = (kind: Exception['kind']) => (range: { from: number; until: number }) => ({
        ...range,
        kind,
        firstOn: dayOf(from + DAY),
        lastOn: dayOf(from + 2 * DAY),
      });
      const offer: Offer = {
        zone,
        stepMinutes: given.stepMinutes,
        bufferMinutes: given.bufferMinutes,
        minNoticeHours: given.noticeHours,
        furthestDays: given.furthestDays,
        sessionMinutes: 60,
        weekend: [6, 7],
        hours: given.hours,
        exceptions: [...away.map(on('AWAY')), ...extra.map(on('EXTRA'))],
        imported: ranges(given.imported),
      };
      const busy = ranges(given.busy);
      const { clientZone, minutes } = given;
      const asOf = from - 12 * HOUR;
      const slots = freeSlots(offer, { asOf, from, until, minutes, clientZone, busy });
      const open = offered(offer, from - DAY, until + DAY);
      const isFree = (at: number) => {
        const [end, kept] = [at + minutes * MINUTE, at + (minutes + given.bufferMinutes) * MINUTE];
        return (
          at >= asOf + given.noticeHours * HOUR &&
          at <= asOf + given.furthestDays * DAY &&
          open.some(([opens, closes]) => opens <= at && end <= closes) &&
          [...busy, ...offer.imported].every(([begins, ends]) => ends <= at || kept <= begins)
        );
      };
      const clock = CLOCKS.get(zone)!;
      const expected: string[] = [];
      for (let at = from; at < until; at += 15 * MINUTE) {
        if (Number(clock(at).slice(14)) % given.stepMinutes === 0 && isFree(at))
          expected.push(new Date(at).toISOString());
      }
      expect(slots.map(({ startsAt }) => startsAt)).toEqual(expected);
      for (const { startsAt, endsAt, coachLocal, clientLocal } of slots) {
        expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(minutes * MINUTE);
        expect(coachLocal).toBe(clock(Date.parse(startsAt)));
        expect(clientLocal).toBe(CLOCKS.get(clientZone)!(Date.parse(startsAt)));
      }
      found += slots.length;
    }),
    { numRuns: 1500 },
  );
  expect(found).toBeGreaterThan(1000);
});
