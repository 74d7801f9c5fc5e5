import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';
import {
  DAYS_SINCE_DONE_RED,
  divergences,
  RESCHEDULES_DAYS,
  RESCHEDULES_RED,
  type Divergence,
  type Mirror,
  type Reflected,
} from './mirror.js';

export const DivergenceEnum = enumOf(divergences);
registerEnumType(DivergenceEnum, {
  name: 'Divergence',
  description: 'How what a client feels and what they do contradict each other.',
  valuesMap: {
    FEELS_MOVING_ACTS_STUCK: {
      description: 'The latest check-in’s index is below 25, and three or four figures are red.',
    },
    FEELS_STUCK_ACTS_MOVING: {
      description: 'The latest check-in’s index is 50 or above, and no figure is red.',
    },
  },
});

@ObjectType({ description: 'A figure of the behavioural mirror.' })
export class MirrorFigure implements Reflected {
  @Field(() => Float, { description: 'The figure.' })
  value: number;

  @Field(() => Boolean, { description: 'Whether it has reached the threshold at which it is worth a talk.' })
  isRed: boolean;
}

@ObjectType({
  description:
    'What a client’s deeds look like, for the client and their coach: figures side by side, never blended into one. Actions that a coach took on do not count.',
})
export class BehaviouralMirror implements Mirror {
  @Field(() => MirrorFigure, {
    nullable: true,
    description:
      'Open actions whose day has passed, of all open actions with a day, 0 to 1; red from a third on. Null without any.',
  })
  overdueRatio: MirrorFigure | null;

  @Field(() => MirrorFigure, {
    nullable: true,
    description: `How often actions were put to another day in the last ${RESCHEDULES_DAYS} days; red from ${RESCHEDULES_RED} on. Null without any action.`,
  })
  reschedules: MirrorFigure | null;

  @Field(() => MirrorFigure, {
    nullable: true,
    description: `Days since the client last did an action, or wrote down the first where none was ever done; red from ${DAYS_SINCE_DONE_RED} on. Null without any action.`,
  })
  daysSinceDone: MirrorFigure | null;

  @Field(() => MirrorFigure, {
    nullable: true,
    description:
      'Active goals of which nothing was heard for more than two review periods, or 14 days without a review plan; red from half of the active goals on. Null without an active goal.',
  })
  staleGoals: MirrorFigure | null;

  @Field(() => DivergenceEnum, {
    nullable: true,
    description:
      'Where what is felt and what is done contradict each other; null where they agree, without a check-in, and for a coach who may not see the check-ins.',
  })
  divergence: Divergence | null;
}
