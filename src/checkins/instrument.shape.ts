import { stuckDimensions, type Dimension } from './check-in.dimensions.js';

/** Below three items a dimension hangs on a single answer; beyond ten nobody answers to the end. */
const ITEMS_MIN = 3;
export const DIMENSION_ITEMS_MAX = 10;
export const INSTRUMENT_ITEMS_MAX = DIMENSION_ITEMS_MAX * (stuckDimensions.length + 1);

/**
 * What an organization's own instrument has to be: the six dimensions, each with at least one reversed item and one that is
 * not, so that ticking through shows; the structural one at will.
 * @returns what is wrong, in a sentence; null when nothing is
 */
export function shapeProblem(items: readonly { dimension: Dimension; reversed: boolean }[]): string | null {
  for (const dimension of stuckDimensions) {
    const own = items.filter((item) => item.dimension === dimension);
    const problem = dimensionProblem(dimension, own);
    if (problem) return problem;
    if (own.every(({ reversed }) => reversed) || !own.some(({ reversed }) => reversed)) {
      return `${dimension} needs at least one reversed item and one that is not.`;
    }
  }
  const structural = items.filter(({ dimension }) => dimension === 'BLOCKED_ABOVE');
  return structural.length === 0 ? null : dimensionProblem('BLOCKED_ABOVE', structural);
}

function dimensionProblem(dimension: Dimension, items: readonly unknown[]): string | null {
  if (items.length >= ITEMS_MIN && items.length <= DIMENSION_ITEMS_MAX) return null;
  return `${dimension} needs ${ITEMS_MIN} to ${DIMENSION_ITEMS_MAX} items and has ${items.length}.`;
}
