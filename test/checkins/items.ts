import { stuckDimensions, type Dimension } from '../../src/checkins/check-in.dimensions.js';
import type { ScaleItem } from '../../src/checkins/check-in.scoring.js';

/** An instrument of three items a dimension, the last of each reversed; positions 19 to 21 are the structural part. */
export const scale: ScaleItem[] = ([...stuckDimensions, 'BLOCKED_ABOVE'] as Dimension[]).flatMap(
  (dimension, at) =>
    [1, 2, 3].map((place) => ({ position: at * 3 + place, dimension, reversed: place === 3 })),
);

export type RawPoints = Partial<Record<Dimension, number | null>>;

/** Answers that give each dimension the raw points 0 to 12, recoded; null, or none, leaves all of it out. */
export function answersFor(raw: RawPoints, items: readonly ScaleItem[] = scale): Map<number, number> {
  const answers = new Map<number, number>();
  for (const [dimension, points] of Object.entries(raw)) {
    if (points === null) continue;
    let left = points;
    for (const { position, reversed } of items.filter((item) => item.dimension === dimension)) {
      const given = Math.min(4, left);
      left -= given;
      answers.set(position, reversed ? 4 - given : given);
    }
  }
  return answers;
}

/** The same raw points for all six dimensions. */
export const evenly = (points: number): RawPoints =>
  Object.fromEntries(stuckDimensions.map((dimension) => [dimension, points]));
export const allAt = (points: number) => answersFor(evenly(points));
