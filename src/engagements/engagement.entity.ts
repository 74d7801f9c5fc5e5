import { Column, Entity, PrimaryColumn } from 'typeorm';

export const engagementStatuses = ['PROPOSED', 'ACTIVE', 'PAUSED', 'COMPLETED', 'ENDED_EARLY'] as const;
export type EngagementStatus = (typeof engagementStatuses)[number];

/** One coach and one client who work together. */
@Entity('engagements')
export class EngagementEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'starts_on' })
  startsOn: string;

  @Column('date', { name: 'ends_on', nullable: true })
  endsOn: string | null;

  /** False for pro bono. */
  @Column('boolean')
  paid: boolean;

  @Column('text')
  status: EngagementStatus;

  @Column({ type: 'timestamptz', name: 'coach_signed_at', precision: 3, nullable: true })
  coachSignedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'client_signed_at', precision: 3, nullable: true })
  clientSignedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
