import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something to be talked about in a session. */
@Entity('agenda_items')
export class AgendaItemEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  /** Null: waits for the next session that is booked. */
  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId: string | null;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'author_id' })
  authorId: string;

  /** Sealed for this row. */
  @Column('text')
  text: string;

  @Column('integer')
  position: number;

  @Column({ type: 'timestamptz', name: 'done_at', precision: 3, nullable: true })
  doneAt: Date | null;

  /** How many sessions it went on from. */
  @Column('integer')
  carried: number;

  /** The last of them. */
  @Column('uuid', { name: 'carried_from', nullable: true })
  carriedFrom: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
