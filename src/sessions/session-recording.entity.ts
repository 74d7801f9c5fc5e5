import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where the recording of a session is; has its id. */
@Entity('session_recordings')
export class SessionRecordingEntity {
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

  /** The one that the session was booked under. */
  @Column('uuid', { name: 'agreement_id' })
  agreementId: string;

  /** Sealed for this row. */
  @Column('text')
  url: string;

  @Column({ type: 'timestamptz', name: 'added_at', precision: 3, insert: false })
  addedAt: Date;
}
