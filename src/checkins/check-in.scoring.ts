import { dimensions, stuckDimensions, type Dimension } from './check-in.dimensions.js';
import type { Band } from './check-in-score.entity.js';

/** Answers go from 0 never to 4 always. */
export const ANSWER_MAX = 4;

/** An item as far as scores need it. */
export interface ScaleItem {
  /** What an answer names. */
  position: number;
  dimension: Dimension;
  /** Often is good. */
  reversed: boolean;
}

/** The answers 0 to 4 by the position of their item; what is not in it was not answered. */
export type Answers = ReadonlyMap<number, number>;

/** Scores are 0 to 100, rounded to six decimals as they are stored; null where too little was answered. */
export interface Scores {
  dimensions: Record<Dimension, number | null>;
  index: number | null;
  band: Band | null;
  /** Of the items of the six dimensions; the structural ones are reported apart. */
  answered: number;
  items: number;
  /** answered/items. */
  coverage: number;
  straightLining: boolean;
  incomplete: boolean;
}

/** A mean of less than two thirds of its parts would say more about what was left out (SPEC 3.1). */
const ENOUGH = { of: 3, atLeast: 2 };

/** Five sixths of the answers alike; below six answers that is a matter of chance. */
const ALIKE = { of: 6, atLeast: 5 };

/** SPEC 3.1: dimension = 25 × mean of the recoded answers, index = mean of the dimensions that are known. */
export function scoresOf(items: readonly ScaleItem[], answers: Answers): Scores {
  const exact = new Map(
    dimensions.map((dimension) => [dimension, dimensionScore(dimension, items, answers)]),
  );
  const index = rounded(meanOfEnough(stuckDimensions.map((dimension) => exact.get(dimension)!)));
  const counted = items.filter(({ dimension }) => dimension !== 'BLOCKED_ABOVE');
  const raw = counted.flatMap(({ position }) => answers.get(position) ?? []);
  return {
    dimensions: Object.fromEntries(
      [...exact].map(([dimension, score]) => [dimension, rounded(score)]),
    ) as Scores['dimensions'],
    index,
    band: index === null ? null : bandOf(index),
    answered: raw.length,
    items: counted.length,
    coverage: rounded(raw.length / counted.length)!,
    straightLining: isStraightLine(raw),
    incomplete: index === null || !isEnough(raw.length, counted.length),
  };
}

/** What an answer counts, so that more is more stuck. */
export function recoded(answer: number, { reversed }: Pick<ScaleItem, 'reversed'>): number {
  return reversed ? ANSWER_MAX - answer : answer;
}

/** [0,25) moving, [25,50) watch, [50,75) stuck, [75,100] deeply stuck. */
export function bandOf(index: number): Band {
  if (index < 25) return 'MOVING';
  if (index < 50) return 'WATCH';
  return index < 75 ? 'STUCK' : 'DEEPLY_STUCK';
}

function dimensionScore(dimension: Dimension, items: readonly ScaleItem[], answers: Answers): number | null {
  const values = items
    .filter((item) => item.dimension === dimension)
    .map((item) => {
      const answer = answers.get(item.position);
      return answer === undefined ? null : recoded(answer, item);
    });
  const mean = meanOfEnough(values);
  return mean === null ? null : mean * (100 / ANSWER_MAX);
}

/** Null below two thirds of the parts; an unknown part is left out, never 0. */
function meanOfEnough(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0 || !isEnough(known.length, parts.length)) return null;
  return known.reduce((sum, part) => sum + part, 0) / known.length;
}

function isEnough(known: number, all: number): boolean {
  return known * ENOUGH.of >= all * ENOUGH.atLeast;
}

/** The same raw answer almost throughout, although some items are reversed: nobody means that. */
function isStraightLine(raw: readonly number[]): boolean {
  if (raw.length < ALIKE.of) return false;
  const counts = new Map<number, number>();
  for (const answer of raw) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  return Math.max(...counts.values()) * ALIKE.of >= raw.length * ALIKE.atLeast;
}

/** As PostgreSQL stores it, and so that 50 made of thirds is 50 for bands and labels. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6;
}
