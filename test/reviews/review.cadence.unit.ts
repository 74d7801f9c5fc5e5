import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import {
  nextOccurrence,
  occurrencesBetween,
  occurrencesMax,
  periodDaysOf,
} from '../../src/reviews/review.cadence.js';
import { parseRule } from '../../src/reviews/review.cadence-rule.js';
import { instantOf } from '../../src/availability/wall-clock.js';

const dates = (rrule: string, startsOn: string, count: number, zone = 'UTC') => {
  const from = Date.parse(`${startsOn}T00:00:00Z`) - 86_400_000;
  const all = occurrencesBetween({ rrule, startsOn }, zone, '09:00', from, from + 6 * 366 * 86_400_000);
  return all.slice(0, count).map((occurrence) => occurrence.on);
};

describe('review cadence', () => {
  it('repeats weekly on the weekday of the start where the rule names none', () => {
    expect(dates('FREQ=WEEKLY', '2026-03-04', 3)).toEqual(['2026-03-04', '2026-03-11', '2026-03-18']);
  });

  it('counts an interval from the week of the start', () => {
    // 2026-03-04 is a Wednesday; its own week's Monday lies before the start.
    expect(dates('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '2026-03-04', 2)).toEqual(['2026-03-16', '2026-03-30']);
  });

  it('takes the last day of a month that lacks the day', () => {
    expect(dates('FREQ=MONTHLY;BYMONTHDAY=31', '2026-01-01', 4)).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
    expect(dates('FREQ=MONTHLY', '2027-12-30', 3)).toEqual(['2027-12-30', '2028-01-30', '2028-02-29']);
  });

  it('knows the nth and the last weekday of a month', () => {
    expect(dates('FREQ=MONTHLY;BYDAY=1MO', '2026-03-03', 2)).toEqual(['2026-04-06', '2026-05-04']);
    expect(dates('FREQ=MONTHLY;BYDAY=-1FR', '2026-03-01', 2)).toEqual(['2026-03-27', '2026-04-24']);
  });

  it('keeps local time across DST, and neither drops nor doubles a night that lacks or repeats it', () => {
    const weekly = { rrule: 'FREQ=WEEKLY', startsOn: '2026-03-22' };
    const at = (from: string, until: string) =>
      occurrencesBetween(weekly, 'Europe/Berlin', '02:30', Date.parse(from), Date.parse(until)).map(
        (occurrence) => `${occurrence.on} ${new Date(occurrence.at).toISOString()}`,
      );
    expect(at('2026-03-20T00:00Z', '2026-04-06T00:00Z')).toEqual([
      '2026-03-22 2026-03-22T01:30:00.000Z',
      '2026-03-29 2026-03-29T01:30:00.000Z',
      '2026-04-05 2026-04-05T00:30:00.000Z',
    ]);
    expect(at('2026-10-24T00:00Z', '2026-11-02T00:00Z')).toEqual([
      '2026-10-25 2026-10-25T00:30:00.000Z',
      '2026-11-01 2026-11-01T01:30:00.000Z',
    ]);
  });

  it('finds the next one strictly after an instant', () => {
    const weekly = { rrule: 'FREQ=WEEKLY;BYDAY=MO', startsOn: '2026-03-02' };
    const first = Date.UTC(2026, 2, 2, 14);
    expect(nextOccurrence(weekly, 'America/New_York', '09:00', first - 1)).toEqual({
      on: '2026-03-02',
      at: first,
    });
    expect(nextOccurrence(weekly, 'America/New_York', '09:00', first)).toEqual({
      on: '2026-03-09',
      at: Date.UTC(2026, 2, 9, 13),
    });
  });

  it('includes the beginning of a range and excludes its end', () => {
    const weekly = { rrule: 'FREQ=WEEKLY', startsOn: '2026-03-02' };
    const [from, until] = [Date.UTC(2026, 2, 2, 9), Date.UTC(2026, 2, 16, 9)];
    expect(occurrencesBetween(weekly, 'UTC', '09:00', from, until).map((found) => found.on)).toEqual([
      '2026-03-02',
      '2026-03-09',
    ]);
  });

  it('gives up quietly on a rule that was never valid and at the end of the calendar', () => {
    const weekly = { rrule: 'FREQ=WEEKLY', startsOn: '2026-03-02' };
    expect(nextOccurrence({ ...weekly, rrule: 'FREQ=DAILY' }, 'UTC', '09:00', 0)).toBeNull();
    expect(nextOccurrence(weekly, 'UTC', '09:00', Infinity)).toBeNull();
    expect(nextOccurrence(weekly, 'UTC', '09:00', -Infinity)?.on).toBe('2026-03-02');
    expect(occurrencesBetween(weekly, 'UTC', '09:00', -Infinity, Infinity)).toHaveLength(occurrencesMax);
  });

  it('says how many days lie between two reviews', () => {
    expect(periodDaysOf('FREQ=WEEKLY;INTERVAL=2')).toBe(14);
    expect(periodDaysOf('FREQ=MONTHLY')).toBeCloseTo(30.436875, 9);
    expect(periodDaysOf('FREQ=MONTHLY;BYMONTHDAY=1,15')).toBeCloseTo(15.2184375, 9);
    expect(periodDaysOf('FREQ=DAILY')).toBeNull();
  });

  const start = fc
    .integer({ min: 0, max: 20_000 })
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
  const rule = fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 6 }), weekday)
      .map(([n, day]) => `FREQ=WEEKLY;INTERVAL=${n};BYDAY=${day}`),
    fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 28 }))
      .map(([n, day]) => `FREQ=MONTHLY;INTERVAL=${n};BYMONTHDAY=${day}`),
    fc
      .tuple(fc.constantFrom(1, 2, 3, 4, -1, -2, -3, -4), weekday)
      .map(([nth, day]) => `FREQ=MONTHLY;BYDAY=${nth}${day}`),
  );

  it('agrees with an independent RRULE library where no day is missing', () => {
    fc.assert(
      fc.property(rule, start, (rrule, startsOn) => {
        const theirs = new RRuleTemporal({
          rruleString: `DTSTART:${startsOn.replaceAll('-', '')}T090000Z\nRRULE:${rrule};COUNT=8`,
        });
        const expected = theirs.all().map((date) => date.toPlainDate().toString());
        expect(dates(rrule, startsOn, 8)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps accepted rules at least seven days apart and on time, wherever the search begins', () => {
    const days = fc.oneof(
      fc
        .array(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 })
        .map((list) => `BYMONTHDAY=${list.join()}`),
      fc
        .array(fc.tuple(fc.constantFrom(1, 2, 3, 4, -1), weekday), { minLength: 1, maxLength: 3 })
        .map((list) => `BYDAY=${list.map(([nth, day]) => `${nth}${day}`).join()}`),
    );
    const anyRule = fc.oneof(
      rule,
      days.map((text) => `FREQ=MONTHLY;${text}`),
    );
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'America/New_York',
      'Asia/Kathmandu',
    );
    const time = fc.constantFrom('00:00', '02:15', '02:30', '09:00', '23:59');
    fc.assert(
      fc.property(anyRule, start, zone, time, fc.nat(900), (rrule, startsOn, where, clock, days) => {
        fc.pre(parseRule(rrule).rule !== null);
        const after = Date.parse(`${startsOn}T12:00:00Z`) + days * 86_400_000;
        let [previous, at] = [null as string | null, after];
        for (let i = 0; i < 14; i++) {
          const next = nextOccurrence({ rrule, startsOn }, where, clock, at)!;
          expect(next.at).toBeGreaterThan(at);
          expect(next.at).toBe(instantOf(next.on, clock, where));
          if (previous)
            expect(Date.parse(next.on) - Date.parse(previous)).toBeGreaterThanOrEqual(7 * 86_400_000);
          [previous, at] = [next.on, next.at];
        }
      }),
    );
  });
});
