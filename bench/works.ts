// What is measured: each work as an operation for the product and as the SQL that somebody would write by hand for it.
import type { Statement } from '../src/db/statement.js';

export const WORK_NAMES = ['Q1', 'Q2', 'M1'] as const;
export type WorkName = (typeof WORK_NAMES)[number];

export interface Work {
  title: string;
  /** GraphQL, sent to both servers. */
  query: string;
  /** Least share of the floor's speed, in per cent. */
  least: number;
  /** Requests of one measurement. */
  requests: number;
}

export const WORKS: Record<WorkName, Work> = {
  Q1: {
    title: 'me with my goals and their latest progress',
    least: 70,
    requests: 1500,
    query: `query Me { me { id name roles client { id jobTitle goals(first: 20) { nodes {
      id title status horizon targetOn lastProgressAt latestProgress { id value at note } } } } } }`,
  },
  Q2: {
    title: 'coach home: 20 clients with goals, latest progress, next session',
    least: 80,
    requests: 300,
    query: `query Home { me { id name coach { id clients(first: 20) { nodes {
      id name jobTitle nextSession { id startsAt status }
      goals(first: 20) { nodes { id title status targetOn latestProgress { id value at } } } } } } } }`,
  },
  M1: {
    title: 'log progress',
    least: 50,
    requests: 1000,
    query: `mutation Log($goalId: ID!, $input: LogProgressInput!) { logProgress(goalId: $goalId, input: $input) {
      id title lastValue lastProgressAt version latestProgress { value at note } } }`,
  },
};

const instant = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const float = (sql: string) => `trim_scale(round(${sql}, 6))`;
const latest = (columns: string) =>
  `(select row_to_json(l) from (select ${columns} from goal_progress p
    where p.org_id = g.org_id and p.id = g.last_progress_id) l) as "latestProgress"`;

export const Q1_SQL = `select row_to_json(d)::text from (select (select row_to_json(o) from (
  select 'member_' || m.id as id, m.name, m.roles,
    (select row_to_json(o) from (
      select 'client_' || c.id as id, c.job_title as "jobTitle",
        (select row_to_json(o) from (select array_to_json(array(
          select row_to_json(o) from (
            select 'goal_' || g.id as id, g.title, g.status, g.horizon, g.target_on as "targetOn",
              ${instant('g.last_progress_at')} as "lastProgressAt",
              ${latest(`'goal-progress_' || p.id as id, ${float('p.value')} as value, ${instant('p.at')} as at, p.note`)}
            from goals g where g.org_id = c.org_id and g.client_id = c.id order by g.id desc limit 20) o)) as nodes) o) as goals
      from clients c where c.org_id = m.org_id and c.id = m.id) o) as client
  from members m where m.org_id = (select app.org_id()) and m.id = (select app.member_id())) o) as me) d`;

export const Q2_SQL = `select row_to_json(d)::text from (select (select row_to_json(o) from (
  select 'member_' || m.id as id, m.name,
    (select row_to_json(o) from (
      select 'coach_' || h.id as id,
        (select row_to_json(o) from (select array_to_json(array(
          select row_to_json(o) from (
            select 'client_' || c.id as id,
              (select n.name from members n where n.org_id = c.org_id and n.id = c.id) as name,
              c.job_title as "jobTitle",
              (select row_to_json(o) from (
                select 'session_' || s.id as id, ${instant('s.starts_at')} as "startsAt", s.status
                from sessions s where s.org_id = c.org_id and s.client_id = c.id and s.status = 'BOOKED' and s.starts_at > $1
                order by s.starts_at, s.id limit 1) o) as "nextSession",
              (select row_to_json(o) from (select array_to_json(array(
                select row_to_json(o) from (
                  select 'goal_' || g.id as id, g.title, g.status, g.target_on as "targetOn",
                    ${latest(`'goal-progress_' || p.id as id, ${float('p.value')} as value, ${instant('p.at')} as at`)}
                  from goals g where g.org_id = c.org_id and g.client_id = c.id order by g.id desc limit 20) o)) as nodes) o) as goals
            from clients c where c.org_id = h.org_id and c.id in (
              select e.client_id from engagements e
              where e.org_id = h.org_id and e.coach_id = h.id and e.status in ('ACTIVE', 'PAUSED'))
            order by c.id desc limit 20) o)) as nodes) o) as clients
      from coaches h where h.org_id = m.org_id and h.id = m.id) o) as coach
  from members m where m.org_id = (select app.org_id()) and m.id = (select app.member_id())) o) as me) d`;

/** The same statement as the product's: a floor for M1 runs the same transaction. */
const IS_LATEST = `case when g.last_progress_id is null then $4::timestamptz >= coalesce(g.measured_since, '-infinity')
  else ($4::timestamptz, fresh.id) > (g.last_progress_at, g.last_progress_id) end`;
export const M1_WRITE = `with fresh as (select uuidv7() as id),
  goal as (
    update goals g set
      last_progress_id = case when ${IS_LATEST} then fresh.id else g.last_progress_id end,
      last_value = case when ${IS_LATEST} then $2::numeric(15,6) else g.last_value end,
      last_progress_at = greatest(g.last_progress_at, $4::timestamptz)
    from fresh
    where g.org_id = app.org_id() and g.id = $1 and g.client_id = app.member_id() and g.status = 'ACTIVE'
      and g.measure <> 'MILESTONES' and (g.measure <> 'BINARY' or $2::numeric in (0, 1))
      and (g.measure <> 'GAS' or (g.scale_locked_at is not null and $2::numeric in (-2, -1, 0, 1, 2)))
    returning g.client_id, fresh.id)
  insert into goal_progress (id, client_id, goal_id, value, note, at)
  select goal.id, goal.client_id, $1, $2::numeric, $3::text, $4::timestamptz from goal returning id`;
export const M1_READ = `select row_to_json(o)::text from (
  select 'goal_' || g.id as id, g.title, ${float('g.last_value')} as "lastValue",
    ${instant('g.last_progress_at')} as "lastProgressAt", g.version,
    ${latest(`${float('p.value')} as value, ${instant('p.at')} as at, p.note`)}
  from goals g where g.org_id = (select app.org_id()) and g.id = $1) o`;

/** A statement of the floor. */
export const statement = (text: string, ...values: unknown[]): Statement => ({ text, values });
