import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { Client } from '../clients/clients.graphql.js';
import type { Keys } from '../db/keys.js';
import { connectionOf } from '../graphql/connections.js';
import { Computed, Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { answersPlace, readAnswers } from './check-in.answers.js';
import type { CheckInEntity, CheckInStatus, CheckInTrigger } from './check-in.entity.js';
import { DISCARDABLE_HOURS } from './check-in.schedule.js';
import { ANSWER_MAX } from './check-in.scoring.js';
import { CheckInScores } from './check-in-scores.graphql.js';
import { CheckInStatusEnum, CheckInTriggerEnum } from './check-ins.enums.graphql.js';
import { Instrument } from './instruments.graphql.js';

@ObjectType({ description: 'The answer to an item.' })
export class CheckInAnswer {
  @Field(() => Int, { description: 'The position of the item in the instrument.' })
  position: number;

  @Field(() => Int, { description: 'From 0 never to 4 always, as it was given.' })
  answer: number;
}

interface SealedAnswers extends Record<string, unknown> {
  sealed: string;
  orgId: string;
  rowId: string;
  key: string | null;
}

@Reads('check_in_answers', {
  description: 'What a client answered; encrypted at rest, and nobody else’s to see, ever.',
})
export class CheckInAnswers {
  @Computed<SealedAnswers>(() => [CheckInAnswer], {
    description: 'The answers given, in the order of the items; those left out are not among them.',
    needs: (row) => ({
      sealed: `${row}.answers`,
      orgId: `${row}.org_id`,
      rowId: `${row}.id`,
      key: `(select encode(k.wrapped, 'hex') from data_keys k where k.org_id = ${row}.org_id and k.id = split_part(${row}.answers, '.', 2)::uuid)`,
    }),
    compute: (row, { keys }) => opened(row, keys),
  })
  given: CheckInAnswer[];
}

function opened({ sealed, orgId, rowId, key }: SealedAnswers, keys: Keys): CheckInAnswer[] {
  const text = keys.open(sealed, Buffer.from(key ?? '', 'hex'), { ...answersPlace, orgId, rowId });
  return [...readAnswers(text)]
    .map(([position, answer]) => ({ position, answer }))
    .toSorted((a, b) => a.position - b.position);
}

@Reads('check_ins', {
  idKind: 'check-in',
  description:
    'A look at how stuck one is. The client sees all of theirs; with consent to CHECK_INS the coach sees those that are submitted, and never an answer.',
})
export class CheckIn implements Pick<CheckInEntity, 'trigger' | 'status' | 'version'> {
  @Id('check-in')
  id: string;

  @One(() => Client, {
    description: 'Whose check-in it is.',
    on: (checkIn, client) => `${client}.id = ${checkIn}.client_id`,
  })
  client: Client;

  @One(() => Instrument, {
    description: 'The items that it is answered by.',
    on: (checkIn, instrument) => `${instrument}.id = ${checkIn}.instrument_id`,
  })
  instrument: Instrument;

  @Stored(() => CheckInTriggerEnum, { description: 'Why there is one.' })
  trigger: CheckInTrigger;

  @Stored(() => CheckInStatusEnum, { description: 'Where it stands.' })
  status: CheckInStatus;

  @Stored(() => Instant, { description: 'Since when it waits for the client.' })
  openedAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was started; null before.' })
  startedAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was submitted; null before.' })
  submittedAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was taken back; null where it was not.' })
  discardedAt: string | null;

  @Sql(() => Instant, {
    nullable: true,
    description:
      'Until when it can be discarded: 24 hours after it was submitted; null unless it is submitted.',
    sql: (checkIn) =>
      `case when ${checkIn}.status = 'SUBMITTED' then ${checkIn}.submitted_at + interval '${DISCARDABLE_HOURS} hours' end`,
  })
  discardableUntil: string | null;

  @One(() => CheckInAnswers, {
    nullable: true,
    description: 'What was answered so far; null before the first answer, and for everybody but the client.',
    on: (checkIn, answers) => `${answers}.client_id = ${checkIn}.client_id and ${answers}.id = ${checkIn}.id`,
  })
  answers: CheckInAnswers | null;

  @One(() => CheckInScores, {
    nullable: true,
    description: 'What came of it; null unless it is submitted, and for a coach without consent.',
    on: (checkIn, scores) => `${scores}.client_id = ${checkIn}.client_id and ${scores}.id = ${checkIn}.id`,
  })
  scores: CheckInScores | null;

  @Stored(() => Int, { description: 'Grows with every step and every saved answer.' })
  version: number;
}

export const CheckInConnection = connectionOf(CheckIn, 'check-ins');

@InputType({ description: 'An answer to save.' })
export class CheckInAnswerInput {
  @Input(() => Int, { description: 'The position of the item in the instrument, from 1.' })
  position: number;

  @Input(() => Int, {
    nullable: true,
    check: z.int().min(0).max(ANSWER_MAX),
    description: 'From 0 never to 4 always; null takes the answer back.',
  })
  answer?: number | null;
}
