import { firstWeekSteps, type FirstWeekStepName } from './first-week.entity.js';

export const stepStates = ['DONE', 'NEXT', 'OPEN', 'SKIPPED'] as const;
export type StepState = (typeof stepStates)[number];

export interface FirstWeekStep {
  step: FirstWeekStepName;
  state: StepState;
}

/** The path in its order. The first step that is neither done nor skipped is next; a skipped one that gets done is done. */
export function pathOf(
  done: Record<FirstWeekStepName, boolean>,
  skipped: readonly FirstWeekStepName[],
): FirstWeekStep[] {
  const open = (step: FirstWeekStepName) => !done[step] && !skipped.includes(step);
  const next = firstWeekSteps.find(open);
  return firstWeekSteps.map((step) => ({
    step,
    state: done[step] ? 'DONE' : step === next ? 'NEXT' : open(step) ? 'OPEN' : 'SKIPPED',
  }));
}
