import { ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { Coach } from '../coaches/coaches.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import { Id, Input, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { AgreementClausesInput } from './agreements.graphql.js';
import { AllocationInput } from './allocations.graphql.js';
import { engagementStatuses, type EngagementEntity, type EngagementStatus } from './engagement.entity.js';

export const EngagementStatusEnum = enumOf(engagementStatuses);
registerEnumType(EngagementStatusEnum, {
  name: 'EngagementStatus',
  description: 'Where an engagement stands.',
  valuesMap: {
    PROPOSED: {
      description: 'Waits for the signatures of both sides; the coach sees no data of the client yet.',
    },
    ACTIVE: { description: 'Both have signed.' },
    PAUSED: { description: 'Rests; sessions are not booked meanwhile.' },
    COMPLETED: { description: 'Came to its end.' },
    ENDED_EARLY: { description: 'Ended before its time, or was never signed.' },
  },
});

export const endings = ['COMPLETED', 'ENDED_EARLY'] as const satisfies EngagementStatus[];
export const EngagementEndingEnum = enumOf(endings);
registerEnumType(EngagementEndingEnum, {
  name: 'EngagementEnding',
  description: 'How an engagement ends.',
  valuesMap: {
    COMPLETED: { description: 'It came to its end.' },
    ENDED_EARLY: { description: 'It ends before its time, or is not wanted.' },
  },
});

@Reads('engagements', { idKind: 'engagement', description: 'A coach and a client who work together.' })
export class Engagement implements Pick<
  EngagementEntity,
  'startsOn' | 'endsOn' | 'paid' | 'status' | 'version'
> {
  @Id('engagement')
  id: string;

  @One(() => Coach, {
    description: 'Who coaches.',
    on: (engagement, coach) => `${coach}.id = ${engagement}.coach_id`,
  })
  coach: Coach;

  @One(() => Client, {
    nullable: true,
    description: 'Who is coached; null for a coach once the engagement is over.',
    on: (engagement, client) => `${client}.id = ${engagement}.client_id`,
  })
  client: Client | null;

  @Stored(() => LocalDate, { description: 'The first day.' })
  startsOn: string;

  @Stored(() => LocalDate, { nullable: true, description: 'The last day; null while open-ended.' })
  endsOn: string | null;

  @Stored(() => Boolean, { description: 'Whether the coach is paid; false for pro bono.' })
  paid: boolean;

  @Stored(() => EngagementStatusEnum, { description: 'Where it stands.' })
  status: EngagementStatus;

  @Stored(() => Instant, { nullable: true, description: 'When the coach signed; null until then.' })
  coachSignedAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When the client signed; null until then.' })
  clientSignedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change.' })
  version: number;
}

export const EngagementConnection = connectionOf(Engagement, 'engagements');

@InputType({ description: 'An engagement to propose to a coach and a client.' })
export class ProposeEngagementInput {
  @Input(() => ID, { check: id('coach'), description: 'Id of the coach.' })
  coachId: string;

  @Input(() => ID, { check: id('client'), description: 'Id of the client.' })
  clientId: string;

  @Input(() => LocalDate, { description: 'The first day.' })
  startsOn: string;

  @Input(() => LocalDate, { nullable: true, description: 'The last day, where there is one.' })
  endsOn?: string | null;

  @Input(() => Boolean, { defaultValue: true, description: 'Whether the coach is paid.' })
  paid: boolean;

  @Input(() => AllocationInput, {
    nullable: true,
    description: 'What is granted; left out for no limit. It can be granted later.',
  })
  allocation?: AllocationInput | null;

  @Input(() => AgreementClausesInput, {
    nullable: true,
    description: 'What is agreed on with the first signatures; what is left out is as usual.',
  })
  clauses?: AgreementClausesInput | null;
}
