import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReportKind } from './report.entity.js';

/** What a report is made from, fixed once; it has the report's id. */
@Entity('report_snapshots')
export class ReportSnapshotEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'recipient_id' })
  recipientId: string;

  /** Its report's: who may still see it follows from that. */
  @Column('text')
  kind: ReportKind;

  /** Everybody whom the snapshot speaks of by name: a caseload is there only for a coach who may still see them all. */
  @Column('uuid', { name: 'client_ids', array: true })
  clientIds: string[];

  /** The engagements that a log of hours names: it is there only while all these clients let it name them. */
  @Column('uuid', { name: 'engagement_ids', array: true })
  engagementIds: string[];

  /** The snapshot of its kind as JSON, sealed. */
  @Column('text')
  sealed: string;

  @Column({ type: 'timestamptz', name: 'taken_at', precision: 3 })
  takenAt: Date;
}
