import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';
import { LocalDate } from '../graphql/scalars.js';
import { firstWeekSteps, type FirstWeekStepName } from './first-week.entity.js';
import { FIRST_WEEK_DAYS, type FirstWeekPath } from './first-week.needs.js';
import { stepStates, type StepState } from './first-week.path.js';

export const FirstWeekStepEnum = enumOf(firstWeekSteps);
registerEnumType(FirstWeekStepEnum, {
  name: 'FirstWeekStepName',
  description: 'The steps of the first week, in their order.',
  valuesMap: {
    RECOGNISE: { description: 'See how stuck you are: submit a check-in.' },
    EVALUATE: { description: 'Look at where you are: note your role, or rate an aspect of it.' },
    SET_GOAL: { description: 'Activate a goal.' },
    LEARN: {
      description: 'Learn from others: plan something to learn, enrol in a programme, or study a peer.',
    },
    ACT: { description: 'Do one small action.' },
    GROW: { description: 'Write down a setback, a question or a journal entry.' },
    COMMIT: { description: 'Commit to some actions a week, or to reviews.' },
    GET_SUPPORT: { description: 'Find support: sign with a coach, or book a session.' },
  },
});

export const StepStateEnum = enumOf(stepStates);
registerEnumType(StepStateEnum, {
  name: 'FirstWeekStepState',
  description: 'Where a step of the first week stands.',
  valuesMap: {
    DONE: { description: 'Done, whether or not it was skipped before.' },
    NEXT: { description: 'The one to offer: the first that is neither done nor skipped.' },
    OPEN: { description: 'Comes later.' },
    SKIPPED: { description: 'Left out; it can still be done at any time.' },
  },
});

@ObjectType({ description: 'A step of the first week.' })
export class FirstWeekStep {
  @Field(() => FirstWeekStepEnum, { description: 'Which one.' })
  step: FirstWeekStepName;

  @Field(() => StepStateEnum, { description: 'Where it stands.' })
  state: StepState;
}

@ObjectType({
  description: `The path of the first ${FIRST_WEEK_DAYS} days. Each step is done by doing it, in any order; it can be skipped, and the path left, at any step.`,
})
export class FirstWeek implements FirstWeekPath {
  @Field(() => [FirstWeekStep], { description: 'All steps, in their order.' })
  steps: FirstWeekStep[];

  @Field(() => LocalDate, { description: 'The last day on which it is shown, in the client’s zone.' })
  lastOn: string;
}
