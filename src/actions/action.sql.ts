// What declarations and the week ask of actions in SQL, said once.
import type { Row, Scope } from '../graphql/read/declaration.js';
import {
  RESCHEDULES_BEFORE_SUGGESTION,
  STRETCH_TO_REFLECT_ON,
  REFLECTION_QUESTION,
} from './action.states.js';

/** The day of a client's clock. @param client an SQL expression of the client's id */
export function todaySql(org: string, client: string, { asOf }: Pick<Scope, 'asOf'>): string {
  return `(select (${asOf()} at time zone m.time_zone)::date from members m where m.org_id = ${org} and m.id = ${client})`;
}

export function openSql(action: Row): string {
  return `${action}.status in ('TODO', 'DOING')`;
}

/** Open, and its day has passed for the client. @param today an SQL expression of the client's day */
export function slippedSql(action: Row, today: string): string {
  return `${openSql(action)} and ${action}.due_on < ${today}`;
}

/** Open, and due from the client's day to the Sunday of that week. */
export function dueThisWeekSql(action: Row, today: string): string {
  return `${openSql(action)} and ${action}.due_on >= ${today}
    and ${action}.due_on < date_trunc('week', (${today})::timestamp)::date + 7`;
}

/** Whether the actor may see the client's actions: where not, figures about them are null instead of zero. */
export function visibleSql(client: string): string {
  return `(${client} = any ((select app.client_ids('actions'))::uuid[]))`;
}

export function suggestionSql(action: Row): string {
  return `case when ${openSql(action)} and ${action}.reschedules >= ${RESCHEDULES_BEFORE_SUGGESTION}
    then 'SPLIT_OR_DROP' end`;
}

export function questionSql(action: Row): string {
  return `case when ${action}.status = 'DONE' and ${action}.stretch >= ${STRETCH_TO_REFLECT_ON}
    then '${REFLECTION_QUESTION}' end`;
}
