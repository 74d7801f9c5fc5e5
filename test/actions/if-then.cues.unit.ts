import fc from 'fast-check';
import { dayIn, weekdayOf } from '../../src/actions/action.days.js';
import { CUE_LATE, nextTime, timesBy } from '../../src/actions/if-then.cues.js';

const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString();
const berlin = (time: string, ...weekdays: number[]) => ({ time, weekdays, zone: 'Europe/Berlin' });

test.each([
  ['every day, later today', berlin('09:00'), '2026-11-16T07:59:59Z', '2026-11-16T08:00:00.000Z'],
  ['every day, already met', berlin('09:00'), '2026-11-16T08:00:00Z', '2026-11-17T08:00:00.000Z'],
  ['on Wednesdays and Fridays', berlin('09:00', 3, 5), '2026-11-18T08:00:00Z', '2026-11-20T08:00:00.000Z'],
  ['a week later on the same day', berlin('09:00', 1), '2026-11-16T08:00:00Z', '2026-11-23T08:00:00.000Z'],
  ['at a time that does not exist', berlin('02:30'), '2026-03-28T22:00:00Z', '2026-03-29T01:30:00.000Z'],
  ['at a time that occurs twice', berlin('02:30'), '2026-10-24T22:00:00Z', '2026-10-25T00:30:00.000Z'],
  ['not at its second time', berlin('02:30'), '2026-10-25T00:30:00Z', '2026-10-26T01:30:00.000Z'],
])('the next time %s', (_, cue, after, expected) => {
  expect(iso(nextTime(cue, at(after)))).toBe(expected);
});

test('a cue rings once at its time and looks ahead', () => {
  expect(timesBy(berlin('09:00'), at('2026-11-16T08:00:00Z'), at('2026-11-16T08:00:10Z'))).toEqual({
    rings: at('2026-11-16T08:00:00Z'),
    next: at('2026-11-17T08:00:00Z'),
  });
});

test('what was missed by hours does not ring any more, and what was missed for months is passed over', () => {
  const stored = at('2026-05-04T07:00:00Z');
  expect(timesBy(berlin('09:00'), stored, at('2026-11-16T12:30:00Z'))).toEqual({
    rings: null,
    next: at('2026-11-17T08:00:00Z'),
  });
  expect(timesBy(berlin('09:00'), stored, at('2026-11-16T11:30:00Z'))).toEqual({
    rings: at('2026-11-16T08:00:00Z'),
    next: at('2026-11-17T08:00:00Z'),
  });
});

test('whatever the cue, the next time lies ahead on one of its days, and nothing rings too late', () => {
  const cue = fc.record({
    time: fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((n) => String(n).padStart(2, '0')).join(':')),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
    zone: fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'),
  });
  const instant = fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2028-01-01T00:00Z') });
  fc.assert(
    fc.property(cue, instant, fc.nat(90 * 86_400_000), (given, now, ago) => {
      const { rings, next } = timesBy(given, nextTime(given, now - ago), now);
      const onItsDay =
        given.weekdays.length === 0 || given.weekdays.includes(weekdayOf(dayIn(given.zone, next)));
      return next > now && onItsDay && (rings === null || (rings <= now && rings > now - CUE_LATE - 1));
    }),
    { numRuns: 500 },
  );
});
