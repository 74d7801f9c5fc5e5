import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, Reads, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { dayCheck } from './actions.input.graphql.js';
import {
  weekOffKinds,
  type CommitmentWeekOffEntity,
  type WeeklyCommitmentEntity,
  type WeekOffKind,
} from './commitment.entity.js';

/** The most actions a week that somebody can mean to do: seven a day. */
export const COMMITMENT_MAX = 50;

export const WeekOffKindEnum = enumOf(weekOffKinds);
registerEnumType(WeekOffKindEnum, {
  name: 'WeekOffKind',
  description: 'Why a week does not count.',
  valuesMap: {
    LEAVE: { description: 'Away: holidays, illness, care.' },
    GRACE: { description: 'It just did not work out; two such weeks a quarter are everybody’s.' },
  },
});

@Reads('weekly_commitments', {
  idKind: 'weekly-commitment',
  description:
    'How many actions a week a client means to do, from a week on. What is set later takes the place of what was set before, from its week on.',
})
export class WeeklyCommitment implements Pick<WeeklyCommitmentEntity, 'fromOn'> {
  @Id('weekly-commitment')
  id: string;

  @Stored(() => LocalDate, { description: 'The Monday of the first week that it holds for.' })
  fromOn: string;

  @Stored(() => Int, {
    nullable: true,
    column: 'target',
    description: 'Actions a week; null: none is meant from then on, and the weeks do not count.',
  })
  actionsPerWeek: number | null;

  @Stored(() => Instant, { description: 'When it was set.' })
  setAt: string;
}

@Reads('commitment_weeks_off', {
  idKind: 'week-off',
  description: 'A week that does not count, neither for nor against the client.',
})
export class WeekOff implements Pick<CommitmentWeekOffEntity, 'weekOn' | 'kind'> {
  @Id('week-off')
  id: string;

  @Stored(() => LocalDate, { description: 'Its Monday.' })
  weekOn: string;

  @Stored(() => WeekOffKindEnum, { description: 'Why it does not count.' })
  kind: WeekOffKind;

  @Stored(() => Instant, { description: 'When it was taken.' })
  takenAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When it was taken back, so that it counts after all; null while it stands.',
  })
  returnedAt: string | null;
}

export const WeeklyCommitmentConnection = connectionOf(WeeklyCommitment, 'weekly commitments');
export const WeekOffConnection = connectionOf(WeekOff, 'weeks off');

@InputType({ description: 'What a client means to do, every week from one on.' })
export class CommitWeeklyInput {
  @Input(() => Int, {
    nullable: true,
    check: z.number().min(1).max(COMMITMENT_MAX),
    description: `Actions a week, 1 to ${COMMITMENT_MAX}; null or left out: none from then on.`,
  })
  actionsPerWeek?: number | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description:
      'Any day of the first week that it holds for: this one when left out, never one that is over.',
  })
  from?: string | null;
}
