import { dimensions, type Dimension } from '../../src/checkins/check-in.dimensions.js';
import { trendsOf } from '../../src/checkins/check-in.trend.js';
import { dayMs } from '../../src/checkins/theil-sen.js';

const asOf = Date.UTC(2026, 10, 2);
const unknown = Object.fromEntries(dimensions.map((each) => [each, null])) as Record<Dimension, null>;
/** A check-in so many days ago, with the boredom that it found. */
const ago = (days: number, boredom: number | null) => ({
  at: asOf - days * dayMs,
  scores: { ...unknown, BOREDOM: boredom },
});
const boredom = (...checkIns: ReturnType<typeof ago>[]) =>
  trendsOf(checkIns, asOf).find(({ dimension }) => dimension === 'BOREDOM');

test('there is one for each dimension, unknown ones without a slope', () => {
  expect(trendsOf([], asOf)).toEqual(
    dimensions.map((dimension) => ({ dimension, slope: null, checkIns: 0 })),
  );
});

test('three check-ins make a trend, two do not', () => {
  expect(boredom(ago(60, 50), ago(0, 30))).toEqual({ dimension: 'BOREDOM', slope: null, checkIns: 2 });
  expect(boredom(ago(60, 50), ago(30, 40), ago(0, 30))).toEqual({
    dimension: 'BOREDOM',
    slope: -10,
    checkIns: 3,
  });
});

test('it is the median slope, so one wild check-in does not turn it', () => {
  expect(boredom(ago(120, 10), ago(90, 20), ago(60, 100), ago(30, 40), ago(0, 50))?.slope).toBe(10);
});

test('only the last six count, in whatever order they come', () => {
  const last = [0, 30, 60, 90, 120, 150].map((days) => ago(days, 60 - days / 5));
  expect(boredom(ago(180, 0), ...last, ago(210, 0))).toEqual({
    dimension: 'BOREDOM',
    slope: 6,
    checkIns: 6,
  });
});

test('what is older than 400 days, or yet to come, does not count', () => {
  expect(boredom(ago(400, 10), ago(200, 20), ago(0, 30))?.checkIns).toBe(3);
  expect(boredom(ago(400.01, 10), ago(200, 20), ago(0, 30))).toMatchObject({ slope: null, checkIns: 2 });
  expect(boredom(ago(-1, 10), ago(200, 20), ago(0, 30))?.checkIns).toBe(2);
});

test('a check-in that does not know the dimension is passed over', () => {
  expect(boredom(ago(90, 10), ago(60, null), ago(30, 30), ago(0, 40))).toMatchObject({
    slope: 10,
    checkIns: 3,
  });
});
