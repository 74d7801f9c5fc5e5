import { Column, Entity, PrimaryColumn } from 'typeorm';

export const reportKinds = ['CASELOAD', 'COACH_HOURS', 'CLOSING'] as const;
export type ReportKind = (typeof reportKinds)[number];

export const reportStatuses = ['REQUESTED', 'BUILDING', 'READY', 'FAILED'] as const;
export type ReportStatus = (typeof reportStatuses)[number];

export const reportFailures = ['ACCESS_ENDED', 'GIVEN_UP'] as const;
export type ReportFailure = (typeof reportFailures)[number];

/** A report that somebody asked for, or that the end of an engagement asks for. */
@Entity('reports')
export class ReportEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  kind: ReportKind;

  /** The member whom it is for, and the only one who may see it. */
  @Column('uuid', { name: 'recipient_id' })
  recipientId: string;

  /** The days that a log of hours is about, both included, where the coach is: `YYYY-MM-DD`. Null for other kinds. */
  @Column('date', { nullable: true })
  since: string | null;

  @Column('date', { nullable: true })
  until: string | null;

  /** That a closing report is about; null for other kinds. */
  @Column('uuid', { name: 'engagement_id', nullable: true })
  engagementId: string | null;

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
