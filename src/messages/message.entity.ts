import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one side of an engagement wrote to the other. */
@Entity('messages')
export class MessageEntity {
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

  @Column('uuid', { name: 'author_id' })
  authorId: string;

  /** Made by the author's device: what is sent twice is one message. */
  @Column('uuid')
  key: string;

  /** Sealed for this row; null where files came without a word, and once it was withdrawn. */
  @Column('text', { nullable: true })
  text: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', precision: 3, nullable: true })
  withdrawnAt: Date | null;
}

/** How far one side has read. */
@Entity('message_reads')
export class MessageReadEntity {
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

  @Column('uuid', { name: 'reader_id' })
  readerId: string;

  /** The last message that they have seen. */
  @Column('uuid', { name: 'message_id' })
  messageId: string;

  @Column({ type: 'timestamptz', name: 'read_at', precision: 3, insert: false })
  readAt: Date;
}
