import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { Engagement } from '../engagements/engagements.graphql.js';
import { id } from '../graphql/ids.js';
import { Action, Computed, declared } from '../graphql/read/declare.js';
import { GoalProgress } from './goal-progress.graphql.js';
import { GoalAttainment } from './goal-scale.graphql.js';
import type { AttainmentGoal } from './goal.attainment.js';
import { attainmentFrom, attainmentSql } from './goal.needs.js';
import { Goal } from './goals.graphql.js';
import { GoalsScaleService } from './goals.scale.service.js';

type Reference = Promise<{ id: string }>;

/** The one thing in goals that a coach writes: the word that scale and rating are right. */
@Resolver()
export class GoalsScaleResolver {
  constructor(private readonly scales: GoalsScaleService) {}

  @Action(() => Goal, {
    description:
      'Confirms the attainment scale of a goal, as its client or as their coach. Once both have confirmed the same version it is locked, and can be rated with `logProgress`. Confirming it again changes nothing.',
    allow: ['CLIENT', 'COACH'],
    args: { id: id('goal') },
  })
  confirmGoalScale(
    @Args('id', { type: () => ID, description: 'Id of the goal.' }) goalId: string,
    @Args('version', { type: () => Int, description: 'The version of the scale that you saw.' })
    version: number,
  ): Reference {
    return this.scales.confirm(goalId, version);
  }

  @Action(() => GoalProgress, {
    description:
      'Confirms the level that a client of yours rated; progress and T-score go by confirmed levels. Confirming it again changes nothing.',
    allow: ['COACH'],
    args: { id: id('goal-progress') },
  })
  confirmRating(
    @Args('id', { type: () => ID, description: 'Id of the progress update that holds the rating.' })
    progressId: string,
  ): Reference {
    return this.scales.confirmRating(progressId);
  }
}

@Resolver(() => Engagement)
export class EngagementAttainment {
  @Computed<{ goals: AttainmentGoal[] }>(() => GoalAttainment, {
    description:
      'Goal attainment over the scaled goals that both sides have confirmed in this engagement, drafts and replaced goals left out; all zero and null for who may not see them.',
    needs: (engagement) => ({ goals: attainmentSql(engagement) }),
    compute: ({ goals }) => attainmentFrom(goals),
  })
  attainment(): GoalAttainment {
    return declared();
  }
}
