import type { Dimension, StuckDimension } from './check-in.dimensions.js';

export const stuckLabels = ['CONTENT_PLATEAU', 'RECOGNITION_GAP', 'INERTIA', 'STRAIN', 'STRUCTURAL'] as const;
export type StuckLabel = (typeof stuckLabels)[number];

export const nextSteps = [
  'ASK_FOR_HARDER_WORK',
  'MAKE_WORK_VISIBLE',
  'PLAN_ONE_SMALL_STEP',
  'NAME_WHAT_DRAINS',
  'LOOK_SIDEWAYS',
] as const;
export type NextStep = (typeof nextSteps)[number];

/** A dimension says something from the middle of the scale on: the lower end of the band STUCK. */
const LABEL_FROM = 50;

/** What each label takes (SPEC 3.1), whose items it cites, and what to do next. */
const rules: Record<StuckLabel, { dimensions: readonly Dimension[]; nextStep: NextStep }> = {
  CONTENT_PLATEAU: { dimensions: ['BOREDOM', 'UNCHALLENGED'], nextStep: 'ASK_FOR_HARDER_WORK' },
  RECOGNITION_GAP: { dimensions: ['UNDERVALUED'], nextStep: 'MAKE_WORK_VISIBLE' },
  INERTIA: { dimensions: ['POSTPONING'], nextStep: 'PLAN_ONE_SMALL_STEP' },
  STRAIN: { dimensions: ['FRUSTRATION', 'MOTIVATION_LOSS'], nextStep: 'NAME_WHAT_DRAINS' },
  STRUCTURAL: { dimensions: ['BLOCKED_ABOVE'], nextStep: 'LOOK_SIDEWAYS' },
};

/** The next step in the words that a client reads. */
export const nextStepWords: Record<NextStep, string> = {
  ASK_FOR_HARDER_WORK: 'Pick one task that you could not do yet, and ask for it or make it a goal.',
  MAKE_WORK_VISIBLE:
    'Write down three things that you achieved lately, and show them to one person whose opinion counts.',
  PLAN_ONE_SMALL_STEP: 'Choose one step of at most half an hour and say when and where you will take it.',
  NAME_WHAT_DRAINS:
    'Rate what your work is made of, find what drains you most, and take it to your coach or your manager.',
  LOOK_SIDEWAYS: 'Write down what blocks the way up, and name one role beside it that you could grow into.',
};

export interface FoundLabel {
  label: StuckLabel;
  /** The dimensions whose items it cites. */
  dimensions: readonly Dimension[];
  nextStep: NextStep;
}

/** Every label whose dimensions are all known and at 50 or above. */
export function labelsOf(
  scores: Record<StuckDimension, number | null> & { BLOCKED_ABOVE: number | null },
): FoundLabel[] {
  return stuckLabels
    .map((label) => ({ label, ...rules[label] }))
    .filter((rule) => rule.dimensions.every((each) => (scores[each] ?? -1) >= LABEL_FROM));
}
