import fc from 'fast-check';
import { dayMs, pointsMax, theilSen, type Point } from '../../src/checkins/theil-sen.js';

const start = Date.UTC(2026, 0, 1);
const points = (...pairs: [day: number, value: number][]): Point[] =>
  pairs.map(([day, value]) => ({ at: start + day * dayMs, value }));

describe('a line by Theil and Sen', () => {
  it('finds the line through exact points', () => {
    expect(theilSen(points([0, 1], [1, 3], [2, 5]))).toEqual({ slopePerDay: 2, intercept: 1, origin: start });
  });

  it('is not moved by one wild value', () => {
    expect(theilSen(points([0, 0], [1, 1], [2, 2], [3, 100], [4, 4]))?.slopePerDay).toBe(1);
  });

  it('takes the mean of the middle two of an even count, for slopes and for offsets', () => {
    // Slopes 0, 2/3, 1, 1.5, 2, 4: median 1.25. Offsets 0, 1, 1.5, 2.75: median 1.25.
    expect(theilSen(points([0, 0], [1, 4], [2, 4], [4, 6]))).toEqual({
      slopePerDay: 1.25,
      intercept: 1.25,
      origin: start,
    });
  });

  it('skips pairs with equal instants', () => {
    // Slopes 4 and 2 only.
    expect(theilSen(points([0, 0], [0, 2], [1, 4]))?.slopePerDay).toBe(3);
  });

  it('has none without two instants', () => {
    expect(theilSen([])).toBeNull();
    expect(theilSen(points([0, 1]))).toBeNull();
    expect(theilSen(points([3, 1], [3, 2], [3, 5]))).toBeNull();
  });

  it('equals the definition by sorting, whatever the order of the points', () => {
    const point = fc.record({
      at: fc.integer({ min: 0, max: 40 }).map((day) => start + day * dayMs),
      value: fc.integer({ min: -50, max: 50 }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), (given) => {
        const expected = bySorting(given);
        const pace = theilSen(given);
        if (expected === null) return expect(pace).toBeNull();
        expect(pace?.slopePerDay).toBeCloseTo(expected.slope, 9);
        expect(pace?.intercept).toBeCloseTo(expected.intercept, 9);
        expect(theilSen(given.toReversed())).toEqual(pace);
      }),
    );
  });

  it('never throws and never answers with a number that is not finite', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.maxSafeInteger(), value: fc.double() })), (given) => {
        const pace = theilSen(given);
        if (pace) expect([pace.slopePerDay, pace.intercept, pace.origin].every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('lets the latest 500 updates of a longer segment speak, within a blink', () => {
    const old = points([0, 9000]);
    const recent = Array.from({ length: pointsMax }, (_, i) => ({
      at: start + (i + 10) * dayMs,
      value: i % 97,
    }));
    const before = performance.now();
    const pace = theilSen([...old, ...recent]);
    expect(performance.now() - before).toBeLessThan(250);
    expect(pace).toEqual(theilSen(recent));
    expect(pace?.origin).toBe(start + 10 * dayMs);
  });
});

function bySorting(given: Point[]): { slope: number; intercept: number } | null {
  const origin = Math.min(...given.map((point) => point.at));
  const slopes = given.flatMap((a, i) =>
    given.slice(i + 1).flatMap((b) => (a.at === b.at ? [] : [((b.value - a.value) / (b.at - a.at)) * dayMs])),
  );
  if (slopes.length === 0) return null;
  const slope = sortedMedian(slopes);
  return {
    slope,
    intercept: sortedMedian(given.map(({ at, value }) => value - (slope * (at - origin)) / dayMs)),
  };
}

function sortedMedian(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
