import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Computed, Reads, Stored } from '../graphql/read/declare.js';
import type { GoalKind } from './goal.entity.js';
import type { GoalMeasure } from './goal.progress.js';
import type { GoalHorizon } from './goal.smart.js';
import { GoalHorizonEnum, GoalKindEnum, GoalMeasureEnum } from './goals.enums.graphql.js';

/** As many as there are. */
export const TEMPLATES_MAX = 16;

@ObjectType({ description: 'A step of a goal to begin with.' })
export class GoalTemplateMilestone {
  @Field(() => String, { description: 'What is to be done.' })
  title: string;

  @Field(() => Int, { description: 'By when: days from the day on which the goal is begun.' })
  days: number;
}

@Reads('app.goal_templates()', {
  description:
    'A goal to begin with: what `createGoal` takes, filled in, to be changed to one’s own words. With its dates set it is measurable and timely.',
})
export class GoalTemplate {
  @Stored(() => GoalKindEnum, { description: 'What it is about.' })
  kind: GoalKind;

  @Stored(() => GoalHorizonEnum, { description: 'How far it reaches.' })
  horizon: GoalHorizon;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => String, { description: 'What one would be seen doing.' })
  behaviour: string;

  @Stored(() => GoalMeasureEnum, { description: 'How progress is measured.' })
  measure: GoalMeasure;

  @Stored(() => String, { nullable: true, description: 'The unit; null where the measure needs none.' })
  unit: string | null;

  @Stored(() => Float, { nullable: true, description: 'Where it starts; of GAS the level, −2 or −1.' })
  baseline: number | null;

  @Stored(() => Float, {
    nullable: true,
    description: 'Where it ends; null where the measure has no target.',
  })
  target: number | null;

  @Stored(() => [String], {
    nullable: true,
    description: 'Of GAS the texts of the levels −2 to +2, in this order; null for other measures.',
  })
  levels: string[] | null;

  @Stored(() => Int, { nullable: true, description: 'Of GAS how much it matters, 1 to 3.' })
  importance: number | null;

  @Stored(() => Int, { nullable: true, description: 'Of GAS how hard it is, 1 to 3.' })
  difficulty: number | null;

  @Stored(() => String, { nullable: true, description: 'Who or what could help.' })
  support: string | null;

  @Stored(() => Int, {
    description: 'By when it is to be reached: days from the day on which it is begun.',
  })
  days: number;

  @Computed<{ milestones: GoalTemplateMilestone[] }>(() => [GoalTemplateMilestone], {
    description: 'The steps on the way, in their order.',
    needs: (template) => ({ milestones: `${template}.milestones` }),
    compute: ({ milestones }) => milestones,
  })
  milestones: GoalTemplateMilestone[];
}
