import { Args, ID, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { Goal } from '../goals/goals.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { OrderBy, Row, Scope } from '../graphql/read/declaration.js';
import { declared, Many, Page } from '../graphql/read/declare.js';
import type { ActionKind } from './action.entity.js';
import { dueThisWeekSql, slippedSql, todaySql } from './action.sql.js';
import type { ActionStatus } from './action.states.js';
import { ActionKindEnum, ActionStatusEnum } from './actions.enums.graphql.js';
import {
  ActionCorrectionConnection,
  ActionItem,
  ActionItemConnection,
  ActionRescheduleConnection,
} from './actions.graphql.js';
import { searchCheck, tagCheck } from './actions.input.graphql.js';

const byDay: OrderBy[] = [
  { sql: (action) => `${action}.due_on`, type: 'date' },
  { sql: (action) => `${action}.id`, type: 'uuid' },
];
/** The most that one week's list holds. */
const WEEK_LIMIT = 50;

const today = (client: Row, scope: Scope) => todaySql(`${client}.org_id`, `${client}.id`, scope);

/** The actions of a client. */
@Resolver(() => Client)
export class ClientActions {
  @Page(() => ActionItemConnection, {
    description: 'The client’s actions, newest first; empty for who may not see them.',
    counted: true,
    on: (client, action) => `${action}.client_id = ${client}.id`,
    filters: {
      archived: (action, { arg }) => `(${action}.archived_at is not null) = ${arg('archived', 'boolean')}`,
      status: (action, { arg }) => `${action}.status = ${arg('status', 'text')}`,
      kind: (action, { arg }) => `${action}.kind = ${arg('kind', 'text')}`,
      goalId: (action, { arg }) => `${action}.goal_id = ${arg('goalId', 'uuid')}`,
      tag: (action, { arg }) => `${arg('tag', 'text')} = any (${action}.tags)`,
      search: (action, { arg }) => `position(lower(${arg('search', 'text')}) in lower(${action}.title)) > 0`,
    },
    order: [{ sql: (action) => `${action}.id`, type: 'uuid', descending: true }],
    args: { goalId: id('goal'), tag: tagCheck, search: searchCheck },
  })
  actions(
    @Args() _page: PageArgs,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'The archived ones instead of the others.',
    })
    _archived: boolean,
    @Args('status', {
      type: () => ActionStatusEnum,
      nullable: true,
      description: 'Only those that stand there.',
    })
    _status?: ActionStatus,
    @Args('kind', { type: () => ActionKindEnum, nullable: true, description: 'Only those of this kind.' })
    _kind?: ActionKind,
    @Args('goalId', { type: () => ID, nullable: true, description: 'Only those that serve this goal.' })
    _goalId?: string,
    @Args('tag', { type: () => String, nullable: true, description: 'Only those filed under this word.' })
    _tag?: string,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'Only those with this in their title, in capitals or not; at most 100 letters.',
    })
    _search?: string,
  ): object {
    return declared();
  }

  @Many(() => [ActionItem], {
    description: `Open actions due from today to Sunday in the client’s zone, the first due first; at most ${WEEK_LIMIT}.`,
    on: (client, action, scope) =>
      `${action}.client_id = ${client}.id and ${dueThisWeekSql(action, today(client, scope))}`,
    order: byDay,
    limit: WEEK_LIMIT,
  })
  actionsDueThisWeek(): ActionItem[] {
    return declared();
  }

  @Many(() => [ActionItem], {
    description: `Open actions whose day has passed in the client’s zone, the longest due first; at most ${WEEK_LIMIT}.`,
    on: (client, action, scope) =>
      `${action}.client_id = ${client}.id and ${slippedSql(action, today(client, scope))}`,
    order: byDay,
    limit: WEEK_LIMIT,
  })
  slippedActions(): ActionItem[] {
    return declared();
  }
}

/** The actions that serve a goal. */
@Resolver(() => Goal)
export class GoalActions {
  @Page(() => ActionItemConnection, {
    description: 'The actions that serve it, newest first, archived ones too.',
    counted: true,
    on: (goal, action) => `${action}.client_id = ${goal}.client_id and ${action}.goal_id = ${goal}.id`,
    order: [{ sql: (action) => `${action}.id`, type: 'uuid', descending: true }],
  })
  actions(@Args() _page: PageArgs): object {
    return declared();
  }
}

/** What happened to an action. */
@Resolver(() => ActionItem)
export class ActionHistory {
  @Page(() => ActionRescheduleConnection, {
    description: 'The other days that it was put to, latest first.',
    on: (action, reschedule) => `${reschedule}.action_id = ${action}.id`,
    order: [{ sql: (reschedule) => `${reschedule}.id`, type: 'uuid', descending: true }],
  })
  rescheduleHistory(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => ActionCorrectionConnection, {
    description: 'The done marks that were wrong, latest first.',
    on: (action, correction) => `${correction}.action_id = ${action}.id`,
    order: [{ sql: (correction) => `${correction}.id`, type: 'uuid', descending: true }],
  })
  corrections(@Args() _page: PageArgs): object {
    return declared();
  }
}
