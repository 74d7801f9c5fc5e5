import { Column, Entity, PrimaryColumn } from 'typeorm';

export const documentKinds = ['RESUME', 'PROFILE', 'PORTFOLIO'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What a client shows of themselves; what it says stands in its versions. */
@Entity('documents')
export class DocumentEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: DocumentKind;

  @Column('text')
  title: string;

  @Column('text', { array: true })
  tags: string[];

  /** Of the newest version; null before the first. */
  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, nullable: true })
  changedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** A goal that a document tells of. */
@Entity('document_goals')
export class DocumentGoalEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'document_id' })
  documentId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;
}
