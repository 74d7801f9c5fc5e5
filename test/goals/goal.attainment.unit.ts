import fc from 'fast-check';
import { attainmentOf, tScore } from '../../src/goals/goal.attainment.js';

const t = (levels: number[], weights = levels.map(() => 1)) =>
  tScore(levels.map((level, i) => ({ level, weight: weights[i]! })))?.toFixed(2);

describe('goal attainment scaling', () => {
  it.each([
    ['all as expected', [0, 0, 0], [2, 4, 9], '50.00'],
    ['three at +1', [1, 1, 1], [1, 1, 1], '63.69'],
    ['three at -1', [-1, -1, -1], [1, 1, 1], '36.31'],
    ['three at +1 with another equal weight', [1, 1, 1], [6, 6, 6], '63.69'],
    ['one at +2', [2], [1], '70.00'],
    ['weights 3 and 1', [1, -1], [3, 1], '55.82'],
    ['weights 9, 4 and 1', [1, 2, 0], [9, 4, 1], '65.06'],
    ['weights 2, 1 and 1', [-1, -1, -2], [2, 1, 1], '33.33'],
  ])('gives the published T: %s', (_, levels, weights, expected) => {
    expect(t(levels, weights)).toBe(expected);
  });

  it('weighs by importance × difficulty, beside T of the same goals at baseline', () => {
    const attainment = attainmentOf([
      { importance: 3, difficulty: 3, level: 1, baselineLevel: -1 },
      { importance: 2, difficulty: 2, level: 2, baselineLevel: -1 },
      { importance: 1, difficulty: 1, level: 0, baselineLevel: -1 },
    ]);
    expect(attainment.t?.toFixed(2)).toBe('65.06');
    expect(attainment.tAtBaseline?.toFixed(2)).toBe(t([-1, -1, -1], [9, 4, 1]));
    expect(attainment).toMatchObject({ rated: 3, unrated: 0 });
  });

  it('leaves unrated goals out of both scores, and counts them', () => {
    const rated = { importance: 1, difficulty: 1, level: 2, baselineLevel: -2 };
    const unrated = { importance: 3, difficulty: 3, level: null, baselineLevel: -1 };
    expect(attainmentOf([rated, unrated])).toEqual({ t: 70, tAtBaseline: 30, rated: 1, unrated: 1 });
    expect(attainmentOf([unrated])).toEqual({ t: null, tAtBaseline: null, rated: 0, unrated: 1 });
    expect(attainmentOf([])).toEqual({ t: null, tAtBaseline: null, rated: 0, unrated: 0 });
  });

  it('equals a second implementation: the weighted sum over its standard deviation, by the correlation matrix', () => {
    const rating = fc.record({
      importance: fc.integer({ min: 1, max: 3 }),
      difficulty: fc.integer({ min: 1, max: 3 }),
      level: fc.option(fc.integer({ min: -2, max: 2 }), { nil: null }),
      baselineLevel: fc.constantFrom(-2, -1),
    });
    // Levels are standardised: each has variance 1, any two correlate by 0.3; the variance of wᵀx is wᵀRw.
    const standardised = (weights: number[], levels: number[]) => {
      const correlations = weights.map((_, row) => weights.map((__, column) => (row === column ? 1 : 0.3)));
      const dot = (a: number[], b: number[]) => a.reduce((sum, each, at) => sum + each * b[at]!, 0);
      const variance = dot(
        weights,
        correlations.map((row) => dot(row, weights)),
      );
      return 50 + (10 * dot(weights, levels)) / Math.sqrt(variance);
    };
    fc.assert(
      fc.property(fc.array(rating, { maxLength: 12 }), (goals) => {
        const rated = goals.filter(({ level }) => level !== null);
        const weights = rated.map(({ importance, difficulty }) => importance * difficulty);
        const attainment = attainmentOf(goals);
        expect([attainment.rated, attainment.unrated]).toEqual([rated.length, goals.length - rated.length]);
        if (rated.length === 0) return expect([attainment.t, attainment.tAtBaseline]).toEqual([null, null]);
        const levels = rated.map(({ level }) => level!);
        expect(attainment.t).toBeCloseTo(standardised(weights, levels), 9);
        const baselines = rated.map(({ baselineLevel }) => baselineLevel);
        expect(attainment.tAtBaseline).toBeCloseTo(standardised(weights, baselines), 9);
      }),
    );
  });

  it('mirrors around 50 and stays between the extremes', () => {
    const goal = fc.record({
      weight: fc.integer({ min: 1, max: 9 }),
      level: fc.integer({ min: -2, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(goal, { minLength: 1, maxLength: 12 }), (goals) => {
        const score = tScore(goals)!;
        const mirrored = tScore(goals.map(({ weight, level }) => ({ weight, level: -level })))!;
        expect(score + mirrored).toBeCloseTo(100, 9);
        expect(Math.abs(score - 50)).toBeLessThanOrEqual(20 / Math.sqrt(0.3));
      }),
    );
  });
});
