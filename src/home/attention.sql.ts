// Why a client comes first, said once: for the home of their coach, and for the report on the caseload.
import { staleFromSql } from '../goals/goal.stale.sql.js';
import type { Row } from '../graphql/read/declaration.js';

export const attentionReasons = [
  'NO_SESSION_21_DAYS',
  'STALE_GOAL',
  'OVERDUE_REVIEW',
  'RUPTURE_RISK',
  'NO_SHOW',
  'ALLOCATION_LOW',
] as const;
export type AttentionReason = (typeof attentionReasons)[number];

/** An engagement is on track with a session in the last so many days or one booked (SPEC 4); whole days count. */
export const QUIET_DAYS = 21;
const QUIET = `interval '${(QUIET_DAYS + 1) * 24} hours'`;
/** What is left is low at one session, or at an hour where minutes are counted. */
export const LOW_SESSIONS = 1;
export const LOW_MINUTES = 60;

/** Conditions on the rows that reasons stand on, beside the client's id. */
export const isHeldSql = (session: Row, engagement: Row) =>
  `${session}.coach_id = ${engagement}.coach_id and ${session}.status = 'HELD'`;
export const isAttendedSql = (session: Row, engagement: Row) =>
  `${session}.coach_id = ${engagement}.coach_id and ${session}.status in ('HELD', 'NO_SHOW')`;
export const isWaitingSql = (review: Row) => `${review}.status = 'DUE'`;
export const isAnsweredSql = (pulse: Row) => `${pulse}.status = 'ANSWERED'`;

const of = (table: string, row: Row, engagement: Row) =>
  `from ${table} ${row} where ${row}.org_id = ${engagement}.org_id and ${row}.client_id = ${engagement}.client_id`;

/** From when on it is quiet, unless a session is booked; null where the engagement rests. */
const quietFrom = (engagement: Row) =>
  `case when ${engagement}.status = 'ACTIVE' then greatest((select max(s.starts_at) ${of('sessions', 's', engagement)}` +
  ` and ${isHeldSql('s', engagement)}), ${engagement}.starts_on::timestamp at time zone 'UTC') + ${QUIET} end`;
/** Until when a session is or was booked, also one that nobody has marked. */
const bookedUntil = (engagement: Row) =>
  `(select max(s.starts_at) ${of('sessions', 's', engagement)} and s.coach_id = ${engagement}.coach_id and s.status = 'BOOKED')`;

/** By reason: the instant from which on it holds; null where it cannot. */
const FROM: Record<AttentionReason, (engagement: Row) => string> = {
  NO_SESSION_21_DAYS: quietFrom,
  STALE_GOAL: (engagement) =>
    `(select min(${staleFromSql('g')}) ${of('goals', 'g', engagement)} and g.status = 'ACTIVE')`,
  OVERDUE_REVIEW: (engagement) =>
    `(select min(r.due_at) ${of('reviews', 'r', engagement)} and ${isWaitingSql('r')})`,
  RUPTURE_RISK: (engagement) =>
    `(select l.settled_at from (select p.settled_at, p.rupture_risk ${of('alliance_pulses', 'p', engagement)}` +
    ` and p.engagement_id = ${engagement}.id and ${isAnsweredSql('p')} order by p.held_count desc, p.id desc limit 1) l where l.rupture_risk)`,
  NO_SHOW: (engagement) =>
    `(select l.starts_at from (select s.starts_at, s.status ${of('sessions', 's', engagement)}` +
    ` and ${isAttendedSql('s', engagement)} order by s.starts_at desc, s.id desc limit 1) l where l.status = 'NO_SHOW')`,
  ALLOCATION_LOW: (engagement) =>
    `(select coalesce((select max(n.at) from allocation_entries n where n.org_id = a.org_id and n.engagement_id = a.id), a.created_at)` +
    ` from allocations a join allocation_balances b on b.org_id = a.org_id and b.id = a.id` +
    ` where a.org_id = ${engagement}.org_id and a.id = ${engagement}.id` +
    ` and b.remaining <= case a.unit when 'SESSIONS' then ${LOW_SESSIONS} else ${LOW_MINUTES} end)`,
};
const columnOf = (reason: AttentionReason) => `${reason.toLowerCase()}_from`;

/** Engagements with what their reasons come of, as a table of its own: each is worked out once, hence the offset. */
export const ENGAGEMENTS_IN_NEED =
  `(select e.org_id, e.id, e.coach_id, e.client_id, e.status, f.* from engagements e cross join lateral (select ` +
  attentionReasons.map((reason) => `${FROM[reason]('e')} as ${columnOf(reason)}`).join(', ') +
  `, ${bookedUntil('e')} as booked_until offset 0) f)`;

/** SQL of whether a reason holds for one of them. @param asOf SQL of the instant */
export function holdsSql(reason: AttentionReason, need: Row, asOf: string): string {
  const holds = `coalesce(${need}.${columnOf(reason)} < ${asOf}, false)`;
  return reason === 'NO_SESSION_21_DAYS' ? `(${holds} and ${isNot(`${need}.booked_until`, asOf)})` : holds;
}
const isNot = (until: string, asOf: string) => `coalesce(${until} <= ${asOf}, true)`;

const each = <T>(make: (reason: AttentionReason) => T): T[] => attentionReasons.map((reason) => make(reason));

/** SQL of whether any reason holds. */
export function needsAttentionSql(need: Row, asOf: string): string {
  return `(${each((reason) => holdsSql(reason, need, asOf)).join(' or ')})`;
}

/** SQL of the reasons that hold, in the order of their words. */
export function reasonsSql(need: Row, asOf: string): string {
  const words = each((reason) => `case when ${holdsSql(reason, need, asOf)} then '${reason}' end`);
  return `array_remove(array[${words.join(', ')}]::text[], null)`;
}

/** SQL of how many reasons hold. */
export function countSql(need: Row, asOf: string): string {
  return `(${each((reason) => `(${holdsSql(reason, need, asOf)})::int`).join(' + ')})`;
}

/** SQL of the instant from which on the oldest of the reasons holds. */
export function oldestSql(need: Row, asOf: string): string {
  const instants = each(
    (reason) => `case when ${holdsSql(reason, need, asOf)} then ${need}.${columnOf(reason)} end`,
  );
  return `least(${instants.join(', ')})`;
}

/**
 * SQL of since when no session was held, where that is too long and none is booked: the last one, or the first day.
 * @param engagement a row of engagements
 */
export function quietSinceSql(engagement: Row, asOf: string): string {
  return (
    `(select q.from_at - ${QUIET} from (select ${quietFrom(engagement)} as from_at) q` +
    ` where q.from_at < ${asOf} and ${isNot(bookedUntil(engagement), asOf)})`
  );
}
