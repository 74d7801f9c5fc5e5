import { Column, Entity, PrimaryColumn } from 'typeorm';

export const journalKinds = [
  'GOAL',
  'ACTION',
  'ACCOMPLISHMENT',
  'SETBACK',
  'REFLECTION',
  'QUESTION',
] as const;
export type JournalKind = (typeof journalKinds)[number];

/** What a client wrote for themselves. The text is sealed. */
@Entity('journal_entries')
export class JournalEntryEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: JournalKind;

  /** Sealed for this row. */
  @Column('text')
  text: string;

  @Column('uuid', { name: 'goal_id', nullable: true })
  goalId: string | null;

  @Column('uuid', { name: 'action_id', nullable: true })
  actionId: string | null;

  @Column('uuid', { name: 'setback_id', nullable: true })
  setbackId: string | null;

  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, nullable: true })
  changedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
