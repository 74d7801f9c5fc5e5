import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An action that was agreed on in a session; has its id. */
@Entity('session_actions')
export class SessionActionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'session_id' })
  sessionId: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column({ type: 'timestamptz', name: 'agreed_at', precision: 3, insert: false })
  agreedAt: Date;
}
