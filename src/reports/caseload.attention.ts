import type { GoalHealth } from '../goals/goal.health.js';

const dayMs = 86_400_000;

/** An engagement is on track with a session in the last 21 days or one booked (SPEC 4). */
const quietDays = 21;

export interface AttentionFacts {
  /** Calendar date on which the engagement began. */
  since: string;
  /** The engagement rests, so that no session is expected. */
  isPaused: boolean;
  /** Epoch milliseconds. */
  lastSessionAt: number | null;
  nextSessionAt: number | null;
  overdueReviews: number;
  /** Of the active goals. */
  healths: readonly (GoalHealth | null)[];
}

/** One sentence on why a client comes first, without names, titles or dates; null when nothing waits. */
export function attentionOf(facts: AttentionFacts, asOf: number): string | null {
  const goals = (health: GoalHealth) => facts.healths.filter((each) => each === health).length;
  const reasons = [
    silence(facts, asOf),
    counted(facts.overdueReviews, 'one review unanswered', 'reviews unanswered'),
    counted(goals('OVERDUE'), 'one goal past its date', 'goals past their dates'),
    counted(goals('OFF_TRACK'), 'one goal off track', 'goals off track'),
    counted(goals('STALE'), 'one goal without news', 'goals without news'),
  ].filter((reason) => reason !== null);
  if (reasons.length === 0) return null;
  const sentence = reasons.join('; ');
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}`;
}

function silence({ since, isPaused, lastSessionAt, nextSessionAt }: AttentionFacts, asOf: number) {
  if (isPaused || nextSessionAt !== null) return null;
  const days = Math.floor((asOf - (lastSessionAt ?? Date.parse(`${since}T00:00:00Z`))) / dayMs);
  if (days <= quietDays) return null;
  return lastSessionAt === null
    ? `no session in the ${days} days since the start and none booked`
    : `no session in ${days} days and none booked`;
}

function counted(count: number, one: string, many: string): string | null {
  if (count === 0) return null;
  return count === 1 ? one : `${count} ${many}`;
}
