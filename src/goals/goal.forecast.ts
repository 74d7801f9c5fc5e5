import { Temporal } from 'temporal-polyfill';
import { dayMs, latestInOrder, theilSen, type Line, type Point } from '../checkins/theil-sen.js';

export const forecastConfidences = ['LOW', 'NORMAL'] as const;
export type ForecastConfidence = (typeof forecastConfidences)[number];

/** Dates are 'YYYY-MM-DD' in the zone asked for, kept within the years 1 to 9999. */
export interface Forecast {
  /** Pace: fraction of the way per day. */
  slopePerDay: number;
  /** The day on which the line reaches the target; null when the pace is zero or leads away from it. */
  projectedOn: string | null;
  /** Null below six updates, and where they do not pin a date. */
  interval: ForecastInterval | null;
  confidence: ForecastConfidence;
}

export interface ForecastInterval {
  earliestOn: string;
  /** Null when the updates are also compatible with never arriving. */
  latestOn: string | null;
}

/** Fewer residuals than this say too little about the noise. */
export const intervalUpdatesMin = 6;

/**
 * Below this Durbin–Watson statistic neighbouring residuals go together (a bend, a drift) more than white noise around a
 * line does in about 95 of 100 series of 6 to 12 updates.
 */
const residualIndependenceMin = 1.3;

/**
 * The statistic that nine of ten wandering series (a random walk with drift, so that the past binds the future less than
 * a line says) stay below, by the number of updates: 38 / (n + 7) fits the simulated quantiles of 6 to 40 updates within
 * 0.05. The burden of proof lies with the line: of steady series a quarter pass at 6 updates, two thirds at 12 and nearly
 * all from 20 on, because fewer cannot tell the two apart.
 */
const wanderingAtMost = (updates: number) => 38 / (updates + 7);

/** A line that explains less than four fifths of the movement is not one to rely on (jumps, single large values). */
const explainedShareMin = 0.8;

/**
 * The line through the current segment's fractions (`points`: epoch ms, fraction of the way), carried on to the target.
 *
 * The 80 % interval is Fieller's (1954) for the instant at which a steady line reaches the target: all instants x at
 * which |ȳ + b(x − x̄) − 1| ≤ t·s·√(1/n + (x − x̄)²/Sxx), where b and s are the least-squares slope and residual deviation
 * and t is Student's 0.90 quantile with n − 2 degrees of freedom; widened, where need be, to hold the Theil–Sen
 * projection. On steady lines with normal, uniform or heavy-tailed noise it holds the true day in 79–82 % of series.
 *
 * Null without a pace.
 */
export function forecastOf(points: readonly Point[], zone: string): Forecast | null {
  const used = latestInOrder(points);
  const pace = theilSen(used);
  if (!pace) return null;
  const { slopePerDay } = pace;
  if (slopePerDay <= 0) return { slopePerDay, projectedOn: null, interval: null, confidence: 'LOW' };
  const projectedOn = dateAt(pace.origin + ((1 - pace.intercept) / slopePerDay) * dayMs, zone);
  const fit = used.length >= intervalUpdatesMin ? leastSquares(used, pace) : null;
  const interval = fit && intervalAround(projectedOn, fiellerBounds(fit), pace, zone);
  const steady = fit !== null && typeof interval?.latestOn === 'string' && isSteady(fit);
  return { slopePerDay, projectedOn, interval, confidence: steady ? 'NORMAL' : 'LOW' };
}

/**
 * Whole days, an end day included when at least half of it lies within the bounds: counting every touched day would add
 * a day on average, and a tight interval would hold more than its 80 %.
 */
