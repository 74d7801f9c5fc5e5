import { Column, Entity, PrimaryColumn } from 'typeorm';

export const allocationEntryKinds = [
  'GRANT',
  'CARRY',
  'HOLD',
  'CONSUME',
  'RELEASE',
  'EXPIRE',
  'REVERSE',
] as const;
export type AllocationEntryKind = (typeof allocationEntryKinds)[number];

/** One line of the ledger, never changed. */
@Entity('allocation_entries')
export class AllocationEntryEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: AllocationEntryKind;

  /** Sessions or minutes, by the unit of the allocation. */
  @Column('integer')
  amount: number;

  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId: string | null;

  /** The hold that a CONSUME or RELEASE settles, the entry that a REVERSE takes back. */
  @Column('uuid', { name: 'entry_id', nullable: true })
  entryId: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  /** Null: the system. */
  @Column('uuid', { name: 'member_id', nullable: true })
  memberId: string | null;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}
