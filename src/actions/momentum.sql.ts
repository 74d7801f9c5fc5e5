// What the computed figures of a client's deeds ask of the database, and how the rules read it.
import type { Row, Scope } from '../graphql/read/declaration.js';
import { staleFromSql } from '../goals/goal.stale.sql.js';
import { openSql, slippedSql, todaySql, visibleSql } from './action.sql.js';
import { daysBetween, weekdayOf } from './action.days.js';
import { restartOffer, type RestartOffer } from './fresh-start.js';
import { divergenceOf, mirrorOf, RESCHEDULES_DAYS, type Divergence, type Mirror } from './mirror.js';
import { activeWeeksOf, MOMENTUM_WEEKS, momentumOf, type WeekRecord } from './momentum.js';

/** Days are 'YYYY-MM-DD' in the client's zone. */
export type MomentumNeeds = {
  /** Whether the actor may see the client's actions. */
  isSeen: boolean;
  today: string | null;
  /** The latest first, this week at index 0. */
  weeks: WeekRecord[];
  lastDoneOn: string | null;
  beganOn: string | null;
  newRoleOn: string | null;
};

export type MirrorNeeds = {
  isSeen: boolean;
  today: string | null;
  dated: number;
  overdue: number;
  reschedules: number;
  lastDoneOn: string | null;
  firstOn: string | null;
  activeGoals: number;
  staleGoals: number;
  index: number | null;
};

type Sql<Needs> = { [Need in keyof Needs]: string };

export function momentumNeeds(client: Row, scope: Scope): Sql<MomentumNeeds> {
  const today = todayOf(client, scope);
  return {
    isSeen: visibleSql(`${client}.id`),
    today,
    weeks: weeksSql(client, today),
    lastDoneOn: lastDoneSql(client),
    beganOn: `(select least(
      (select a.created_at from actions a where ${of('a', client)} order by a.id limit 1),
      (select c.set_at from weekly_commitments c where ${of('c', client)} and c.position = 1))
      at time zone ${zoneSql(client)})::date`,
    newRoleOn: `(select r.since from role_snapshots r where ${of('r', client)} order by r.id desc limit 1)`,
  };
}

export function mirrorNeeds(client: Row, scope: Scope): Sql<MirrorNeeds> {
  const today = todayOf(client, scope);
  const open = `from actions a where ${ownSql(client)} and ${openSql('a')} and a.due_on is not null`;
  const active = `from goals g where ${of('g', client)} and g.status = 'ACTIVE'`;
  return {
    isSeen: visibleSql(`${client}.id`),
    today,
    dated: `(select count(*) ${open})`,
    overdue: `(select count(*) from actions a where ${ownSql(client)} and ${slippedSql('a', today)})`,
    reschedules: `(select count(*) from action_reschedules r where ${of('r', client)} and r.author_id = r.client_id
      and r.at > ${scope.asOf()} - interval '${RESCHEDULES_DAYS} days' and r.at <= ${scope.asOf()})`,
    lastDoneOn: lastDoneSql(client),
    firstOn: `(select (a.created_at at time zone ${zoneSql(client)})::date from actions a
      where ${ownSql(client)} order by a.id limit 1)`,
    activeGoals: `(select count(*) ${active})`,
    staleGoals: `(select count(*) ${active} and ${staleFromSql('g')} < ${scope.asOf()})`,
    // The scores of a check-in are nobody's but the client's, until they let their coach see them.
    index: `(select s.index_score from check_in_scores s where ${of('s', client)} order by s.submitted_at desc, s.id desc limit 1)`,
  };
}

/**
 * What a client did, meant to do and left out, week by week; from at most 36 look-ups in indexes made for them. The
 * offset keeps the client's day from being worked out anew for each of them.
 */
function weeksSql(client: Row, today: string): string {
  return `array_to_json(array(select row_to_json(w) from (
    select week.on as "weekOn",
      (select count(*) from actions a where ${of('a', client)} and a.status = 'DONE' and a.assignee_id = a.client_id
         and a.done_on >= week.on and a.done_on < week.on + 7) as done,
      (select c.target from weekly_commitments c where ${of('c', client)} and c.from_on <= week.on
       order by c.position desc limit 1) as commitment,
      (select o.kind from commitment_weeks_off o where ${of('o', client)} and o.week_on = week.on
         and o.returned_at is null) as off
    from (select date_trunc('week', (${today})::timestamp)::date as on offset 0) this,
      generate_series(0, ${MOMENTUM_WEEKS - 1}) ago, lateral (select this.on - 7 * ago as on) week
    order by ago) w))`;
}

/** Only what the client did: a coach who does something for them moves the coach. */
function lastDoneSql(client: Row): string {
  return `(select max(a.done_on) from actions a where ${ownSql(client)} and a.status = 'DONE')`;
}

/** The actions that are the client's to do: what a coach took on says nothing of the client. */
function ownSql(client: Row): string {
  return `${of('a', client)} and a.assignee_id = a.client_id`;
}

function of(row: Row, client: Row): string {
  return `${row}.org_id = ${client}.org_id and ${row}.client_id = ${client}.id`;
}

function todayOf(client: Row, scope: Scope): string {
  return todaySql(`${client}.org_id`, `${client}.id`, scope);
}

function zoneSql(client: Row): string {
  return `(select m.time_zone from members m where m.org_id = ${client}.org_id and m.id = ${client}.id)`;
}

export interface MomentumFigures {
  score: number | null;
  weeks: WeekRecord[];
  activeWeeks: number;
  countedWeeks: number;
  restart: RestartOffer | null;
}

/** Null for who may not see the client's actions. */
export function momentumFrom(needs: MomentumNeeds): MomentumFigures | null {
  const { isSeen, today, weeks } = needs;
  if (!isSeen || today === null) return null;
  const { active, of: counted } = activeWeeksOf(weeks);
  return {
    score: momentumOf(weeks, weekdayOf(today)),
    weeks,
    activeWeeks: active,
    countedWeeks: counted,
    restart: restartOffer({
      ...needs,
      today,
      commitment: weeks[0]?.commitment ?? null,
      isWeekOff: (weeks[0]?.off ?? null) !== null,
    }),
  };
}

/** Null for who may not see the client's actions. */
export function mirrorFrom(needs: MirrorNeeds): (Mirror & { divergence: Divergence | null }) | null {
  if (!needs.isSeen || needs.today === null) return null;
  const since = needs.lastDoneOn ?? needs.firstOn;
  const mirror = mirrorOf({
    ...needs,
    reschedules: needs.firstOn === null ? null : needs.reschedules,
    // Somebody may have moved west since.
    daysSinceDone: since === null ? null : Math.max(0, daysBetween(since, needs.today)),
  });
  return { ...mirror, divergence: divergenceOf(needs.index, mirror) };
}
