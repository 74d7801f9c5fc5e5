import fc from 'fast-check';
import { forecastOf } from '../../src/goals/goal.forecast.js';
import { dayMs, type Point } from '../../src/checkins/theil-sen.js';

const start = Date.UTC(2026, 0, 1, 12);
const weekly = (...fractions: number[]): Point[] =>
  fractions.map((value, week) => ({ at: start + week * 7 * dayMs, value }));

describe('forecast of a goal', () => {
  it('carries the line on to the target', () => {
    // 0.1 a week from 0: the target is reached after ten weeks.
    expect(forecastOf(weekly(0, 0.1, 0.2), 'UTC')).toEqual({
      slopePerDay: expect.closeTo(0.1 / 7, 12),
      projectedOn: '2026-03-12',
      interval: null,
      confidence: 'LOW',
    });
  });

  it('says the date on the calendar of the zone', () => {
    const late = weekly(0, 0.1, 0.2).map(({ at, value }) => ({ at: at + 11.5 * 3_600_000, value }));
    expect(forecastOf(late, 'UTC')?.projectedOn).toBe('2026-03-12');
    expect(forecastOf(late, 'Asia/Kathmandu')?.projectedOn).toBe('2026-03-13');
  });

  it('projects no date from a pace that stands still or leads away', () => {
    const away = { projectedOn: null, interval: null, confidence: 'LOW' };
    expect(forecastOf(weekly(0.2, 0.2, 0.2), 'UTC')).toEqual({ slopePerDay: 0, ...away });
    expect(forecastOf(weekly(0.2, 0.1), 'UTC')).toMatchObject(away);
  });

  it('has no forecast without a pace', () => {
    expect(forecastOf(weekly(0.2), 'UTC')).toBeNull();
  });

  it('gives an interval from six updates on, and trusts a perfect line', () => {
    expect(forecastOf(weekly(0, 0.125, 0.25, 0.375, 0.5), 'UTC')?.interval).toBeNull();
    expect(forecastOf(weekly(0, 0.125, 0.25, 0.375, 0.5, 0.625), 'UTC')).toMatchObject({
      projectedOn: '2026-02-26',
      interval: { earliestOn: '2026-02-26', latestOn: '2026-02-26' },
      confidence: 'NORMAL',
    });
  });

  it.each([
    ['a jump', [0, 0.01, 0, 0.5, 0.51, 0.5]],
    ['a bend', [0, 0.02, 0.07, 0.16, 0.29, 0.45, 0.66, 0.9]],
    ['a climb that slows down', [0, 0.23, 0.32, 0.39, 0.45, 0.5, 0.55, 0.59]],
    ['noise without direction', [0.2, 0.6, 0.1, 0.5, 0.3, 0.55]],
  ])('has low confidence in %s', (_, fractions) => {
    expect(forecastOf(weekly(...fractions), 'UTC')?.confidence).toBe('LOW');
  });

  it('leaves the end open when the updates are compatible with never arriving', () => {
    expect(forecastOf(weekly(0, 0.3, 0.05, 0.2, 0.1, 0.25), 'UTC')?.interval?.latestOn).toBeNull();
  });

  it.each([6, 8, 12])('holds the true date in 75 to 85 % of steady noisy series of %i updates', (updates) => {
    const { noise } = seededNoise(updates);
    const series = 2000;
    let held = 0;
    for (let k = 0; k < series; k++) {
      const points = Array.from({ length: updates }, (_, week) => ({
        at: start + (week * 7 + noise()) * dayMs,
        value: 0,
      })).map(({ at }) => ({ at, value: (0.05 * (at - start)) / (7 * dayMs) + 0.03 * noise() }));
      const interval = forecastOf(points, 'UTC')?.interval;
      const truth = new Date(start + 140 * dayMs).toISOString().slice(0, 10);
      if (interval && interval.earliestOn <= truth && truth <= (interval.latestOn ?? '9999-12-31')) held++;
    }
    expect(held / series).toBeGreaterThanOrEqual(0.75);
    expect(held / series).toBeLessThanOrEqual(0.85);
  });

  it('never throws, and keeps earliest ≤ projected ≤ latest', () => {
    const point = fc.record({
      at: fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) }),
      value: fc.oneof(fc.double(), fc.double({ min: -2, max: 2 })),
    });
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 30 }),
        fc.constantFrom('UTC', 'Pacific/Kiritimati', 'America/New_York'),
        (points, zone) => {
          const forecast = forecastOf(points, zone);
          if (!forecast?.interval) return;
          const { earliestOn, latestOn } = forecast.interval;
          expect(earliestOn <= forecast.projectedOn!).toBe(true);
          expect(forecast.projectedOn! <= (latestOn ?? '9999-12-31')).toBe(true);
        },
      ),
    );
  });
});

/** Standard normal noise, the same in every run (mulberry32 and Box–Muller). */
function seededNoise(seed: number): { noise: () => number } {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { noise: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()) };
}
