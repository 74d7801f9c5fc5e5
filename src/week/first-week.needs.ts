// What the path of the first week asks of the database, and the path that comes of it.
import type { Row, Scope } from '../graphql/read/declaration.js';
import type { FirstWeekStepName } from './first-week.entity.js';
import { pathOf, type FirstWeekStep } from './first-week.path.js';

/** Days that the path is offered for, the day on which somebody became a client included. */
export const FIRST_WEEK_DAYS = 7;

export interface FirstWeekNeeds extends Record<string, unknown> {
  /** `YYYY-MM-DD`, the last day of the path; null where there is none: it is over, left, or somebody else's. */
  lastOn: string | null;
  done: Record<FirstWeekStepName, boolean>;
  skipped: FirstWeekStepName[] | null;
}

/** The path as it is shown. */
export interface FirstWeekPath {
  steps: FirstWeekStep[];
  lastOn: string;
}

/** What shows that a step was done: any row of the client's, as they see it themselves. */
const SIGNS: Record<FirstWeekStepName, [table: string, more?: string][]> = {
  RECOGNISE: [['check_ins', `status = 'SUBMITTED'`]],
  EVALUATE: [['role_snapshots'], ['role_aspects']],
  SET_GOAL: [['goals', `status <> 'DRAFT'`]],
  LEARN: [['learning_items'], ['enrolments'], ['peer_studies']],
  ACT: [['actions', `assignee_id = client_id and status = 'DONE'`]],
  GROW: [['setbacks'], ['questions'], ['journal_entries']],
  COMMIT: [
    ['weekly_commitments', 'target is not null'],
    ['review_plans', `status = 'ACTIVE'`],
  ],
  GET_SUPPORT: [
    ['sessions', `status in ('BOOKED', 'HELD')`],
    ['engagements', `status in ('ACTIVE', 'PAUSED')`],
  ],
};

const quote = (name: string) => `'${name}'`;

function signSql(client: Row, step: FirstWeekStepName): string {
  return SIGNS[step]
    .map(
      ([table, more]) =>
        `exists (select from ${table} where org_id = ${client}.org_id and client_id = ${client}.id${more ? ` and ${more}` : ''})`,
    )
    .join(' or ');
}

export function firstWeekNeeds(client: Row, { asOf }: Scope) {
  const joinedOn = `(select (${client}.created_at at time zone m.time_zone)::date from members m where m.org_id = ${client}.org_id and m.id = ${client}.id)`;
  const today = `(select (${asOf()} at time zone m.time_zone)::date from members m where m.org_id = ${client}.org_id and m.id = ${client}.id)`;
  const own = `from first_weeks f where f.org_id = ${client}.org_id and f.id = ${client}.id`;
  const steps = Object.keys(SIGNS) as FirstWeekStepName[];
  return {
    lastOn: `case when ${client}.id = (select app.member_id()) and ${today} < ${joinedOn} + ${FIRST_WEEK_DAYS}
      and not exists (select ${own} and f.left_at is not null)
      then ${joinedOn} + ${FIRST_WEEK_DAYS - 1} end`,
    done: `json_build_object(${steps.map((step) => `${quote(step)}, ${signSql(client, step)}`).join(', ')})`,
    skipped: `(select f.skipped ${own})`,
  };
}

/** @returns null where there is no path to show */
export function firstWeekFrom({ lastOn, done, skipped }: FirstWeekNeeds): FirstWeekPath | null {
  return lastOn === null ? null : { steps: pathOf(done, skipped ?? []), lastOn };
}
