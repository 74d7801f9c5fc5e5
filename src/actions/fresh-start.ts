import { daysBetween, weekdayOf } from './action.days.js';

export const freshStarts = ['NEW_ROLE', 'MONTH_START', 'MONDAY'] as const;
export type FreshStart = (typeof freshStarts)[number];

/** What decides on an offer to begin anew; days are 'YYYY-MM-DD' in the client's zone. */
export interface RestartFacts {
  today: string;
  /** The day of the last done action; null when none was ever done. */
  lastDoneOn: string | null;
  /** The day on which the client wrote down the first action or set the first commitment; null before. */
  beganOn: string | null;
  /** What the client means to do this week; null without a commitment. */
  commitment: number | null;
  isWeekOff: boolean;
  /** The day on which the client last noted a new role; null when there is none. */
  newRoleOn: string | null;
}

export interface RestartOffer {
  freshStart: FreshStart;
  /** Actions a week: half of what was meant, so that the beginning is easy. */
  suggestedCommitment: number;
}

/** Two weeks without anything done: less may be a holiday that was not told. */
export const QUIET_DAYS = 14;
/** A new role is felt for a while; Mondays and firsts pass. */
const NEW_ROLE_DAYS = 7;
/** Where nothing was meant: one action is a beginning. */
const SMALLEST_COMMITMENT = 1;

/**
 * SPEC 3.5: after a quiet time, an offer to begin anew at a fresh start. The rarer one names it.
 * @returns null while there is no reason or no fresh start, and in a week off
 */
export function restartOffer(facts: RestartFacts): RestartOffer | null {
  const since = facts.lastDoneOn ?? facts.beganOn;
  if (since === null || facts.isWeekOff || daysBetween(since, facts.today) < QUIET_DAYS) return null;
  const freshStart = freshStartOn(facts.today, facts.newRoleOn);
  if (!freshStart) return null;
  const suggestedCommitment = Math.max(SMALLEST_COMMITMENT, Math.floor((facts.commitment ?? 0) / 2));
  return { freshStart, suggestedCommitment };
}

/** What begins on a day; null on an ordinary one. */
export function freshStartOn(day: string, newRoleOn: string | null): FreshStart | null {
  const daysInRole = newRoleOn === null ? -1 : daysBetween(newRoleOn, day);
  if (daysInRole >= 0 && daysInRole < NEW_ROLE_DAYS) return 'NEW_ROLE';
  if (day.endsWith('-01')) return 'MONTH_START';
  return weekdayOf(day) === 1 ? 'MONDAY' : null;
}
