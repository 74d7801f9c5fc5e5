import fc from 'fast-check';
import { dueBy, nextBehind } from '../../src/reviews/review.schedule.js';

const mondays = {
  rrule: 'FREQ=WEEKLY;BYDAY=MO',
  startsOn: '2026-06-01',
  localTime: '09:00',
  zone: 'Europe/Berlin',
};
const at = (instant: string) => Date.parse(instant);

describe('what is due', () => {
  const next = { on: '2026-06-08', at: at('2026-06-08T07:00Z') };

  it('is nothing before the next occurrence, and that one from its instant on', () => {
    expect(dueBy(mondays, next, next.at - 1)).toEqual({ due: [], next });
    expect(dueBy(mondays, next, next.at)).toEqual({
      due: [next],
      next: { on: '2026-06-15', at: at('2026-06-15T07:00Z') },
    });
  });

  it('is every occurrence since, in order', () => {
    const { due } = dueBy(mondays, next, at('2026-06-30T00:00Z'));
    expect(due.map(({ on }) => on)).toEqual(['2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29']);
  });

  it('ends where the rule cannot be read', () => {
    expect(dueBy({ ...mondays, rrule: 'FREQ=DAILY' }, next, next.at)).toEqual({ due: [next], next: null });
  });
});

it('an occurrence on a date that was there already is passed over', () => {
  const newYork = { ...mondays, zone: 'America/New_York' };
  expect(nextBehind(newYork, '2026-06-08', at('2026-06-08T07:00Z'))?.on).toBe('2026-06-15');
  expect(nextBehind(newYork, null, at('2026-06-08T07:00Z'))?.on).toBe('2026-06-08');
});

it('however often the sweep looks, each occurrence is due once', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
  ];
  const rules = [
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=SU',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYDAY=-1FR',
  ];
  const schedules = fc.record({
    rrule: fc.constantFrom(...rules),
    startsOn: fc.constantFrom('2024-02-29', '2026-01-31', '2026-03-01'),
    localTime: fc.constantFrom('00:00', '02:30', '09:00', '23:59'),
    zone: fc.constantFrom(...zones),
  });
  const pauses = fc.array(fc.integer({ min: 1, max: 60 * 24 * 60 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(schedules, pauses, (schedule, minutes) => {
      const began = at('2026-03-01T00:00Z');
      let now = began;
      let next = nextBehind(schedule, null, began);
      const seen: string[] = [];
      for (const pause of minutes) {
        now += pause * 60_000;
        const looked = dueBy(schedule, next!, now);
        seen.push(...looked.due.map(({ on }) => on));
        next = looked.next;
      }
      const once = dueBy(schedule, nextBehind(schedule, null, began)!, now);
      expect(seen).toEqual(once.due.map(({ on }) => on));
      expect(new Set(seen).size).toBe(seen.length);
    }),
  );
});
