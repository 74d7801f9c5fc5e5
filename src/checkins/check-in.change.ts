/**
 * The standard error of measurement of the index, in its points. Provisional (SPEC 3.1): to be replaced by the one that
 * the first thousand check-ins show.
 */
const SEM = 7;

/**
 * The smallest difference of two indices that is more than the noise of both, 19.40 points: 1.96·√2·SEM, the reliable
 * change of Jacobson and Truax (1991) at 95 %.
 */
export const RELIABLE_CHANGE = 1.96 * Math.SQRT2 * SEM;

export const changeVerdicts = ['LESS_STUCK', 'MORE_STUCK', 'NO_RELIABLE_CHANGE'] as const;
export type ChangeVerdict = (typeof changeVerdicts)[number];

/** What became of the index between two check-ins; it exists for the index only, dimensions are too short for one. */
export function changeVerdict(before: number, now: number): ChangeVerdict {
  const difference = now - before;
  if (Math.abs(difference) < RELIABLE_CHANGE) return 'NO_RELIABLE_CHANGE';
  return difference < 0 ? 'LESS_STUCK' : 'MORE_STUCK';
}
