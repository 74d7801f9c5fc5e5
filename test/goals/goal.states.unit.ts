import { goalStatuses, isClosed, mayCorrect, mayStep, type GoalStatus } from '../../src/goals/goal.states.js';

const pairs = goalStatuses.flatMap((from) =>
  goalStatuses.map((to) => [from, to] as [GoalStatus, GoalStatus]),
);
const listed = (rule: (from: GoalStatus, to: GoalStatus) => boolean) =>
  pairs.filter(([from, to]) => rule(from, to)).map(([from, to]) => `${from} → ${to}`);

describe('states of a goal', () => {
  it('allows exactly the steps of the state machine', () => {
    expect(listed(mayStep)).toEqual([
      'DRAFT → ACTIVE',
      'ACTIVE → PAUSED',
      'ACTIVE → ACHIEVED',
      'ACTIVE → PARTLY',
      'ACTIVE → ABANDONED',
      'ACTIVE → SUPERSEDED',
      'PAUSED → ACTIVE',
      'PAUSED → ACHIEVED',
      'PAUSED → PARTLY',
      'PAUSED → ABANDONED',
      'PAUSED → SUPERSEDED',
    ]);
  });

  it('lets no step lead out of a closed goal', () => {
    expect(goalStatuses.filter(isClosed)).toEqual(['ACHIEVED', 'PARTLY', 'ABANDONED', 'SUPERSEDED']);
    expect(pairs.some(([from, to]) => isClosed(from) && mayStep(from, to))).toBe(false);
  });

  it('corrects a closed goal to another end or reopens it, and nothing else', () => {
    expect(listed(mayCorrect).filter((step) => step.startsWith('PARTLY'))).toEqual([
      'PARTLY → ACTIVE',
      'PARTLY → ACHIEVED',
      'PARTLY → ABANDONED',
      'PARTLY → SUPERSEDED',
    ]);
    expect(listed(mayCorrect)).toHaveLength(16);
  });
});
