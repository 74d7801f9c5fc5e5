import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a report is made from, fixed once; it has the report's id. */
@Entity('report_snapshots')
export class ReportSnapshotEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'recipient_id' })
  recipientId: string;

  /** Everybody whom the snapshot speaks of: it is there only for a coach who may still see them all. */
  @Column('uuid', { name: 'client_ids', array: true })
  clientIds: string[];

  /** A `CaseloadSnapshot` as JSON, sealed. */
  @Column('text')
  sealed: string;

  @Column({ type: 'timestamptz', name: 'taken_at', precision: 3 })
  takenAt: Date;
}
