import fc from 'fast-check';
import { fractionOf, goalMeasures, progressOf, type Measure } from '../../src/goals/goal.progress.js';

const facts = (value: number | null, milestonesDone = 0, milestonesAll = 0) => ({
  value,
  milestonesDone,
  milestonesAll,
});

describe('progress of a goal', () => {
  const number: Measure = { kind: 'NUMBER', baseline: 10, target: 20 };

  it.each([
    ['a quarter of the way', number, 12.5, { raw: 0.25, shown: 0.25 }],
    ['beyond the target', number, 25, { raw: 1.5, shown: 1 }],
    ['behind the baseline', number, 5, { raw: -0.5, shown: 0 }],
    ['a measure that goes down', { kind: 'NUMBER', baseline: 90, target: 80 }, 84, { raw: 0.6, shown: 0.6 }],
    [
      'percent from an own baseline',
      { kind: 'PERCENT', baseline: 20, target: 60 },
      30,
      { raw: 0.25, shown: 0.25 },
    ],
    ['binary not done', { kind: 'BINARY', baseline: null, target: null }, 0, { raw: 0, shown: 0 }],
    ['binary done', { kind: 'BINARY', baseline: null, target: null }, 1, { raw: 1, shown: 1 }],
    ['attainment from -2 to -1', { kind: 'GAS', baseline: -2, target: null }, -1, { raw: 0.5, shown: 0.5 }],
    ['attainment as expected', { kind: 'GAS', baseline: -1, target: null }, 0, { raw: 1, shown: 1 }],
    ['attainment above expectation', { kind: 'GAS', baseline: -1, target: null }, 2, { raw: 3, shown: 1 }],
    ['attainment that fell', { kind: 'GAS', baseline: -1, target: null }, -2, { raw: -1, shown: 0 }],
  ] as [string, Measure, number, { raw: number; shown: number }][])(
    'keeps the raw fraction and clamps the shown one: %s',
    (_, measure, value, expected) => {
      expect(progressOf(measure, facts(value))).toEqual(expected);
    },
  );

  it('counts milestones done of all', () => {
    const milestones: Measure = { kind: 'MILESTONES', baseline: null, target: null };
    expect(progressOf(milestones, facts(null, 1, 4))).toEqual({ raw: 0.25, shown: 0.25 });
    expect(progressOf(milestones, facts(null, 0, 0))).toBeNull();
  });

  it('stands at the baseline before the first value', () => {
    expect(progressOf(number, facts(null))).toEqual({ raw: 0, shown: 0 });
    expect(progressOf({ kind: 'BINARY', baseline: null, target: null }, facts(null))).toEqual({
      raw: 0,
      shown: 0,
    });
  });

  it('is unknown, not 0, without a usable measure', () => {
    expect(progressOf({ kind: 'NUMBER', baseline: null, target: 5 }, facts(3))).toBeNull();
    expect(progressOf({ kind: 'NUMBER', baseline: 5, target: null }, facts(3))).toBeNull();
    expect(progressOf({ kind: 'NUMBER', baseline: 5, target: 5 }, facts(5))).toBeNull();
  });

  it('gives no fraction of a value for measures that are not a line', () => {
    expect(fractionOf({ kind: 'MILESTONES', baseline: 0, target: 5 }, 1)).toBeNull();
    expect(fractionOf({ kind: 'BINARY', baseline: 0, target: 1 }, 1)).toBeNull();
    expect(fractionOf(number, 15)).toBe(0.5);
  });

  it('never throws, and shows only fractions from 0 to 1', () => {
    const stored = fc.option(fc.double(), { nil: null });
    fc.assert(
      fc.property(
        fc.record({ kind: fc.constantFrom(...goalMeasures), baseline: stored, target: stored }),
        fc.record({ value: stored, milestonesDone: fc.nat(99), milestonesAll: fc.nat(99) }),
        (measure, given) => {
          const progress = progressOf(measure, given);
          if (progress === null) return;
          expect(Number.isFinite(progress.raw)).toBe(true);
          expect(progress.shown).toBeGreaterThanOrEqual(0);
          expect(progress.shown).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
