/** One observation: `at` in epoch milliseconds, `value` in any unit. */
export interface Point {
  at: number;
  value: number;
}

/** The line value = intercept + slopePerDay · (days since `origin`); `origin` is the first observation's instant. */
export interface Line {
  slopePerDay: number;
  intercept: number;
  origin: number;
}

export const dayMs = 86_400_000;

/**
 * Every pair is looked at, so the work grows with the square. 500 points are more than a year of daily ones and take a
 * few milliseconds; of a longer row the latest 500 speak.
 */
export const pointsMax = 500;

/**
 * Theil–Sen (Theil 1950, Sen 1968): the slope is the median over all pairs of observations, pairs with equal instants
 * skipped; an even count's median is the mean of the middle two; the line goes through the median of
 * y − slope·x, x in days since the first point. The order of the points does not matter.
 * Null when no two observations differ in time.
 */
export function theilSen(points: readonly Point[]): Line | null {
  const used = latestInOrder(points);
  const first = used[0];
  if (!first) return null;
  const days = used.map((point) => (point.at - first.at) / dayMs);
  const slopes = slopesOf(
    days,
    used.map((point) => point.value),
  );
  const slopePerDay = medianInPlace(slopes);
  if (slopePerDay === null) return null;
  const offsets = Float64Array.from(used, (point, i) => point.value - slopePerDay * days[i]!);
  const intercept = medianInPlace(offsets);
  return intercept === null ? null : { slopePerDay, intercept, origin: first.at };
}

/** The points that count: finite, oldest first, at most the latest `pointsMax`. */
export function latestInOrder(points: readonly Point[]): Point[] {
  return points
    .filter((point) => Number.isFinite(point.at) && Number.isFinite(point.value))
    .sort((a, b) => a.at - b.at)
    .slice(-pointsMax);
}

function slopesOf(days: readonly number[], values: readonly number[]): Float64Array {
  const slopes = new Float64Array((days.length * (days.length - 1)) / 2);
  let count = 0;
  for (let i = 0; i < days.length; i++) {
    for (let j = i + 1; j < days.length; j++) {
      const run = days[j]! - days[i]!;
      if (run === 0) continue;
      const slope = (values[j]! - values[i]!) / run;
      // Values near the ends of the number range overflow; such a pair says nothing, and NaN would break the order.
      if (Number.isFinite(slope)) slopes[count++] = slope;
    }
  }
  return slopes.subarray(0, count);
}

/** Median by selection, ten times faster than sorting 125,000 slopes. Reorders its argument. */
function medianInPlace(values: Float64Array): number | null {
  if (values.length === 0) return null;
  const middle = values.length >> 1;
  const upper = selectInPlace(values, middle);
  if (values.length % 2 === 1) return Number.isFinite(upper) ? upper : null;
  let lower = -Infinity;
  for (let i = 0; i < middle; i++) if (values[i]! > lower) lower = values[i]!;
  const median = (lower + upper) / 2;
  return Number.isFinite(median) ? median : null;
}

/** Hoare's selection: puts the k-th smallest at k, nothing greater before it, and returns it. */
function selectInPlace(values: Float64Array, k: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swapped;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k]!;
}
