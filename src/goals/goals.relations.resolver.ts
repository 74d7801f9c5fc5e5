import { Args, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { declared, One, Page } from '../graphql/read/declare.js';
import { GoalProgress, GoalProgressConnection } from './goal-progress.graphql.js';
import { GoalRevisionConnection } from './goal-revisions.graphql.js';
import { standing } from './goal.needs.js';
import type { GoalStatus } from './goal.states.js';
import { GoalStatusEnum } from './goals.enums.graphql.js';
import { GoalMilestone } from './goal-milestone.graphql.js';
import { Goal, GoalConnection } from './goals.graphql.js';
import { searchCheck, tagCheck } from './goals.input.graphql.js';

/** The goals of a client. */
@Resolver(() => Client)
export class ClientGoals {
  @Page(() => GoalConnection, {
    description: 'The client’s goals, newest first; empty for who may not see them.',
    counted: true,
    on: (client, goal) => `${goal}.client_id = ${client}.id`,
    args: { tag: tagCheck, search: searchCheck },
    filters: {
      status: (goal, { arg }) => `${goal}.status = ${arg('status', 'text')}`,
      archived: (goal, { arg }) => `(${goal}.archived_at is not null) = ${arg('archived', 'boolean')}`,
      tag: (goal, { arg }) => `${arg('tag', 'text')} = any (${goal}.tags)`,
      search: (goal, { arg }) => `position(lower(${arg('search', 'text')}) in lower(${goal}.title)) > 0`,
    },
    order: [{ sql: (goal) => `${goal}.id`, type: 'uuid', descending: true }],
  })
  goals(
    @Args() _page: PageArgs,
    @Args('status', {
      type: () => GoalStatusEnum,
      nullable: true,
      description: 'Only goals that stand there.',
    })
    _status?: GoalStatus,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'True for the goals that were archived, false for those that were not.',
    })
    _archived?: boolean,
    @Args('tag', { type: () => String, nullable: true, description: 'Only goals with this tag.' })
    _tag?: string,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'Only goals whose title holds these letters, in whatever case.',
    })
    _search?: string,
  ): object {
    return declared();
  }
}

/** The long lists of a goal. */
@Resolver(() => Goal)
export class GoalLists {
  @Page(() => GoalProgressConnection, {
    description:
      'The progress updates that stand, of all segments, latest first; corrected ones are behind `corrects`.',
    on: (goal, update) => `${update}.goal_id = ${goal}.id and ${standing(update)}`,
    order: [
      { sql: (update) => `${update}.at`, type: 'timestamptz', descending: true },
      { sql: (update) => `${update}.id`, type: 'uuid', descending: true },
    ],
  })
  progressUpdates(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => GoalRevisionConnection, {
    description: 'What was changed of the goal, latest first.',
    on: (goal, revision) => `${revision}.goal_id = ${goal}.id`,
    order: [
      { sql: (revision) => `${revision}.version`, type: 'int', descending: true },
      { sql: (revision) => `${revision}.id`, type: 'uuid', descending: true },
    ],
  })
  revisions(@Args() _page: PageArgs): object {
    return declared();
  }
}

@Resolver(() => GoalMilestone)
export class MilestoneGoal {
  @One(() => Goal, {
    description: 'The goal that it leads to.',
    on: (milestone, goal) => `${goal}.id = ${milestone}.goal_id`,
  })
  goal(): Goal {
    return declared();
  }
}

@Resolver(() => GoalProgress)
export class ProgressGoal {
  @One(() => Goal, {
    description: 'The goal that it was made on.',
    on: (update, goal) => `${goal}.id = ${update}.goal_id`,
  })
  goal(): Goal {
    return declared();
  }
}
