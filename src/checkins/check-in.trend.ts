import { dimensions, type Dimension } from './check-in.dimensions.js';
import { dayMs, theilSen } from './theil-sen.js';

/** A line through two points is no trend, and what lies a year back says little about now (SPEC 3.1). */
const FEWEST = 3;
export const TREND_CHECK_INS = 6;
export const TREND_DAYS = 400;

/** Slopes are told per 30 days: per day they are too small to read. */
const SLOPE_DAYS = 30;

/** The dimension scores of a check-in at an instant in epoch ms. */
export interface ScoredAt {
  at: number;
  scores: Record<Dimension, number | null>;
}

export interface Trend {
  dimension: Dimension;
  /** Points per 30 days, above 0 when it gets worse; null below three check-ins that know the dimension. */
  slope: number | null;
  /** How many check-ins the line goes through. */
  checkIns: number;
}

/**
 * The Theil–Sen slope of each dimension over the last six check-ins of the last 400 days.
 * @param asOf epoch ms
 */
export function trendsOf(checkIns: readonly ScoredAt[], asOf: number): Trend[] {
  const used = checkIns
    .filter(({ at }) => at <= asOf && at >= asOf - TREND_DAYS * dayMs)
    .toSorted((a, b) => a.at - b.at)
    .slice(-TREND_CHECK_INS);
  return dimensions.map((dimension) => {
    const points = used.flatMap(({ at, scores }) => {
      const value = scores[dimension];
      return value === null ? [] : [{ at, value }];
    });
    const line = points.length >= FEWEST ? theilSen(points) : null;
    return { dimension, slope: line && line.slopePerDay * SLOPE_DAYS, checkIns: points.length };
  });
}
