import fc from 'fast-check';
import { activeWeeksOf, momentumOf, MOMENTUM_WEEKS, type WeekRecord } from '../../src/actions/momentum.js';

const SUNDAY = 7;
const MONDAY = 1;
const WEDNESDAY = 3;

/** Weeks by what was done in each, the latest first. */
const weeks = (done: number[], commitment: number | null = 5): WeekRecord[] =>
  done.map((count) => ({ weekOn: '2026-11-16', done: count, commitment, off: null }));
const repeated = (length: number, done: (ago: number) => number) =>
  weeks(Array.from({ length }, (_, ago) => done(ago)));

describe('the fixtures of SPEC 3.5', () => {
  test('who does what they meant every week has 100', () => {
    expect(
      momentumOf(
        repeated(12, () => 5),
        SUNDAY,
      ),
    ).toBe(100);
  });

  test('double every second week is 55.6, and 44.4 when the off week is now', () => {
    expect(
      momentumOf(
        repeated(12, (ago) => (ago % 2 === 0 ? 10 : 0)),
        SUNDAY,
      ),
    ).toBe(55.6);
    expect(
      momentumOf(
        repeated(12, (ago) => (ago % 2 === 1 ? 10 : 0)),
        SUNDAY,
      ),
    ).toBe(44.4);
  });

  test('one huge week eleven weeks ago is 1.8', () => {
    expect(
      momentumOf(
        repeated(12, (ago) => (ago === 11 ? 100 : 0)),
        SUNDAY,
      ),
    ).toBe(1.8);
  });

  test('after eleven full weeks of five, Wednesday with two done is 99.3 and Monday with none 96.2', () => {
    expect(
      momentumOf(
        repeated(12, (ago) => (ago === 0 ? 2 : 5)),
        WEDNESDAY,
      ),
    ).toBe(99.3);
    expect(
      momentumOf(
        repeated(12, (ago) => (ago === 0 ? 0 : 5)),
        MONDAY,
      ),
    ).toBe(96.2);
  });
});

test('weeks without a commitment, of leave and of grace leave both sums', () => {
  const kept = repeated(4, (ago) => (ago === 2 ? 0 : 5));
  const without = (change: Partial<WeekRecord>) =>
    momentumOf(
      kept.map((week, ago) => (ago === 2 ? { ...week, ...change } : week)),
      SUNDAY,
    );
  expect(momentumOf(kept, SUNDAY)).toBeLessThan(100);
  expect(without({ commitment: null })).toBe(100);
  expect(without({ off: 'LEAVE' })).toBe(100);
  expect(without({ off: 'GRACE' })).toBe(100);
});

test('where nothing is left there is no momentum', () => {
  expect(momentumOf([], SUNDAY)).toBeNull();
  expect(momentumOf(weeks([5, 5], null), SUNDAY)).toBeNull();
  expect(
    momentumOf(
      repeated(12, () => 5).map((week) => ({ ...week, off: 'LEAVE' as const })),
      SUNDAY,
    ),
  ).toBeNull();
});

test('what lies behind the twelfth week does not count', () => {
  const twelve = repeated(12, (ago) => ago % 3);
  expect(momentumOf([...twelve, ...weeks([99, 99])], SUNDAY)).toBe(momentumOf(twelve, SUNDAY));
});

const week = fc.record({
  weekOn: fc.constant('2026-11-16'),
  done: fc.nat({ max: 30 }),
  commitment: fc.option(fc.integer({ min: 1, max: 50 }), { nil: null }),
  off: fc.option(fc.constantFrom('LEAVE' as const, 'GRACE' as const), { nil: null }),
});
const history = fc.array(week, { maxLength: 14 });
const daysBegun = fc.integer({ min: 1, max: 7 });

test('momentum lies between 0 and 100, and is null exactly where no week counts', () => {
  fc.assert(
    fc.property(history, daysBegun, (given, days) => {
      const score = momentumOf(given, days);
      const counts = given
        .slice(0, MOMENTUM_WEEKS)
        .some(({ commitment, off }) => commitment !== null && off === null);
      return score === null ? !counts : counts && score >= 0 && score <= 100;
    }),
    { numRuns: 2_000 },
  );
});

test('more done never lowers it', () => {
  fc.assert(
    fc.property(history, daysBegun, fc.nat(), fc.integer({ min: 1, max: 9 }), (given, days, at, more) => {
      const better = given.map((each, ago) =>
        ago === at % (given.length || 1) ? { ...each, done: each.done + more } : each,
      );
      return (momentumOf(better, days) ?? 0) >= (momentumOf(given, days) ?? 0);
    }),
    { numRuns: 2_000 },
  );
});

describe('active weeks', () => {
  test('are six of eight, and one bad week makes them no zero', () => {
    expect(activeWeeksOf(repeated(12, (ago) => (ago === 1 || ago === 4 ? 0 : 2)))).toEqual({
      active: 6,
      of: 8,
    });
  });

  test('leave out weeks off, and this one while it is empty', () => {
    const given = repeated(12, (ago) => (ago === 0 || ago === 3 ? 0 : 1));
    given[3]!.off = 'LEAVE';
    expect(activeWeeksOf(given)).toEqual({ active: 6, of: 6 });
  });

  test('begin with the client: the first deed or the first commitment', () => {
    expect(activeWeeksOf(weeks([1, 0, 2, 0, 0, 0, 0, 0], null))).toEqual({ active: 2, of: 3 });
    expect(activeWeeksOf([...weeks([1, 0]), ...weeks([0, 0], null)])).toEqual({ active: 1, of: 2 });
    expect(activeWeeksOf(weeks([0, 0, 0], null))).toEqual({ active: 0, of: 0 });
  });
});
