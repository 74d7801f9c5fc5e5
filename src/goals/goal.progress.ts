export const goalMeasures = ['NUMBER', 'PERCENT', 'MILESTONES', 'BINARY', 'GAS'] as const;
export type GoalMeasure = (typeof goalMeasures)[number];

/**
 * How a goal is measured. `baseline` and `target` are in the measure's own unit; for GAS `baseline` is the level at
 * the start (−2 or −1) and `target` is not read: the expected outcome is level 0. MILESTONES and BINARY read neither.
 */
export interface Measure {
  kind: GoalMeasure;
  baseline: number | null;
  target: number | null;
}

export interface ProgressFacts {
  /** The latest value of the current segment; for GAS the level last rated and confirmed; null before the first. */
  value: number | null;
  milestonesDone: number;
  milestonesAll: number;
}

/** Fractions of the way: `raw` may lie below 0 or above 1, `shown` is clamped to 0..1 for display and roll-up. */
export interface Progress {
  raw: number;
  shown: number;
}

/**
 * SPEC 3.3: the fraction of the way from baseline to target. A goal without a value yet stands at its baseline, hence at 0.
 * Null when the measure cannot give a fraction: no baseline, no target, both equal, or no milestones.
 */
export function progressOf(measure: Measure, facts: ProgressFacts): Progress | null {
  const raw = rawProgress(measure, facts);
  return raw === null || !Number.isFinite(raw) ? null : { raw, shown: Math.min(1, Math.max(0, raw)) };
}

/**
 * The fraction that one value of a NUMBER, PERCENT or GAS measure stands for, unclamped. Null for the other kinds,
 * whose progress is not a value on a line, and where `progressOf` is null.
 */
export function fractionOf(measure: Measure, value: number): number | null {
  const { kind, baseline } = measure;
  const target = kind === 'GAS' ? 0 : measure.target;
  if (kind === 'MILESTONES' || kind === 'BINARY') return null;
  if (baseline === null || target === null || baseline === target) return null;
  const fraction = (value - baseline) / (target - baseline);
  return Number.isFinite(fraction) ? fraction : null;
}

function rawProgress(
  measure: Measure,
  { value, milestonesDone, milestonesAll }: ProgressFacts,
): number | null {
  switch (measure.kind) {
    case 'MILESTONES':
      return milestonesAll > 0 ? milestonesDone / milestonesAll : null;
    case 'BINARY':
      return value !== null && value >= 1 ? 1 : 0;
    default:
      return measure.baseline === null ? null : fractionOf(measure, value ?? measure.baseline);
  }
}
