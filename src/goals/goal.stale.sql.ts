// When a goal is stale, in SQL: the same as goal.health.ts says of one goal, for lists and counts.
import type { Row } from '../graphql/read/declaration.js';
import { STALE_DAYS_WITHOUT_PLAN, STALE_REVIEW_PERIODS } from './goal.health.js';

/** From when on an active goal of which nothing more is heard is silent for too long, also one whose date has passed. */
export function staleFromSql(goal: Row): string {
  return (
    `(greatest(${goal}.last_progress_at, ${goal}.activated_at, (select max(m.done_at) from goal_milestones m` +
    ` where m.org_id = ${goal}.org_id and m.goal_id = ${goal}.id)) + interval '24 hours'` +
    ` * coalesce(${STALE_REVIEW_PERIODS} * app.review_period_days(${goal}.org_id, ${goal}.client_id), ${STALE_DAYS_WITHOUT_PLAN}))`
  );
}
