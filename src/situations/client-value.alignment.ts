/** The best that a value can be lived. */
export const RATING_MAX = 10;

/** A value, as far as its alignment goes. */
export interface ValueLived {
  /** How much it matters, 1–5. */
  weight: number;
  /** How far it is lived, 0–10. */
  rating: number;
}

/**
 * How far somebody's values are lived: Σ w·rating/10 / Σ w (SPEC 3.2). Sums of whole numbers, so their order is of no
 * account.
 * @returns 0–1; null without values
 */
export function valueAlignmentOf(values: readonly ValueLived[]): number | null {
  let [lived, weight] = [0, 0];
  for (const value of values) {
    lived += value.weight * value.rating;
    weight += value.weight;
  }
  return weight === 0 ? null : lived / (RATING_MAX * weight);
}
