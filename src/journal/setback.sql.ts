import type { Row } from '../graphql/read/declaration.js';

/**
 * A subquery for when the client next did an action on the goal of a setback; null where nothing was done since, or the
 * setback is on no goal.
 */
export function nextDoneSql(setback: Row): string {
  return (
    `select min(a.done_at) from actions a where a.org_id = ${setback}.org_id and a.client_id = ${setback}.client_id` +
    ` and a.goal_id = ${setback}.goal_id and a.status = 'DONE' and a.assignee_id = a.client_id` +
    ` and a.done_at > ${setback}.happened_at`
  );
}
