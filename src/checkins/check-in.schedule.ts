import type { CheckInTrigger } from './check-in.entity.js';
import { dayMs } from './theil-sen.js';

/** SPEC 3.1. */
export const SCHEDULED_EVERY_DAYS = 90;
export const ON_DEMAND_EVERY_DAYS = 14;
export const DISCARDABLE_HOURS = 24;

/** Who has just taken a check-in back is not asked for another before a day has passed. */
const REST_AFTER_DISCARD = dayMs;

/** What a client's check-ins say about the next, instants in epoch ms. Discarded ones are only in `lastDiscardedAt`. */
export interface CheckInHistory {
  lastSubmittedAt: number | null;
  lastDiscardedAt: number | null;
  /** When the latest that was not asked for began. */
  lastOnDemandAt: number | null;
}

/**
 * From when on the product asks for the next check-in: the first at any time (-Infinity), then 90 days after the last,
 * whatever that was.
 */
export function askedAt(history: CheckInHistory): number {
  const { lastDiscardedAt } = history;
  const due = dueAt(history);
  return lastDiscardedAt === null ? due : Math.max(due, lastDiscardedAt + REST_AFTER_DISCARD);
}

/** What the next check-in is that the product asks for. */
export function askedFor({
  lastSubmittedAt,
}: CheckInHistory): Extract<CheckInTrigger, 'INTAKE' | 'SCHEDULED'> {
  return lastSubmittedAt === null ? 'INTAKE' : 'SCHEDULED';
}

/** What a check-in is that the client begins unasked at `now`: the one that is due, else one on demand. */
export function begunAs(history: CheckInHistory, now: number): Exclude<CheckInTrigger, 'EXIT'> {
  return dueAt(history) <= now ? askedFor(history) : 'ON_DEMAND';
}

/** When the next one on demand may begin; null: at once. */
export function onDemandFrom({ lastOnDemandAt }: CheckInHistory): number | null {
  return lastOnDemandAt === null ? null : lastOnDemandAt + ON_DEMAND_EVERY_DAYS * dayMs;
}

function dueAt({ lastSubmittedAt }: CheckInHistory): number {
  return lastSubmittedAt === null ? -Infinity : lastSubmittedAt + SCHEDULED_EVERY_DAYS * dayMs;
}
