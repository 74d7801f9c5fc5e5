// What the computed fields of a goal ask of the database, and how the rules read it.
import { Temporal } from 'temporal-polyfill';
import type { Row } from '../graphql/read/declaration.js';
import { attainmentOf, type Attainment, type AttainmentGoal } from './goal.attainment.js';
import { forecastOf, type Forecast } from './goal.forecast.js';
import { healthOf, type GoalHealth } from './goal.health.js';
import { pointsMax } from '../checkins/theil-sen.js';
import { fractionOf, type GoalMeasure } from './goal.progress.js';
import { rollupOf, type Rollup, type RollupChild } from './goal.rollup.js';
import { smartCheck, type GoalHorizon, type SmartVerdict } from './goal.smart.js';
import type { GoalStatus } from './goal.states.js';

/** The most milestones of a goal, and the most goals directly under one: what a computed figure may have to read. */
export const MILESTONES_MAX = 50;
export const CHILDREN_MAX = 50;
/** More scaled goals in one engagement than anybody could rate. */
const SCALED_MAX = 500;

/** Instants are epoch milliseconds, dates 'YYYY-MM-DD'. */
export type ForecastNeeds = {
  measure: GoalMeasure;
  baseline: number | null;
  target: number | null;
  /** The current segment's updates, at most the latest `pointsMax`. */
  updates: { at: number; value: number }[];
  zone: string | null;
};

export type HealthNeeds = ForecastNeeds & {
  status: GoalStatus;
  activatedAt: number | null;
  targetOn: string | null;
  lastProgressAt: number | null;
  lastDoneAt: number | null;
  openMilestoneDates: (string | null)[];
  reviewPeriodDays: number | null;
};

export type SmartNeeds = {
  horizon: GoalHorizon;
  title: string;
  behaviour: string | null;
  measure: GoalMeasure;
  unit: string | null;
  baseline: number | null;
  target: number | null;
  levels: string[] | null;
  milestoneDates: (string | null)[];
  targetOn: string | null;
  confidence: number | null;
  support: string | null;
  isLinked: boolean;
  activatedAt: number | null;
  zone: string | null;
};

type Sql<Needs> = { [Need in keyof Needs]: string };

/** The raw fraction of the way; `progressOf` of goal.progress.ts says the same, and a test compares the two. */
export function rawProgressSql(goal: Row): string {
  return `case ${goal}.measure
    when 'MILESTONES' then (select count(m.done_at)::numeric / nullif(count(*), 0) from goal_milestones m
      where m.org_id = ${goal}.org_id and m.goal_id = ${goal}.id)
    when 'GAS' then (coalesce(${confirmedLevelSql(goal)}, ${goal}.baseline) - ${goal}.baseline) / nullif(0 - ${goal}.baseline, 0)
    when 'BINARY' then case when ${goal}.last_value >= 1 then 1 else 0 end
    else (coalesce(${goal}.last_value, ${goal}.baseline) - ${goal}.baseline) / nullif(${goal}.target - ${goal}.baseline, 0)
  end`;
}

/** The level last rated by the client and confirmed by a coach; null before the first, and of other measures. */
export function confirmedLevelSql(goal: Row): string {
  return confirmedLevel(goal, '');
}

/** The same by the coach of one engagement: `engagement` is the SQL of its id. */
export function levelConfirmedIn(goal: Row, engagement: string): string {
  return confirmedLevel(goal, `and r.engagement_id = ${engagement}`);
}

function confirmedLevel(goal: Row, by: string): string {
  return `(select p.value from goal_progress p
    where ${goal}.measure = 'GAS' and p.org_id = ${goal}.org_id and p.goal_id = ${goal}.id
      and p.at >= coalesce(${goal}.measured_since, '-infinity') and ${standing('p')}
      and exists (select from goal_rating_confirmations r
        where r.org_id = p.org_id and r.progress_id = p.id ${by})
    order by p.at desc, p.id desc limit 1)`;
}

export function shownProgressSql(goal: Row): string {
  // least and greatest skip nulls: what cannot be measured would read as begun or done.
  return `select case when f.raw < 0 then 0 when f.raw > 1 then 1 else f.raw end from (select ${rawProgressSql(goal)} as raw) f`;
}

export function forecastNeeds(goal: Row): Sql<ForecastNeeds> {
  return {
    measure: `${goal}.measure`,
    baseline: `${goal}.baseline`,
    target: `${goal}.target`,
    updates: updatesSql(goal),
    zone: zoneSql(goal),
  };
}

export function healthNeeds(goal: Row): Sql<HealthNeeds> {
  const milestones = `from goal_milestones m where m.org_id = ${goal}.org_id and m.goal_id = ${goal}.id`;
  return {
    ...forecastNeeds(goal),
    status: `${goal}.status`,
    activatedAt: epoch(`${goal}.activated_at`),
    targetOn: `${goal}.target_on`,
    lastProgressAt: epoch(`${goal}.last_progress_at`),
    lastDoneAt: `(select ${epoch('max(m.done_at)')} ${milestones})`,
    openMilestoneDates: `array_to_json(array(select m.due_on ${milestones} and m.done_at is null order by m.position))`,
    reviewPeriodDays: `app.review_period_days(${goal}.org_id, ${goal}.client_id)`,
  };
}

