import { Temporal } from 'temporal-polyfill';
import type { Forecast } from './goal.forecast.js';
import { dayMs } from '../checkins/theil-sen.js';
import type { GoalMeasure } from './goal.progress.js';
import type { GoalStatus } from './goal.states.js';

export const goalHealths = ['OVERDUE', 'STALE', 'UNKNOWN', 'ON_TRACK', 'AT_RISK', 'OFF_TRACK'] as const;
export type GoalHealth = (typeof goalHealths)[number];

/** Instants are epoch milliseconds, dates 'YYYY-MM-DD' in the client's zone. */
export interface HealthFacts {
  status: GoalStatus;
  measure: GoalMeasure;
  activatedAt: number | null;
  targetDate: string | null;
  /** The last progress update or milestone done; null before the first. */
  lastProgressAt: number | null;
  /** Updates of the current segment. */
  updates: number;
  forecast: Pick<Forecast, 'slopePerDay' | 'projectedOn'> | null;
  /** Milestones that are not done yet, by their dates; undated ones are never late. */
  openMilestoneDates: readonly (string | null)[];
  /** Days from one review to the next; null where the client has no review plan. */
  reviewPeriodDays: number | null;
}

/** Two missed reviews are silence; one may be a holiday. */
export const STALE_REVIEW_PERIODS = 2;
export const STALE_DAYS_WITHOUT_PLAN = 14;
/** A pace that leads nowhere is a verdict only from this many updates on; fewer are too few to blame. */
const updatesForVerdict = 4;
/** A miss by a fifth of the goal's span can still be caught up with. */
const atRiskShareOfSpan = 0.2;
const graceDaysAfterActivation = 7;

/**
 * SPEC 3.3, the first that applies. Only an ACTIVE goal has a health; for every other status it is null. MILESTONES and
 * BINARY go by milestones late and need no updates. A goal without pace (no slope, or slope ≤ 0) is UNKNOWN below four
 * updates and OFF_TRACK from four on.
 */
export function healthOf(goal: HealthFacts, asOf: number, zone: string): GoalHealth | null {
  if (goal.status !== 'ACTIVE') return null;
  const today = dayNumber(localDate(asOf, zone));
  if (goal.targetDate !== null && today > dayNumber(goal.targetDate)) return 'OVERDUE';
  if (isStale(goal, asOf)) return 'STALE';
  const health = byMilestones(goal.measure) ? milestoneHealth(goal, today) : paceHealth(goal, zone);
  const isFresh = goal.activatedAt !== null && asOf < goal.activatedAt + graceDaysAfterActivation * dayMs;
  return health === 'OFF_TRACK' && isFresh ? 'UNKNOWN' : health;
}

function isStale(goal: HealthFacts, asOf: number): boolean {
  const since = Math.max(goal.lastProgressAt ?? -Infinity, goal.activatedAt ?? -Infinity);
  if (since === -Infinity) return false;
  const limit =
    goal.reviewPeriodDays === null ? STALE_DAYS_WITHOUT_PLAN : STALE_REVIEW_PERIODS * goal.reviewPeriodDays;
  return asOf - since > limit * dayMs;
}

function byMilestones(measure: GoalMeasure): boolean {
  return measure === 'MILESTONES' || measure === 'BINARY';
}

function milestoneHealth(goal: HealthFacts, today: number): GoalHealth {
  const late = goal.openMilestoneDates.filter((date) => date !== null && dayNumber(date) < today).length;
  if (late === 0) return 'ON_TRACK';
  return late === 1 ? 'AT_RISK' : 'OFF_TRACK';
}

function paceHealth(goal: HealthFacts, zone: string): GoalHealth {
  const projectedOn = goal.forecast?.projectedOn ?? null;
  if (goal.updates < 2) return 'UNKNOWN';
  if (projectedOn === null) return goal.updates < updatesForVerdict ? 'UNKNOWN' : 'OFF_TRACK';
  if (goal.targetDate === null) return 'UNKNOWN';
  const target = dayNumber(goal.targetDate);
  const projected = dayNumber(projectedOn);
  if (projected <= target) return 'ON_TRACK';
  if (goal.activatedAt === null) return 'OFF_TRACK';
  const span = Math.max(0, target - dayNumber(localDate(goal.activatedAt, zone)));
  return projected <= target + atRiskShareOfSpan * span ? 'AT_RISK' : 'OFF_TRACK';
}

function localDate(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs;
}
