/** A task as far as its alignment goes. */
export interface TaskHours {
  /** In a usual week. */
  hours: number;
  servesLongGoal: boolean;
}

/** Hours are stored with six decimals. */
const MILLIONTHS = 1e6;

/**
 * How far a week serves what somebody wants in the long run: hours serving a LONG goal / all hours (SPEC 3.2). Summed in
 * millionths, which are whole, so that the order of the tasks is of no account and half is a half.
 * @returns 0–1; null without tasks
 */
export function taskAlignmentOf(tasks: readonly TaskHours[]): number | null {
  let [serving, all] = [0, 0];
  for (const { hours, servesLongGoal } of tasks) {
    const millionths = Math.round(hours * MILLIONTHS);
    all += millionths;
    if (servesLongGoal) serving += millionths;
  }
  return all === 0 ? null : serving / all;
}
