/** How a client answered the three items of an alliance pulse, each 0–10. */
export interface AllianceAnswers {
  goals: number;
  way: number;
  bond: number;
}

/** So far below the median of the earlier means is a drop. */
const DROP = 2;
/** The fewest earlier means that say where things stood. */
const EARLIER_MIN = 2;
/** A mean below this, twice in a row, is low. */
const LOW = 6;

/**
 * Whether the work of two is about to break (SPEC 3.8): the latest mean lies 2 or more below the median of at least two
 * earlier ones, or the last two are both below 6. Means count as they are, before they are rounded.
 * @param pulses those that were answered, the latest last
 */
export function isRuptureRisk(pulses: readonly AllianceAnswers[]): boolean {
  // Three times the means: whole numbers, which compare exactly.
  const sums = pulses.map(({ goals, way, bond }) => goals + way + bond);
  const latest = sums.at(-1);
  if (latest === undefined) return false;
  const earlier = sums.slice(0, -1);
  const dropped = earlier.length >= EARLIER_MIN && medianOf(earlier) - latest >= 3 * DROP;
  const low = earlier.length > 0 && sums.slice(-2).every((sum) => sum < 3 * LOW);
  return dropped || low;
}

/** Of one or more; an even count's is the mean of the middle two. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