export function smartNeeds(goal: Row): Sql<SmartNeeds> {
  return {
    horizon: `${goal}.horizon`,
    title: `${goal}.title`,
    behaviour: `${goal}.behaviour`,
    measure: `${goal}.measure`,
    unit: `${goal}.unit`,
    baseline: `${goal}.baseline`,
    target: `${goal}.target`,
    levels: `${goal}.levels`,
    milestoneDates: `array_to_json(array(select m.due_on from goal_milestones m
      where m.org_id = ${goal}.org_id and m.goal_id = ${goal}.id order by m.position))`,
    targetOn: `${goal}.target_on`,
    confidence: `${goal}.confidence`,
    support: `${goal}.support`,
    isLinked: `(num_nonnulls(${goal}.gap_id, ${goal}.value_id, ${goal}.parent_id) > 0)`,
    activatedAt: epoch(`${goal}.activated_at`),
    zone: zoneSql(goal),
  };
}

/** The goals directly under one, as a roll-up reads them. */
export function childrenSql(goal: Row): string {
  return `array_to_json(array(select row_to_json(child) from (
    select g.status, g.weight, (${shownProgressSql('g')}) as progress from goals g
    where g.org_id = ${goal}.org_id and g.client_id = ${goal}.client_id and g.parent_id = ${goal}.id
    order by g.id limit ${CHILDREN_MAX}) child))`;
}

/** The scaled goals that both sides of an engagement have confirmed in it; drafts and replaced goals take no part. */
export function attainmentSql(engagement: Row): string {
  return `array_to_json(array(select row_to_json(scaled) from (
    select g.importance, g.difficulty, g.baseline as "baselineLevel", ${levelConfirmedIn('g', `${engagement}.id`)} as level
    from goal_scale_confirmations c
    join goals g on g.org_id = c.org_id and g.id = c.goal_id and g.scale_version = c.scale_version
    where c.org_id = ${engagement}.org_id and c.engagement_id = ${engagement}.id and g.measure = 'GAS'
      and g.scale_locked_at is not null and g.status not in ('DRAFT', 'SUPERSEDED')
    order by g.id limit ${SCALED_MAX}) scaled))`;
}

/** Six decimals, as every other figure of the API. */
export function attainmentFrom(goals: readonly AttainmentGoal[]): Attainment {
  const attainment = attainmentOf(goals);
  return { ...attainment, t: sixDecimals(attainment.t), tAtBaseline: sixDecimals(attainment.tAtBaseline) };
}

export function forecastFrom({ measure, baseline, target, updates, zone }: ForecastNeeds): Forecast | null {
  const points = updates.flatMap(({ at, value }) => {
    const fraction = fractionOf({ kind: measure, baseline, target }, value);
    return fraction === null ? [] : [{ at, value: fraction }];
  });
  return forecastOf(points, zoneOf(zone));
}

export function healthFrom(needs: HealthNeeds, asOf: number): GoalHealth | null {
  const heard = Math.max(needs.lastProgressAt ?? -Infinity, needs.lastDoneAt ?? -Infinity);
  const facts = {
    ...needs,
    targetDate: needs.targetOn,
    lastProgressAt: heard === -Infinity ? null : heard,
    updates: needs.updates.length,
    forecast: forecastFrom(needs),
  };
  return healthOf(facts, asOf, zoneOf(needs.zone));
}

/** Six decimals, as every other figure of the API. */
export function rollupFrom(children: readonly RollupChild[]): Rollup {
  const rollup = rollupOf(children);
  return { ...rollup, progress: sixDecimals(rollup.progress) };
}

/** A draft's horizon counts from the client's today, any other goal's from the day of its activation. */
export function smartFrom(needs: SmartNeeds, asOf: number): SmartVerdict[] {
  const startsOn = Temporal.Instant.fromEpochMilliseconds(Math.round(needs.activatedAt ?? asOf))
    .toZonedDateTimeISO(zoneOf(needs.zone))
    .toPlainDate()
    .toString();
  return smartCheck({ ...needs, targetDate: needs.targetOn, levelTexts: needs.levels ?? [] }, startsOn);
}

function sixDecimals(figure: number | null): number | null {
  return figure === null ? null : Number(figure.toFixed(6));
}

function updatesSql(goal: Row): string {
  return `array_to_json(array(select row_to_json(point) from (
    select ${epoch('p.at')} as at, p.value from goal_progress p
    where p.org_id = ${goal}.org_id and p.goal_id = ${goal}.id
      and p.at >= coalesce(${goal}.segment_started_at, '-infinity') and ${standing('p')}
    order by p.at desc, p.id desc limit ${pointsMax}) point))`;
}

/** The condition that no correction has replaced a progress update. */
export function standing(update: Row): string {
  return `not exists (select from goal_progress c where c.org_id = ${update}.org_id and c.corrects_id = ${update}.id)`;
}

function zoneSql(goal: Row): string {
  return `(select m.time_zone from members m where m.org_id = ${goal}.org_id and m.id = ${goal}.client_id)`;
}

/** Who may see a goal may see its client, so a zone is always there; were it not, a figure beats a failed read. */
function zoneOf(zone: string | null): string {
  return zone ?? 'UTC';
}

function epoch(instant: string): string {
  return `extract(epoch from ${instant}) * 1000`;
}
