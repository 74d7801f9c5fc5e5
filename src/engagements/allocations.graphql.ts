import { ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import {
  allocationEntryKinds,
  type AllocationEntryEntity,
  type AllocationEntryKind,
} from './allocation-entry.entity.js';
import {
  allocationUnits,
  type AllocationBalanceEntity,
  type AllocationEntity,
  type AllocationUnit,
} from './allocation.entity.js';

/** Far beyond what anybody grants; what a mistyped zero makes is refused. */
export const MAX_GRANT = 100_000;
const MAX_REASON = 200;

export const amountCheck = z.number().min(1).max(MAX_GRANT);
export const grantReasonCheck = z.string().trim().min(1).max(MAX_REASON);

export const AllocationUnitEnum = enumOf(allocationUnits);
registerEnumType(AllocationUnitEnum, {
  name: 'AllocationUnit',
  description: 'What an allocation counts.',
  valuesMap: {
    SESSIONS: { description: 'Sessions, whatever their length.' },
    MINUTES: { description: 'The minutes of sessions, as they were booked.' },
  },
});

export const AllocationEntryKindEnum = enumOf(allocationEntryKinds);
registerEnumType(AllocationEntryKindEnum, {
  name: 'AllocationEntryKind',
  description: 'What an entry of the ledger does to the balance.',
  valuesMap: {
    GRANT: { description: 'An admin gave it: left grows.' },
    CARRY: { description: 'Was left of the engagement that this one follows: left grows.' },
    HOLD: { description: 'A session was booked: from left to held.' },
    CONSUME: { description: 'It was held, missed or cancelled late: from held to used.' },
    RELEASE: { description: 'It was cancelled in time or by the coach: from held back to left.' },
    EXPIRE: { description: 'Its time was over, or it went on in another engagement: left shrinks.' },
    REVERSE: { description: 'Takes a GRANT back, or a CONSUME: from used back to left.' },
  },
});

@Reads('allocation_balances', {
  description:
    'What of an allocation is left, held for booked sessions, and used. Always the sum of the entries, never below zero.',
})
export class AllocationBalance implements Pick<AllocationBalanceEntity, 'held' | 'used'> {
  @Stored(() => Int, {
    column: 'remaining',
    description: 'What can still be booked, in the unit of the allocation.',
  })
  left: number;

  @Stored(() => Int, { description: 'What booked sessions will use, in the unit of the allocation.' })
  held: number;

  @Stored(() => Int, { description: 'What was used up, in the unit of the allocation.' })
  used: number;
}

@Reads('allocation_entries', {
  idKind: 'allocation-entry',
  description: 'A line of the ledger; never changed.',
})
export class AllocationEntry implements Pick<AllocationEntryEntity, 'kind' | 'amount' | 'reason'> {
  @Id('allocation-entry')
  id: string;

  @Stored(() => AllocationEntryKindEnum, { description: 'What it does to the balance.' })
  kind: AllocationEntryKind;

  @Stored(() => Int, { description: 'How much, in the unit of the allocation; always above zero.' })
  amount: number;

  @Sql(() => ID, {
    nullable: true,
    description: 'Id of the session that it is about; null for a GRANT, CARRY or EXPIRE.',
    sql: (entry) => `'session_' || ${entry}.session_id`,
  })
  sessionId: string | null;

  @Stored(() => String, { nullable: true, description: 'Why, where that was said.' })
  reason: string | null;

  @One(() => Member, {
    nullable: true,
    description: 'Who caused it; null for the passage of time, and where you do not see that member.',
    on: (entry, member) => `${member}.id = ${entry}.member_id`,
  })
  member: Member | null;

  @Stored(() => Instant, { description: 'When it was written.' })
  at: string;
}

export const AllocationEntryConnection = connectionOf(AllocationEntry, 'entries');

@Reads('allocations', {
  idKind: 'allocation',
  description:
    'What the organization grants a client for an engagement. An engagement without one has no limit.',
})
export class Allocation implements Pick<AllocationEntity, 'unit' | 'granted' | 'expiresOn' | 'version'> {
  @Id('allocation')
  id: string;

  @Stored(() => AllocationUnitEnum, { description: 'What it counts.' })
  unit: AllocationUnit;

  @Stored(() => Int, {
    description:
      'What was granted in all, in the unit; what went on from an earlier engagement was granted there.',
  })
  granted: number;

  @Stored(() => LocalDate, {
    nullable: true,
    description:
      'The last day, where the client is, on which it can be used: what is left then expires, what is held does not. Null for no end.',
  })
  expiresOn: string | null;

  @One(() => AllocationBalance, {
    nullable: true,
    description: 'What is left, held and used, for the two sides; null for an admin.',
    on: (allocation, balance) => `${balance}.id = ${allocation}.id`,
  })
  balance: AllocationBalance | null;

  @Stored(() => Int, { description: 'Grows with every change.' })
  version: number;
}

@InputType({ description: 'What is granted for an engagement as it is proposed.' })
export class AllocationInput {
  @Input(() => AllocationUnitEnum, { description: 'What it counts; it stays so.' })
  unit: AllocationUnit;

  @Input(() => Int, { check: amountCheck, description: `How much, in the unit; 1 to ${MAX_GRANT}.` })
  amount: number;

  @Input(() => LocalDate, {
    nullable: true,
    description: 'The last day, where the client is, on which it can be used; left out for no end.',
  })
  expiresOn?: string | null;
}

@InputType({ description: 'More of an allocation, or the first of it.' })
export class GrantInput {
  @Input(() => AllocationUnitEnum, {
    nullable: true,
    description: 'What the allocation counts: needed for the first grant; later it is left out or the same.',
  })
  unit?: AllocationUnit | null;

  @Input(() => Int, { check: amountCheck, description: `How much, in the unit; 1 to ${MAX_GRANT}.` })
  amount: number;

  @Input(() => String, { check: grantReasonCheck, description: `Why; at most ${MAX_REASON} letters.` })
  reason: string;
}
