import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { id } from '../graphql/ids.js';
import { Computed, declared, ReadOne } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { FreeSlot, FreeSlots } from './free-slots.graphql.js';
import { MAX_SLOTS } from './free-slots.js';
import { freeSlotNeeds, freeSlotsFrom, MAX_DAYS, type FreeSlotNeeds } from './free-slots.sql.js';

const side = (role: string, member: string) =>
  `(select app.has_role('${role}')) and ${member} = (select app.member_id())`;

@Resolver()
export class FreeSlotsResolver {
  @ReadOne(() => FreeSlots, {
    description:
      'When a session can be booked in an active engagement, as either side of it; null where there is none of yours.',
    allow: ['COACH', 'CLIENT'],
    args: { engagementId: id('engagement') },
    where: (engagement, { arg }) =>
      `${engagement}.id = ${arg('engagementId', 'uuid')} and ${engagement}.status = 'ACTIVE'` +
      ` and (${side('COACH', `${engagement}.coach_id`)} or ${side('CLIENT', `${engagement}.client_id`)})`,
  })
  freeSlots(
    @Args('engagementId', { type: () => ID, description: 'Id of the engagement.' }) _engagementId: string,
  ): FreeSlots {
    return declared();
  }
}

/** The slots themselves. */
@Resolver(() => FreeSlots)
export class SlotsOfFreeSlots {
  @Computed<FreeSlotNeeds>(() => [FreeSlot], {
    description: `In order: every full hour, half or quarter (by the coach’s step) of the coach’s clock at which the whole session is within the coach’s hours, neither side has anything until it and the coach’s buffer are over, and the coach’s notice and horizon are kept. At most ${MAX_SLOTS}, the earliest ones.`,
    args: { days: z.number().int().min(1).max(MAX_DAYS), minutes: z.number().int().min(15).max(240) },
    needs: freeSlotNeeds,
    compute: freeSlotsFrom,
  })
  slots(
    @Args('from', {
      type: () => Instant,
      nullable: true,
      description: 'Slots that start then or later; leave it out for now.',
    })
    _from: string | undefined,
    @Args('days', {
      type: () => Int,
      defaultValue: 14,
      description: `How many calendar days from then on, by the coach’s clock; 1 to ${MAX_DAYS}.`,
    })
    _days: number,
    @Args('minutes', {
      type: () => Int,
      nullable: true,
      description:
        'How long the session is to be, 15 to 240 minutes; leave it out for the coach’s usual length.',
    })
    _minutes?: number,
  ): FreeSlot[] {
    return declared();
  }
}
