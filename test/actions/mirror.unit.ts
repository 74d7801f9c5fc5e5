import { divergenceOf, mirrorOf, type MirrorFacts } from '../../src/actions/mirror.js';

const fine: MirrorFacts = {
  dated: 10,
  overdue: 3,
  reschedules: 2,
  daysSinceDone: 13,
  activeGoals: 3,
  staleGoals: 1,
};
const bad: MirrorFacts = {
  dated: 9,
  overdue: 3,
  reschedules: 3,
  daysSinceDone: 14,
  activeGoals: 2,
  staleGoals: 1,
};

test('each figure stands by itself and is red from its own threshold on', () => {
  expect(mirrorOf(fine)).toEqual({
    overdueRatio: { value: 0.3, isRed: false },
    reschedules: { value: 2, isRed: false },
    daysSinceDone: { value: 13, isRed: false },
    staleGoals: { value: 1, isRed: false },
  });
  expect(mirrorOf(bad)).toEqual({
    overdueRatio: { value: 0.333333, isRed: true },
    reschedules: { value: 3, isRed: true },
    daysSinceDone: { value: 14, isRed: true },
    staleGoals: { value: 1, isRed: true },
  });
});

test('where there is nothing to tell from there is no figure', () => {
  const facts = {
    dated: 0,
    overdue: 0,
    reschedules: null,
    daysSinceDone: null,
    activeGoals: 0,
    staleGoals: 0,
  };
  expect(mirrorOf(facts)).toEqual({
    overdueRatio: null,
    reschedules: null,
    daysSinceDone: null,
    staleGoals: null,
  });
});

describe('what is felt and what is done', () => {
  const reds = (count: number) =>
    mirrorOf({
      dated: 10,
      overdue: count > 0 ? 9 : 0,
      reschedules: count > 1 ? 9 : 0,
      daysSinceDone: count > 2 ? 99 : 0,
      activeGoals: 2,
      staleGoals: count > 3 ? 2 : 0,
    });

  test.each([
    [24.99, 3, 'FEELS_MOVING_ACTS_STUCK'],
    [24.99, 4, 'FEELS_MOVING_ACTS_STUCK'],
    [24.99, 2, null],
    [25, 4, null],
    [49.99, 0, null],
    [50, 0, 'FEELS_STUCK_ACTS_MOVING'],
    [100, 1, null],
    [null, 0, null],
    [null, 4, null],
  ])('an index of %s with %s red figures says %s', (index, count, expected) => {
    expect(divergenceOf(index, reds(count))).toBe(expected);
  });

  test('contradict each other nowhere where deeds show nothing', () => {
    const empty = mirrorOf({
      dated: 0,
      overdue: 0,
      reschedules: null,
      daysSinceDone: null,
      activeGoals: 0,
      staleGoals: 0,
    });
    expect(divergenceOf(80, empty)).toBeNull();
  });
});
