import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import {
  DEFAULT_CLAUSES,
  MAX_LATE_CANCEL_HOURS,
  MAX_RETENTION_MONTHS,
  permissions,
} from './agreement.clauses.js';
import { agreementStatuses, type AgreementEntity, type AgreementStatus } from './agreement.entity.js';

export const AgreementStatusEnum = enumOf(agreementStatuses);
registerEnumType(AgreementStatusEnum, {
  name: 'AgreementStatus',
  description: 'Where a version of an agreement stands.',
  valuesMap: {
    PROPOSED: { description: 'Waits for signatures; what was in force before still is.' },
    IN_FORCE: {
      description: 'Holds now. What happens is judged by the version in force when it was agreed upon.',
    },
    SUPERSEDED: { description: 'Held until another version came into force.' },
    WITHDRAWN: { description: 'Never came into force: somebody declined, or the engagement ended before.' },
  },
});

export const PermissionEnum = enumOf(permissions);
registerEnumType(PermissionEnum, {
  name: 'AgreementPermission',
  description: 'A clause that the client takes back alone.',
  valuesMap: {
    NAMES_IN_ATTENDANCE: { description: 'That admins see by name who came to a session.' },
    RECORDING: { description: 'That recordings of sessions are kept.' },
  },
});

@Reads('agreements', {
  idKind: 'agreement',
  description:
    'One version of what the client, the coach and the organization agree on. What it says never changes: a change is a new version, which holds once all three have signed.',
})
export class Agreement implements Pick<
  AgreementEntity,
  'number' | 'namesInAttendance' | 'recording' | 'retentionMonths' | 'lateCancelHours' | 'status' | 'narrowed'
> {
  @Id('agreement')
  id: string;

  @Stored(() => Int, { description: 'Counts the versions of an engagement; 1 is what it began with.' })
  number: number;

  @Stored(() => Boolean, {
    description:
      'Whether admins see by name who came to a session. It shows a session only where the version under which it was booked and the one in force both say so.',
  })
  namesInAttendance: boolean;

  @Stored(() => Boolean, {
    description:
      'Whether recordings of sessions are kept. One can be opened only where the version under which its session was booked and the one in force both say so.',
  })
  recording: boolean;

  @Stored(() => Int, {
    description: 'How many months the coach keeps notes once the engagement is over.',
  })
  retentionMonths: number;

  @Stored(() => Int, {
    description:
      'A client who cancels with less notice than these hours uses up what was held for the session; 0: never.',
  })
  lateCancelHours: number;

  @Stored(() => AgreementStatusEnum, { description: 'Where it stands.' })
  status: AgreementStatus;

  @Stored(() => Boolean, {
    description: 'Whether it is the version before less a permission that the client took back alone.',
  })
  narrowed: boolean;

  @One(() => Member, {
    nullable: true,
    description: 'Who proposed it; null where you do not see that member, as an admin by a client.',
    on: (agreement, member) => `${member}.id = ${agreement}.proposed_by`,
  })
  proposedBy: Member | null;

  @Stored(() => Instant, { description: 'When it was proposed.' })
  proposedAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When the coach signed; null while they have not.' })
  coachSignedAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When the client signed; null while they have not.' })
  clientSignedAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When the organization signed, by one of its admins; null while it has not.',
  })
  orgSignedAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'Since when it holds or held; null while it never did.',
  })
  inForceFrom: string | null;
}

export const AgreementConnection = connectionOf(Agreement, 'agreements');

@InputType({
  description:
    'What to agree on. What is left out is, in the first agreement of an engagement, what is usual, and in a later one what is in force.',
})
export class AgreementClausesInput {
  @Input(() => Boolean, {
    nullable: true,
    description: `Whether admins see by name who came to a session; ${DEFAULT_CLAUSES.namesInAttendance} is usual.`,
  })
  namesInAttendance?: boolean | null;

  @Input(() => Boolean, {
    nullable: true,
    description: `Whether recordings of sessions may be kept; ${DEFAULT_CLAUSES.recording} is usual.`,
  })
  recording?: boolean | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(1).max(MAX_RETENTION_MONTHS),
    description: `For how many months the coach keeps notes once it is over, 1 to ${MAX_RETENTION_MONTHS}; ${DEFAULT_CLAUSES.retentionMonths} is usual.`,
  })
  retentionMonths?: number | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(0).max(MAX_LATE_CANCEL_HOURS),
    description: `With how many hours of notice a client cancels in time, 0 to ${MAX_LATE_CANCEL_HOURS}, 0 for always; ${DEFAULT_CLAUSES.lateCancelHours} is usual.`,
  })
  lateCancelHours?: number | null;
}
