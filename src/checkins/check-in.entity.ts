import { Column, Entity, PrimaryColumn } from 'typeorm';

export const checkInTriggers = ['INTAKE', 'SCHEDULED', 'ON_DEMAND', 'EXIT'] as const;
export type CheckInTrigger = (typeof checkInTriggers)[number];

export const checkInStatuses = ['DUE', 'STARTED', 'SUBMITTED', 'DISCARDED'] as const;
export type CheckInStatus = (typeof checkInStatuses)[number];

/** That a client looks at how stuck they are. At most one waits for a client (`DUE`, `STARTED`). */
@Entity('check_ins')
export class CheckInEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'instrument_id' })
  instrumentId: string;

  @Column('text')
  trigger: CheckInTrigger;

  /** The engagement whose closing opened it. */
  @Column('uuid', { name: 'engagement_id', nullable: true })
  engagementId: string | null;

  @Column('text')
  status: CheckInStatus;

  @Column({ type: 'timestamptz', name: 'opened_at', precision: 3 })
  openedAt: Date;

  /** When a reminder was planned. */
  @Column({ type: 'timestamptz', name: 'announced_at', precision: 3, nullable: true })
  announcedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'started_at', precision: 3, nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'submitted_at', precision: 3, nullable: true })
  submittedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'discarded_at', precision: 3, nullable: true })
  discardedAt: Date | null;

  @Column('integer')
  version: number;
}
