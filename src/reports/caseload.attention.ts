import type { GoalHealth } from '../goals/goal.health.js';

const dayMs = 86_400_000;

/** What home/attention.sql.ts found, in epoch milliseconds. */
export interface AttentionFacts {
  quietSince: number | null;
  lastSessionAt: number | null;
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

function silence({ quietSince, lastSessionAt }: AttentionFacts, asOf: number) {
  if (quietSince === null) return null;
  const days = Math.floor((asOf - quietSince) / dayMs);
  return lastSessionAt === quietSince
    ? `no session in ${days} days and none booked`
    : `no session in the ${days} days since the start and none booked`;
}

function counted(count: number, one: string, many: string): string | null {
  if (count === 0) return null;
  return count === 1 ? one : `${count} ${many}`;
}
