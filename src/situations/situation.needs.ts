// What the figures of a situation ask of the database, as JSON for their rules.
import type { Row } from '../graphql/read/declaration.js';

/** Rows as a JSON array. */
export function listSql(select: string): string {
  return `array_to_json(array(select row_to_json(item) from (${select}) item))`;
}

/** The condition that a task serves a LONG goal. A goal that was made SHORT since does not count. */
export function servesLongGoal(task: Row): string {
  return `exists (select from goals g where g.org_id = ${task}.org_id and g.client_id = ${task}.client_id
    and g.id = ${task}.goal_id and g.horizon = 'LONG')`;
}

/** The tasks that fill the week, as task.alignment.ts reads them. @param client a row whose id is the client's */
export function standingTasks(client: Row): string {
  return listSql(`select t.hours, ${servesLongGoal('t')} as "servesLongGoal" from tasks t
    where t.org_id = ${client}.org_id and t.client_id = ${client}.id and t.archived_at is null`);
}

/** The values that stand, as client-value.alignment.ts reads them. @param client a row whose id is the client's */
export function standingValues(client: Row): string {
  return listSql(`select v.id, v.weight, v.rating from client_values v
    where v.org_id = ${client}.org_id and v.client_id = ${client}.id and v.archived_at is null`);
}

/** What gaps are ordered by; `gaps_rank_idx` is made of the same. */
export function rankOf(gap: Row): string {
  return `(${gap}.magnitude * ${gap}.importance)`;
}

/** Six decimals, as every other figure of the API. */
export function rounded(share: number | null): number | null {
  return share === null ? null : Number(share.toFixed(6));
}
