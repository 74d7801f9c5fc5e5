import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne } from '../graphql/read/declare.js';
import { ANSWER_MAX } from './check-in.scoring.js';
import { CheckIn, CheckInAnswerInput } from './check-ins.graphql.js';
import { CheckInsService } from './check-ins.service.js';
import { WeeklyPulse } from './weekly-pulses.graphql.js';
import { WeeklyPulsesService } from './weekly-pulses.service.js';

type Reference = Promise<{ id: string }>;
const args = { id: id('check-in') };
const idArg = { type: () => ID, description: 'Id of the check-in.' };
const CLIENT = ['CLIENT'] as const;

/** Check-ins are their client's: only they start, answer, submit and discard them. */
@Resolver()
export class CheckInsResolver {
  constructor(
    private readonly checkIns: CheckInsService,
    private readonly pulses: WeeklyPulsesService,
  ) {}

  @ReadOne(() => CheckIn, {
    description: 'A check-in by id; null where there is none that you may see.',
    allow: ['CLIENT', 'COACH'],
    args,
    where: (checkIn, { arg }) => `${checkIn}.id = ${arg('id', 'uuid')}`,
  })
  checkIn(@Args('id', idArg) _id: string): CheckIn {
    return declared();
  }

  @Action(() => CheckIn, {
    description:
      'Starts the check-in that waits for you; without one, the first or the next that is due, or one on demand: at most one in 14 days (LIMIT_REACHED). One that is under way is answered with as it is.',
    allow: CLIENT,
  })
  startCheckIn(): Reference {
    return this.checkIns.start(new Date());
  }

  @Action(() => CheckIn, {
    description:
      'Saves answers of a check-in under way, as few or as many as you like; those not named stay. CONFLICT unless it is started and not submitted.',
    allow: CLIENT,
    args,
  })
  answerCheckIn(
    @Args('id', idArg) checkInId: string,
    @Args('answers', {
      type: () => [CheckInAnswerInput],
      description: 'The answers to save, at most 100; of several to one item the last counts.',
    })
    answers: CheckInAnswerInput[],
  ): Reference {
    return this.checkIns.answer(checkInId, answers);
  }

  @Action(() => CheckIn, {
    description:
      'Hands in a check-in under way with the answers saved, INVALID_INPUT where there is none; its scores and labels are worked out at once and stay. CONFLICT unless it is started and not submitted.',
    allow: CLIENT,
    args,
  })
  submitCheckIn(@Args('id', idArg) checkInId: string): Reference {
    return this.checkIns.submit(checkInId, new Date());
  }

  @Action(() => CheckIn, {
    description:
      'Takes back a check-in within 24 hours of submitting it: it stays in your list as discarded and counts for nothing. CONFLICT later, and unless it is submitted.',
    allow: CLIENT,
    args,
  })
  discardCheckIn(@Args('id', idArg) checkInId: string): Reference {
    return this.checkIns.discard(checkInId, new Date());
  }

  @Action(() => WeeklyPulse, {
    description:
      'Says how stuck this week feels, the ISO week where you are; saying it again within the week replaces it.',
    allow: CLIENT,
    args: { felt: z.int().min(0).max(ANSWER_MAX) },
  })
  recordPulse(
    @Args('felt', { type: () => Int, description: 'From 0 not at all to 4 completely.' }) felt: number,
  ): Reference {
    return this.pulses.record(felt, new Date());
  }
}
