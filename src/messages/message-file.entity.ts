import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileFormat } from '../files/file.format.js';

/** A file that is on its way, stored, or part of a message; its bytes are in the file store, sealed. */
@Entity('message_files')
export class MessageFileEntity {
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

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  since: Date;

  /** Null, with the next two, while it is on its way. */
  @Column('text', { nullable: true })
  format: FileFormat | null;

  /** Of the file as it is downloaded, in lower-case hex. */
  @Column('text', { nullable: true })
  sha256: string | null;

  /** Of the file as it is downloaded. */
  @Column('integer', { nullable: true })
  bytes: number | null;

  /** Null while no message holds it: not yet, or no longer. */
  @Column('uuid', { name: 'message_id', nullable: true })
  messageId: string | null;

  /** Sealed for this row; null while no message holds it. */
  @Column('text', { nullable: true })
  name: string | null;

  /** Which of the message's files it is, from 1; null while no message holds it. */
  @Column('smallint', { nullable: true })
  position: number | null;

  @Column({ type: 'timestamptz', name: 'abandoned_at', precision: 3, nullable: true })
  abandonedAt: Date | null;
}
