import { Float, Int } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import type { Row } from '../graphql/read/declaration.js';
import { Computed, Id, Many, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { GoalMilestone } from './goal-milestone.graphql.js';
import { GoalProgress } from './goal-progress.graphql.js';
import { GoalScale } from './goal-scale.graphql.js';
import { GoalForecast, GoalRollup, GoalSmartVerdict } from './goal-verdicts.graphql.js';
import { Gap } from '../situations/gaps.graphql.js';
import { ClientValue } from '../situations/values.graphql.js';
import type { GoalEntity, GoalKind } from './goal.entity.js';
import type { GoalMeasure } from './goal.progress.js';
import type { GoalHealth } from './goal.health.js';
import * as needs from './goal.needs.js';
import type { RollupChild } from './goal.rollup.js';
import type { GoalHorizon } from './goal.smart.js';
import type { GoalStatus } from './goal.states.js';
import {
  GoalDirectionEnum,
  GoalHealthEnum,
  GoalHorizonEnum,
  GoalKindEnum,
  GoalMeasureEnum,
  GoalStatusEnum,
  type GoalDirection,
} from './goals.enums.graphql.js';

/** A lesson is fresh for about a month; an offer that never goes is a reproach. */
const LESSON_OFFER_DAYS = 30;

@Reads('goals', { idKind: 'goal', description: 'What a client wants to reach.' })
export class Goal implements Pick<
  GoalEntity,
  | 'horizon'
  | 'kind'
  | 'title'
  | 'behaviour'
  | 'measure'
  | 'unit'
  | 'targetOn'
  | 'confidence'
  | 'support'
  | 'status'
  | 'tags'
  | 'version'
> {
  @Id('goal')
  id: string;

  @One(() => Client, {
    description: 'Whose goal it is.',
    on: (goal, client) => `${client}.id = ${goal}.client_id`,
  })
  client: Client;

  @Stored(() => GoalHorizonEnum, { description: 'How far it reaches.' })
  horizon: GoalHorizon;

  @Stored(() => GoalKindEnum, { description: 'What it is about.' })
  kind: GoalKind;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => String, { nullable: true, description: 'What the client will be seen doing.' })
  behaviour: string | null;

  @Stored(() => GoalMeasureEnum, { description: 'How progress is measured.' })
  measure: GoalMeasure;

  @Stored(() => String, {
    nullable: true,
    description: 'The unit of baseline, target and updates, as `talks`.',
  })
  unit: string | null;

  @Stored(() => Float, {
    nullable: true,
    description: 'Where it starts, in the unit; for GAS the level, −2 or −1.',
  })
  baseline: number | null;

  @Stored(() => Float, {
    nullable: true,
    description: 'Where it ends, in the unit; below the baseline when less is better.',
  })
  target: number | null;

  @Sql(() => GoalDirectionEnum, {
    nullable: true,
    description:
      'Which way its values are to move, from the baseline to the target; null where they say nothing.',
    sql: (goal) =>
      `case when ${goal}.measure = 'GAS' then 'UP' when ${goal}.measure in ('NUMBER', 'PERCENT') then
         case sign(${goal}.target - ${goal}.baseline) when 1 then 'UP' when -1 then 'DOWN' end end`,
  })
  direction: GoalDirection | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The day by which it is to be reached, in the client’s zone.',
  })
  targetOn: string | null;

  @Stored(() => Int, { nullable: true, description: 'How confident the client is to reach it, 0 to 10.' })
  confidence: number | null;

  @Stored(() => String, { nullable: true, description: 'Who or what helps, in the client’s words.' })
  support: string | null;

  @One(() => Gap, {
    nullable: true,
    description:
      'The gap of the client’s situation that it answers; null also for a coach who may not see where the gap comes from.',
    on: (goal, gap) => `${gap}.client_id = ${goal}.client_id and ${gap}.id = ${goal}.gap_id`,
  })
  gap: Gap | null;

  @One(() => ClientValue, {
    nullable: true,
    description:
      'The value of the client that it serves; null also for a coach who may not see their values.',
    on: (goal, value) => `${value}.client_id = ${goal}.client_id and ${value}.id = ${goal}.value_id`,
  })
  value: ClientValue | null;

  @One(() => GoalScale, {
    nullable: true,
    description: 'Its attainment scale; null unless it is measured by GAS.',
    on: (goal, scale) => `${scale}.id = ${goal}.id and ${goal}.measure = 'GAS'`,
  })
  scale: GoalScale | null;

  @Stored(() => GoalStatusEnum, { description: 'Where it stands in its life.' })
  status: GoalStatus;

  @Stored(() => Instant, { nullable: true, description: 'When it was first activated; null for a draft.' })
  activatedAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When it was completed, given up or replaced; null before.',
  })
  closedAt: string | null;

  @One(() => Goal, {
    nullable: true,
    description: 'The goal that took its place; null unless it is SUPERSEDED.',
    on: (goal, successor) =>
      `${successor}.client_id = ${goal}.client_id and ${successor}.id = ${goal}.successor_id`,
  })
  successor: Goal | null;

  @Sql(() => Boolean, {
    description: `Whether to offer noting a lesson: it was given up within the last ${LESSON_OFFER_DAYS} days.`,
    sql: (goal, { asOf }) =>
      `${goal}.status = 'ABANDONED' and ${goal}.closed_at > ${asOf()} - interval '${LESSON_OFFER_DAYS} days'`,
  })
  offersLesson: boolean;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When its client put it out of sight; null while it is in the list.',
  })
  archivedAt: string | null;

  @Stored(() => [String], { description: 'Words to find it by; at most 10.' })
  tags: string[];

  @Stored(() => Instant, {
    nullable: true,
    description:
      'Since when updates belong to the current segment: a later change of measure or date opens a new one. Null while the first lasts.',
  })
  segmentStartedAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'The instant of the latest progress update; null before the first.',
  })
  lastProgressAt: string | null;

  @Stored(() => Float, {
    nullable: true,
    description: 'The latest value in the present measure and unit; null before the first.',
  })
  lastValue: number | null;

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;

  @Stored(() => Int, {
    description:
      'Grows with every change of what the goal says and with every step of its life, not with progress; pass it back to change what you saw.',
  })
  version: number;

  @Sql(() => Float, {
    nullable: true,
    description:
      'The fraction of the way, 0 to 1; null when the measure gives none (no baseline or target, both equal, or no milestones). Of GAS: (level − baseline level) / (0 − baseline level), by the level that a coach confirmed.',
    sql: needs.shownProgressSql,
  })
  progress: number | null;

  @Sql(() => Float, {
    nullable: true,
    description:
      'The fraction of the way as it is: below 0 when going the wrong way, above 1 beyond the target.',
    sql: needs.rawProgressSql,
  })
  rawProgress: number | null;

  @One(() => GoalProgress, {
    nullable: true,
    description: 'The latest progress update in the present measure and unit; null before the first.',
    on: (goal, update) => `${update}.id = ${goal}.last_progress_id`,
  })
  latestProgress: GoalProgress | null;

  @Many(() => [GoalMilestone], {
    description: 'The steps on the way, in their order; at most 50.',
    on: (goal, milestone) => `${milestone}.goal_id = ${goal}.id`,
    order: [
      { sql: (milestone: Row) => `${milestone}.position`, type: 'int' },
      { sql: (milestone: Row) => `${milestone}.id`, type: 'uuid' },
    ],
    limit: needs.MILESTONES_MAX,
  })
  milestones: GoalMilestone[];

  @One(() => Goal, {
    nullable: true,
    description: 'The larger goal that it serves.',
    on: (goal, parent) => `${parent}.client_id = ${goal}.client_id and ${parent}.id = ${goal}.parent_id`,
  })
  parent: Goal | null;

  @Stored(() => Float, {
    nullable: true,
    description: 'Its weight relative to the other goals that serve the same larger one; null counts as 1.',
  })
  weight: number | null;

  @Many(() => [Goal], {
    description: 'The goals that serve this one, oldest first; at most 50.',
    on: (goal, child) => `${child}.client_id = ${goal}.client_id and ${child}.parent_id = ${goal}.id`,
    order: [{ sql: (child: Row) => `${child}.id`, type: 'uuid' }],
    limit: needs.CHILDREN_MAX,
  })
  children: Goal[];

  @Computed<{ children: RollupChild[] }>(() => GoalRollup, {
    description: 'The progress of the goals that serve this one, taken together.',
    needs: (goal) => ({ children: needs.childrenSql(goal) }),
    compute: ({ children }) => needs.rollupFrom(children),
  })
  rollup: GoalRollup;

  @Computed<needs.HealthNeeds>(() => GoalHealthEnum, {
    nullable: true,
    description: 'How it is doing; null unless it is active.',
    needs: needs.healthNeeds,
    compute: (facts, { asOf }) => needs.healthFrom(facts, asOf),
  })
  health: GoalHealth | null;

  @Computed<needs.ForecastNeeds>(() => GoalForecast, {
    nullable: true,
    description:
      'When it will be reached at the present pace, from NUMBER, PERCENT and GAS updates of the current segment (the latest 500; ratings confirmed or not); null below two updates at different times.',
    needs: needs.forecastNeeds,
    compute: needs.forecastFrom,
  })
  forecast: GoalForecast | null;

  @Computed<needs.SmartNeeds>(() => [GoalSmartVerdict], {
    description:
      'The SMART check: five verdicts in the order S, M, A, R, T. Activation requires M and T; the others advise.',
    needs: needs.smartNeeds,
    compute: (facts, { asOf }) => needs.smartFrom(facts, asOf),
  })
  smartCheck: GoalSmartVerdict[];
}

export const GoalConnection = connectionOf(Goal, 'goals', true);
