/** A task as far as its alignment goes. */
export interface TaskHours {
  /** In a usual week. */
  hours: number;
  servesLongGoal: boolean;
}

/**
 * How far a week serves what somebody wants in the long run: hours serving a LONG goal / all hours (SPEC 3.2).
 * @returns 0–1; null without tasks
 */
export function taskAlignmentOf(tasks: readonly TaskHours[]): number | null {
  let [serving, all] = [0, 0];
  for (const { hours, servesLongGoal } of tasks) {
    all += hours;
    if (servesLongGoal) serving += hours;
  }
  return all === 0 ? null : serving / all;
}
