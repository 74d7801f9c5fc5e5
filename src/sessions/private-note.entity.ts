import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a coach noted of a session for themselves. */
@Entity('private_notes')
export class PrivateNoteEntity {
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

  /** The coach. */
  @Column('uuid', { name: 'author_id' })
  authorId: string;

  /** Sealed for this row. */
  @Column('text')
  text: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, nullable: true })
  changedAt: Date | null;

  @Column('integer')
  version: number;
}
