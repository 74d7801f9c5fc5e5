import { Float, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { Engagement } from '../engagements/engagements.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { allianceStatuses, type AlliancePulseEntity, type AllianceStatus } from './alliance-pulse.entity.js';

/** After every so many sessions held the client is asked. */
export const PULSE_EVERY = 4;

/** Our own words, each answered from 0, not at all, to 10, fully. */
const ITEMS = {
  goals: 'We work on what matters to me.',
  way: 'The way we work suits me.',
  bond: 'I can say what I think here, and it is heard.',
};

export const AllianceStatusEnum = enumOf(allianceStatuses);
registerEnumType(AllianceStatusEnum, {
  name: 'AllianceStatus',
  description: 'Where an alliance pulse stands.',
  valuesMap: {
    DUE: { description: 'Waits for the client.' },
    ANSWERED: { description: 'The client answered.' },
    SKIPPED: { description: 'The client did not want to answer.' },
    LAPSED: { description: 'The next one was asked for before the client answered.' },
  },
});

const answer = (item: string) => `“${item}” From 0, not at all, to 10, fully; null until answered.`;

@Reads('alliance_pulses', {
  idKind: 'alliance-pulse',
  description: `How a client finds the work with a coach: three items, asked after every ${PULSE_EVERY}th session held. For the two alone, never the organization.`,
})
export class AlliancePulse implements Pick<
  AlliancePulseEntity,
  'heldCount' | 'status' | 'goals' | 'way' | 'bond' | 'ruptureRisk'
> {
  @Id('alliance-pulse')
  id: string;

  @One(() => Engagement, {
    description: 'The engagement that it is about.',
    on: (pulse, engagement) => `${engagement}.id = ${pulse}.engagement_id`,
  })
  engagement: Engagement;

  @Stored(() => Int, { description: 'After how many sessions held it was asked for.' })
  heldCount: number;

  @Stored(() => AllianceStatusEnum, { description: 'Where it stands.' })
  status: AllianceStatus;

  @Sql(() => [String], {
    description: 'What is asked, in the order goals, way, bond.',
    sql: () => `array['${Object.values(ITEMS).join(`', '`)}']`,
  })
  questions: string[];

  @Stored(() => Int, { nullable: true, description: answer(ITEMS.goals) })
  goals: number | null;

  @Stored(() => Int, { nullable: true, description: answer(ITEMS.way) })
  way: number | null;

  @Stored(() => Int, { nullable: true, description: answer(ITEMS.bond) })
  bond: number | null;

  @Stored(() => Float, {
    nullable: true,
    description: 'The mean of the three, 0 to 10, to two decimals; null until answered.',
  })
  mean: number | null;

  @Stored(() => Boolean, {
    nullable: true,
    description:
      'Whether it is time to talk about the work itself: this mean lies 2 or more below the median of at least two earlier ones, or this one and the one before are both below 6. Null until answered.',
  })
  ruptureRisk: boolean | null;

  @Stored(() => Instant, { description: 'When it was asked for.' })
  askedAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When it was answered, skipped or lapsed; null while it is due.',
  })
  settledAt: string | null;
}

export const AlliancePulseConnection = connectionOf(AlliancePulse, 'alliance pulses');

const answerCheck = z.number().min(0).max(10);
const FROM_TO = 'From 0, not at all, to 10, fully.';

@InputType({ description: 'The answers to an alliance pulse.' })
export class AlliancePulseInput {
  @Input(() => Int, { check: answerCheck, description: `“${ITEMS.goals}” ${FROM_TO}` })
  goals: number;

  @Input(() => Int, { check: answerCheck, description: `“${ITEMS.way}” ${FROM_TO}` })
  way: number;

  @Input(() => Int, { check: answerCheck, description: `“${ITEMS.bond}” ${FROM_TO}` })
  bond: number;
}
