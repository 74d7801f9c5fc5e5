export const goalStatuses = [
  'DRAFT',
  'ACTIVE',
  'PAUSED',
  'ACHIEVED',
  'PARTLY',
  'ABANDONED',
  'SUPERSEDED',
] as const;
export type GoalStatus = (typeof goalStatuses)[number];

const closed = ['ACHIEVED', 'PARTLY', 'ABANDONED', 'SUPERSEDED'] as const;
export type ClosedGoalStatus = (typeof closed)[number];

/** Every legal step of SPEC 3.3; what is not listed is a CONFLICT. A closed goal moves by a correction only. */
const steps: Record<GoalStatus, readonly GoalStatus[]> = {
  DRAFT: ['ACTIVE'],
  ACTIVE: ['PAUSED', ...closed],
  PAUSED: ['ACTIVE', ...closed],
  ACHIEVED: [],
  PARTLY: [],
  ABANDONED: [],
  SUPERSEDED: [],
};

export function mayStep(from: GoalStatus, to: GoalStatus): boolean {
  return steps[from].includes(to);
}

export function isClosed(status: GoalStatus): status is ClosedGoalStatus {
  return (closed as readonly GoalStatus[]).includes(status);
}

/**
 * An append-only correction (SPEC 3, "Mistakes can be corrected") may set a closed goal to another way of having ended,
 * or reopen it; it never makes a draft or a paused goal of it.
 */
export function mayCorrect(from: GoalStatus, to: GoalStatus): boolean {
  return isClosed(from) && from !== to && (to === 'ACTIVE' || isClosed(to));
}
