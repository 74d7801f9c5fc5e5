import { Column, Entity, PrimaryColumn } from 'typeorm';

export const handOverSubjects = ['SHARED_NOTES', 'SESSIONS', 'CONSENTS'] as const;
export type HandOverSubject = (typeof handOverSubjects)[number];

/** A client wants to go on with another coach. */
@Entity('hand_over_requests')
export class HandOverRequestEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column({ type: 'timestamptz', name: 'requested_at', precision: 3, insert: false })
  requestedAt: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', precision: 3, nullable: true })
  endedAt: Date | null;
}

/** Where an engagement comes from; its coach does not read it. Has the id of the new engagement. */
@Entity('hand_overs')
export class HandOverEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'from_engagement_id' })
  fromEngagementId: string;

  @Column('uuid', { name: 'from_coach_id' })
  fromCoachId: string;

  @Column({ type: 'timestamptz', name: 'proposed_at', precision: 3, insert: false })
  proposedAt: Date;

  @Column({ type: 'timestamptz', name: 'completed_at', precision: 3, nullable: true })
  completedAt: Date | null;
}

/** What of the old engagement the new coach may see, until it is revoked. `app.handed_engagements` reads it. */
@Entity('hand_over_picks')
export class HandOverPickEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'hand_over_id' })
  handOverId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  subject: HandOverSubject;

  @Column({ type: 'timestamptz', name: 'picked_at', precision: 3, insert: false })
  pickedAt: Date;

  @Column({ type: 'timestamptz', name: 'revoked_at', precision: 3, nullable: true })
  revokedAt: Date | null;

  /** Of the new engagement: what came along with CONSENTS. */
  @Column('uuid', { name: 'consent_ids', array: true })
  consentIds: string[];
}