function intervalAround(
  projectedOn: string,
  bounds: Bounds | null,
  { origin }: Line,
  zone: string,
): ForecastInterval | null {
  if (!bounds) return null;
  const earliest = dateAt(origin + (bounds.earliest + 0.5) * dayMs, zone);
  const latest = bounds.latest === null ? null : dateAt(origin + (bounds.latest - 0.5) * dayMs, zone);
  return {
    earliestOn: earliest < projectedOn ? earliest : projectedOn,
    latestOn: latest === null || latest > projectedOn ? latest : projectedOn,
  };
}

/** In days since the origin of the pace. */
interface Bounds {
  earliest: number;
  latest: number | null;
}

interface Fit {
  count: number;
  meanX: number;
  meanY: number;
  slope: number;
  spreadX: number;
  spreadY: number;
  residualSquares: number;
  residualSteps: number;
}

function leastSquares(points: readonly Point[], { origin }: Line): Fit {
  const count = points.length;
  const xs = points.map((point) => (point.at - origin) / dayMs);
  const ys = points.map((point) => point.value);
  const meanX = sum(xs) / count;
  const meanY = sum(ys) / count;
  const spreadX = sum(xs.map((x) => (x - meanX) ** 2));
  const spreadY = sum(ys.map((y) => (y - meanY) ** 2));
  const slope = sum(xs.map((x, i) => (x - meanX) * (ys[i]! - meanY))) / spreadX;
  const residuals = xs.map((x, i) => ys[i]! - meanY - slope * (x - meanX));
  return {
    count,
    meanX,
    meanY,
    slope,
    spreadX,
    spreadY,
    residualSquares: sum(residuals.map((residual) => residual ** 2)),
    residualSteps: sum(residuals.slice(1).map((residual, i) => (residual - residuals[i]!) ** 2)),
  };
}

/** Roots of Fieller's quadratic; null when no bound can be given. */
function fiellerBounds(fit: Fit): Bounds | null {
  const t = studentQuantile90(fit.count - 2);
  const margin = (t * t * fit.residualSquares) / (fit.count - 2);
  const toTarget = 1 - fit.meanY;
  const a = fit.slope * fit.slope - margin / fit.spreadX;
  const halfB = fit.slope * toTarget;
  const c = toTarget * toTarget - margin / fit.count;
  const discriminant = halfB * halfB - a * c;
  if (!(fit.slope > 0) || !Number.isFinite(discriminant) || a === 0) return null;
  // A perfect line has a double root, which rounding may push just below zero.
  if (a > 0) {
    const root = Math.sqrt(Math.max(0, discriminant));
    return { earliest: fit.meanX + (halfB - root) / a, latest: fit.meanX + (halfB + root) / a };
  }
  // The slope could as well be zero: ahead of the data only the near end is bounded, if any.
  if (discriminant < 0 || toTarget <= 0) return null;
  return { earliest: fit.meanX + (halfB - Math.sqrt(discriminant)) / a, latest: null };
}

function isSteady(fit: Fit): boolean {
  // What rounding leaves of a perfect line has no meaningful order.
  if (fit.residualSquares <= 1e-18 * fit.spreadY) return true;
  const explained = 1 - fit.residualSquares / fit.spreadY;
  const independence = fit.residualSteps / fit.residualSquares;
  return (
    explained >= explainedShareMin &&
    independence >= Math.max(residualIndependenceMin, wanderingAtMost(fit.count))
  );
}

/** Student's t, P(T ≤ t) = 0.9, by the Cornish–Fisher expansion (Abramowitz & Stegun 26.7.5); error < 0.001 from 4 up. */
function studentQuantile90(degrees: number): number {
  const z = 1.2815515655446004;
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
  );
}

const firstDay = Date.UTC(2000, 0, 1) - 730_118 * dayMs;
const lastDay = Date.UTC(9999, 11, 30);

/** The local date of an instant that may be absurdly far away: a tiny slope projects past any calendar. */
function dateAt(at: number, zone: string): string {
  const within = Math.min(lastDay, Math.max(firstDay, Math.round(at)));
  return Temporal.Instant.fromEpochMilliseconds(within).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
