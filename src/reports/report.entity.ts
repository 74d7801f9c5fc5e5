import { Column, Entity, PrimaryColumn } from 'typeorm';

export const reportKinds = ['CASELOAD'] as const;
export type ReportKind = (typeof reportKinds)[number];

export const reportStatuses = ['REQUESTED', 'BUILDING', 'READY', 'FAILED'] as const;
export type ReportStatus = (typeof reportStatuses)[number];

export const reportFailures = ['ACCESS_ENDED', 'GIVEN_UP'] as const;
export type ReportFailure = (typeof reportFailures)[number];

/** A report that somebody asked for. */
@Entity('reports')
export class ReportEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  kind: ReportKind;

  /** The member who asked for it, and the only one who may see it. */
  @Column('uuid', { name: 'recipient_id' })
  recipientId: string;

  @Column('text')
  status: ReportStatus;

  /** Percent; 100 exactly when it is ready. */
  @Column('smallint')
  progress: number;

  @Column('text', { nullable: true })
  failure: ReportFailure | null;

  @Column({ type: 'timestamptz', name: 'requested_at', precision: 3, insert: false })
  requestedAt: Date;

  @Column({ type: 'timestamptz', name: 'ready_at', precision: 3, nullable: true })
  readyAt: Date | null;

  @Column('integer')
  version: number;
}
