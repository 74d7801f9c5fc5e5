import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A setback or a question that was closed too early and is open again. Append-only. */
@Entity('journal_reopenings')
export class JournalReopeningEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** Either this or `questionId`. */
  @Column('uuid', { name: 'setback_id', nullable: true })
  setbackId: string | null;

  @Column('uuid', { name: 'question_id', nullable: true })
  questionId: string | null;

  /** Since when it had been closed. */
  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3 })
  closedAt: Date;

  /** Sealed for this row. */
  @Column('text')
  reason: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}
