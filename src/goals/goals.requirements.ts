// What a goal has to say before it may be worked on, and while it is.
import { AppError, invalidInput } from '../app-error.js';
import type { GoalContent } from './goal.changes.js';
import { smartFrom } from './goal.needs.js';
import { mayActivate, type SmartVerdict } from './goal.smart.js';
import type { LockedGoal } from './goals.repository.js';

/** @throws AppError CONFLICT with what is missing, while M or T of the SMART check fails */
export function needsToBeSmart(goal: LockedGoal, now: Date): void {
  const verdicts = verdictsOn(goal, now.getTime());
  if (mayActivate(verdicts)) return;
  const problems = verdicts.filter(({ required, passed }) => required && !passed);
  throw new AppError('CONFLICT', problems.map(({ message }) => message).join(' '));
}

/**
 * A goal that is worked on stays measurable and keeps a date; how near the first result must be is for its start.
 * @throws AppError INVALID_INPUT
 */
export function needsMeasureAndDate(goal: LockedGoal): void {
  const problem = measureProblem(goal);
  if (problem) throw invalidInput(problem, 'input');
  if (goal.targetOn === null)
    throw invalidInput('Only a draft can be without a target date.', 'input.targetOn');
}

/** What M of the SMART check says against a goal; null when it is measurable. */
export function measureProblem(goal: LockedGoal): string | null {
  return verdictsOn(goal, 0).find(({ letter, passed }) => letter === 'M' && !passed)?.message ?? null;
}

/** @throws AppError INVALID_INPUT where a scale starts at another level than −2 or −1 */
export function needsBaselineLevel({ measure, baseline }: GoalContent): void {
  if (measure !== 'GAS' || baseline === null || baseline === -2 || baseline === -1) return;
  throw invalidInput('An attainment scale starts at level −2 or −1.', 'input.baseline');
}

function verdictsOn(goal: LockedGoal, asOf: number): SmartVerdict[] {
  const isLinked = goal.gapId !== null || goal.valueId !== null || goal.parentId !== null;
  return smartFrom({ ...goal, isLinked }, asOf);
}
