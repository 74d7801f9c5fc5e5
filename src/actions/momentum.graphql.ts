import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { enumOf } from '../graphql/enums.js';
import { LocalDate } from '../graphql/scalars.js';
import type { WeekOffKind } from './commitment.entity.js';
import { WeekOffKindEnum } from './commitments.graphql.js';
import { freshStarts, QUIET_DAYS, type FreshStart, type RestartOffer as Offer } from './fresh-start.js';
import type { MomentumFigures } from './momentum.sql.js';
import type { WeekRecord } from './momentum.js';

export const FreshStartEnum = enumOf(freshStarts);
registerEnumType(FreshStartEnum, {
  name: 'FreshStart',
  description: 'A day that makes beginning anew easy.',
  valuesMap: {
    NEW_ROLE: { description: 'One of the first seven days in a new role.' },
    MONTH_START: { description: 'The first day of a month.' },
    MONDAY: { description: 'The first day of a week.' },
  },
});

@ObjectType({ description: 'One ISO week of a client, Monday to Sunday in their zone.' })
export class MomentumWeek implements WeekRecord {
  @Field(() => LocalDate, { description: 'Its Monday.' })
  weekOn: string;

  @Field(() => Int, { description: 'Actions that the client did in it.' })
  done: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Actions that the client meant to do in it; null without a commitment.',
  })
  commitment: number | null;

  @Field(() => WeekOffKindEnum, {
    nullable: true,
    description: 'Why it does not count; null where it does, given a commitment.',
  })
  off: WeekOffKind | null;
}

@ObjectType({ description: 'After a quiet time: an offer to begin anew, today.' })
export class RestartOffer implements Offer {
  @Field(() => FreshStartEnum, { description: 'What makes today a good day for it.' })
  freshStart: FreshStart;

  @Field(() => Int, {
    description: 'Actions a week to commit to: half of what was meant, at least one, so that it is easy.',
  })
  suggestedCommitment: number;
}

@ObjectType({ description: 'How steadily a client acts, against what they mean to do every week.' })
export class Momentum implements MomentumFigures {
  @Field(() => Float, {
    nullable: true,
    description:
      '0 to 100, to one decimal: 100·Σ wᵢ·min(1, doneᵢ/targetᵢ) / Σ wᵢ over 12 ISO weeks, w = 0.8ⁱ, i = 0 this week. Of this week only f = days begun/7 counts: target f·commitment, weight f. Weeks without a commitment, of leave or of grace leave both sums. Null when nothing is left.',
  })
  score: number | null;

  @Field(() => [MomentumWeek], { description: 'The 12 weeks, this one first.' })
  weeks: MomentumWeek[];

  @Field(() => Int, {
    description:
      'In how many of the `countedWeeks` the client did something. It never falls to zero because of one week.',
  })
  activeWeeks: number;

  @Field(() => Int, {
    description:
      'Of the last 8 weeks those that count: since the client began, no weeks off, and this one only once something was done in it.',
  })
  countedWeeks: number;

  @Field(() => RestartOffer, {
    nullable: true,
    description: `When nothing was done for ${QUIET_DAYS} days and today is a fresh start; null otherwise, and in a week off.`,
  })
  restart: RestartOffer | null;
}
