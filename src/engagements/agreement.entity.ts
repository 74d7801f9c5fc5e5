import { Column, Entity, PrimaryColumn } from 'typeorm';

export const agreementStatuses = ['PROPOSED', 'IN_FORCE', 'SUPERSEDED', 'WITHDRAWN'] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

/** What the two sides and the organization agree on, one version of it; policies read the clauses. */
@Entity('agreements')
export class AgreementEntity {
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

  /** 1 for the one that the engagement began with. */
  @Column('integer')
  number: number;

  @Column('boolean', { name: 'names_in_attendance' })
  namesInAttendance: boolean;

  @Column('boolean')
  recording: boolean;

  @Column('integer', { name: 'retention_months' })
  retentionMonths: number;

  @Column('integer', { name: 'late_cancel_hours' })
  lateCancelHours: number;

  @Column('text')
  status: AgreementStatus;

  /** The client alone took a permission back, which needs no other signature. */
  @Column('boolean')
  narrowed: boolean;

  @Column('uuid', { name: 'proposed_by', nullable: true })
  proposedBy: string | null;

  @Column({ type: 'timestamptz', name: 'proposed_at', precision: 3, insert: false })
  proposedAt: Date;

  @Column({ type: 'timestamptz', name: 'coach_signed_at', precision: 3, nullable: true })
  coachSignedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'client_signed_at', precision: 3, nullable: true })
  clientSignedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'org_signed_at', precision: 3, nullable: true })
  orgSignedAt: Date | null;

  @Column('uuid', { name: 'org_signed_by', nullable: true })
  orgSignedBy: string | null;

  @Column({ type: 'timestamptz', name: 'in_force_from', precision: 3, nullable: true })
  inForceFrom: Date | null;

  @Column('integer')
  version: number;
}
