import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FileFormat } from '../files/file.format.js';

/** What a document was from one day on: a file, whose bytes are in the file store, sealed; or a link. */
@Entity('document_versions')
export class DocumentVersionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'document_id' })
  documentId: string;

  /** From 1, without a gap. */
  @Column('integer')
  number: number;

  @Column('text', { nullable: true })
  url: string | null;

  @Column('text', { nullable: true })
  format: FileFormat | null;

  /** Of the file as it is downloaded, in lower-case hex. */
  @Column('text', { nullable: true })
  sha256: string | null;

  /** Of the file as it is downloaded. */
  @Column('integer', { nullable: true })
  bytes: number | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}

/** A file that no version holds, not yet or no longer. It has the version's id. */
@Entity('document_loose_files')
export class DocumentLooseFileEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  since: Date;

  @Column({ type: 'timestamptz', name: 'abandoned_at', precision: 3, nullable: true })
  abandonedAt: Date | null;
}
