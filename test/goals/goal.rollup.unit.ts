import fc from 'fast-check';
import { rollupOf } from '../../src/goals/goal.rollup.js';
import { goalStatuses, type GoalStatus } from '../../src/goals/goal.states.js';

const child = (status: GoalStatus, progress: number | null, weight: number | null = 1) => ({
  status,
  progress,
  weight,
});

describe('roll-up of child goals', () => {
  it('normalises the relative weights', () => {
    expect(rollupOf([child('ACTIVE', 0.5, 3), child('ACTIVE', 0.1, 1)])).toEqual({
      progress: 0.4,
      counted: 2,
      paused: 0,
      leftOut: 0,
      note: null,
    });
    expect(rollupOf([child('ACTIVE', 0.5, 30), child('ACTIVE', 0.1, 10)]).progress).toBe(0.4);
  });

  it('excludes paused children and says so', () => {
    expect(rollupOf([child('ACTIVE', 0.5), child('PAUSED', 1, 9)])).toEqual({
      progress: 0.5,
      counted: 1,
      paused: 1,
      leftOut: 0,
      note: 'Left out of this figure: 1 paused.',
    });
  });

  it('leaves out what cannot count, and says so', () => {
    const others = [
      child('DRAFT', 0),
      child('ABANDONED', 0.2),
      child('SUPERSEDED', 0.9),
      child('ACTIVE', null),
    ];
    expect(rollupOf([child('ACTIVE', 0.5), ...others])).toEqual({
      progress: 0.5,
      counted: 1,
      paused: 0,
      leftOut: 4,
      note: 'Left out of this figure: 4 not begun, given up, replaced or not measurable.',
    });
  });

  it('counts an achieved child as whole and a partly achieved one by its measure', () => {
    expect(rollupOf([child('ACHIEVED', 0.9), child('PARTLY', 0.5)]).progress).toBe(0.75);
  });

  it('treats a missing weight as 1', () => {
    expect(rollupOf([child('ACTIVE', 1, null), child('ACTIVE', 0, 1)]).progress).toBe(0.5);
  });

  it('has no figure when nothing counts', () => {
    expect(rollupOf([]).progress).toBeNull();
    expect(rollupOf([child('PAUSED', 0.5)]).progress).toBeNull();
    expect(rollupOf([child('ACTIVE', 0.5, 0)]).progress).toBeNull();
  });

  it('accounts for every child and stays between the least and the greatest', () => {
    const anyChild = fc.record({
      status: fc.constantFrom(...goalStatuses),
      weight: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null }),
      progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(anyChild), (children) => {
        const rollup = rollupOf(children);
        expect(rollup.counted + rollup.paused + rollup.leftOut).toBe(children.length);
        expect(rollup.progress === null).toBe(rollup.counted === 0);
        if (rollup.progress !== null) expect(rollup.progress >= 0 && rollup.progress <= 1).toBe(true);
      }),
    );
  });
});
