import { Field, ObjectType } from '@nestjs/graphql';
import { Reads, Sql } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { Slot } from './free-slots.js';

const local = 'YYYY-MM-DDTHH:MM. In the night in which clocks are set back, an hour is shown twice.';

@ObjectType({ description: 'A time at which a session can be booked.' })
export class FreeSlot implements Slot {
  @Field(() => Instant, { description: 'When it would start.' })
  startsAt: string;

  @Field(() => Instant, { description: 'When it would end.' })
  endsAt: string;

  @Field(() => String, { description: `What the coach’s clock shows at its start, as ${local}` })
  coachLocal: string;

  @Field(() => String, { description: `What the client’s clock shows at its start, as ${local}` })
  clientLocal: string;
}

@Reads('engagements', {
  description:
    'When the two sides of an engagement can meet, as far as both are free. It tells neither why a time is not.',
})
export class FreeSlots {
  @Sql(() => String, {
    description: 'The zone whose clock the coach’s hours are on.',
    sql: (engagement, { asOf }) => `app.coach_offer(${engagement}.coach_id, ${asOf()}, ${asOf()}) ->> 'zone'`,
  })
  coachZone: string;

  @Sql(() => String, {
    description: 'The zone of the client.',
    sql: (engagement) =>
      `select m.time_zone from members m where m.org_id = ${engagement}.org_id and m.id = ${engagement}.client_id`,
  })
  clientZone: string;
}
