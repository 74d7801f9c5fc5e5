import { Args, ID, Resolver } from '@nestjs/graphql';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne } from '../graphql/read/declare.js';
import type { FirstWeekStepName } from './first-week.entity.js';
import { FirstWeekStepEnum } from './first-week.graphql.js';
import { FirstWeekService } from './first-week.service.js';
import { Week } from './week.graphql.js';

const CLIENT = ['CLIENT'] as const;

@Resolver()
export class WeekResolver {
  constructor(private readonly firstWeek: FirstWeekService) {}

  @ReadOne(() => Week, {
    description:
      'Your week: what is due, what slipped, momentum, where you are stuck with the next step, wins, the next session; at first with the path of the first week.',
    allow: CLIENT,
    where: (week) => `${week}.id = (select app.member_id())`,
  })
  myWeek(): Week {
    return declared();
  }

  @ReadOne(() => Week, {
    description:
      'The week of a client whom you coach, as far as you may see it; null where both have not signed, or it is over.',
    allow: ['COACH'],
    args: { clientId: id('client') },
    where: (week, { arg }) =>
      `${week}.id = ${arg('clientId', 'uuid')} and ${week}.id = any ((select app.client_ids('goals'))::uuid[])`,
  })
  clientWeek(
    @Args('clientId', { type: () => ID, description: 'Id of the client.' }) _clientId: string,
  ): Week {
    return declared();
  }

  @Action(() => Week, {
    description: 'Leaves a step of the first week out; it can still be done. Skipping it twice is no error.',
    allow: CLIENT,
  })
  skipFirstWeekStep(
    @Args('step', { type: () => FirstWeekStepEnum, description: 'Which one.' }) step: FirstWeekStepName,
  ): Promise<{ id: string }> {
    return this.firstWeek.skip(step);
  }

  @Action(() => Week, {
    description: 'Leaves the path of the first week, at whichever step. Leaving it twice is no error.',
    allow: CLIENT,
  })
  leaveFirstWeek(): Promise<{ id: string }> {
    return this.firstWeek.leave();
  }

  @Action(() => Week, {
    description: 'Takes the path of the first week up again, as long as the first week lasts.',
    allow: CLIENT,
  })
  returnToFirstWeek(): Promise<{ id: string }> {
    return this.firstWeek.comeBack();
  }
}
