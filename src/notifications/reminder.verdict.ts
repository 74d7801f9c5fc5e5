import { nextAllowed, type QuietHours } from './quiet-hours.js';
import type { ReminderPurpose, ReminderReason, ReminderState } from './reminder.entity.js';
import type { ReminderTopic } from './reminder-opt-out.entity.js';

/** What declining a topic declines. */
export const topicOf: Record<ReminderPurpose, ReminderTopic> = {
  REVIEW_DUE: 'REVIEWS',
  CHECK_IN_DUE: 'CHECK_INS',
  CUE: 'ACTIONS',
  CREDENTIAL_RENEWAL: 'LEARNING',
  RISK_REVIEW: 'LEARNING',
  GROUP_MEETING: 'SESSIONS',
  SESSION_DAY_BEFORE: 'SESSIONS',
  SESSION_HOUR_BEFORE: 'SESSIONS',
};

/** What keeps its time whatever the hour: people have agreed on it. */
const NEVER_QUIET: readonly ReminderPurpose[] = [
  'SESSION_DAY_BEFORE',
  'SESSION_HOUR_BEFORE',
  'GROUP_MEETING',
];

/**
 * How late a time that the person chose still is that time, in ms. After an outage it is not: a reminder for nine in the
 * morning that could only leave at three at night waits for the end of the quiet hours.
 */
export const CHOSEN_TIME_GRACE = 3_600_000;

/** The first pause after a failed attempt, and the longest, in ms: a mail server that is back is found within the hour. */
const RETRY = 30_000;
const RETRY_CAP = 3_600_000;

/** What decides at send time, all instants in epoch ms. */
export interface SendFacts {
  purpose: ReminderPurpose;
  dueAt: number;
  expiresAt: number;
  chosenTime: boolean;
  /** Why its subject gives no reason to write any more; null while it does. */
  objection: ReminderReason | null;
  optedOut: boolean;
  /** IANA name of the recipient's zone. */
  zone: string;
  quiet: QuietHours;
}

export type Verdict =
  | { to: 'send' }
  | { to: 'wait'; until: number }
  | { to: 'drop'; state: Extract<ReminderState, 'SUPPRESSED' | 'EXPIRED'>; reason: ReminderReason };

/** Whether a reminder leaves at `now`. */
export function verdictOf(facts: SendFacts, now: number): Verdict {
  if (facts.objection) return { to: 'drop', state: 'SUPPRESSED', reason: facts.objection };
  if (facts.optedOut) return { to: 'drop', state: 'SUPPRESSED', reason: 'OPTED_OUT' };
  if (now >= facts.expiresAt) return { to: 'drop', state: 'EXPIRED', reason: 'TOO_LATE' };
  if (NEVER_QUIET.includes(facts.purpose)) return { to: 'send' };
  if (facts.chosenTime && now - facts.dueAt <= CHOSEN_TIME_GRACE) return { to: 'send' };
  const allowed = nextAllowed(now, facts.zone, facts.quiet);
  return allowed <= now ? { to: 'send' } : { to: 'wait', until: allowed };
}

/** When to try again after the `attempts`th failure in a row, in epoch ms. */
export function retryAt(attempts: number, now: number): number {
  return now + Math.min(RETRY * 2 ** (attempts - 1), RETRY_CAP);
}
