import { Column, Entity, PrimaryColumn } from 'typeorm';

export const allocationUnits = ['SESSIONS', 'MINUTES'] as const;
export type AllocationUnit = (typeof allocationUnits)[number];

/** What was granted for an engagement; one without has no limit. Has the id of the engagement. */
@Entity('allocations')
export class AllocationEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  unit: AllocationUnit;

  @Column('integer')
  granted: number;

  /** `YYYY-MM-DD`, the last day in the client's zone on which it can be used. */
  @Column('date', { name: 'expires_on', nullable: true })
  expiresOn: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** What of it is left, held and used: follows the entries, in the database. */
@Entity('allocation_balances')
export class AllocationBalanceEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('integer')
  remaining: number;

  @Column('integer')
  held: number;

  @Column('integer')
  used: number;
}
