import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A certificate, licence or degree of a client's. Days are in the client's zone. */
@Entity('credentials')
export class CredentialEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  title: string;

  @Column('text')
  issuer: string;

  @Column('date', { name: 'issued_on' })
  issuedOn: string;

  /** The last day on which it holds. */
  @Column('date', { name: 'expires_on', nullable: true })
  expiresOn: string | null;

  /** Days before that day; null where no reminder is wanted. */
  @Column('smallint', { name: 'remind_days', nullable: true })
  remindDays: number | null;

  @Column('text', { array: true })
  tags: string[];

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  /** Counts what a reminder is about. */
  @Column('integer', { name: 'renewal_version' })
  renewalVersion: number;

  /** The one that a reminder was planned for last. */
  @Column('integer', { name: 'announced_version', nullable: true })
  announcedVersion: number | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** A career document tells of a credential. */
@Entity('document_credentials')
export class DocumentCredentialEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'document_id' })
  documentId: string;

  @Column('uuid', { name: 'credential_id' })
  credentialId: string;
}
