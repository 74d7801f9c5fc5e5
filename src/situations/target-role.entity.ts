import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role that a client wants. */
@Entity('target_roles')
export class TargetRoleEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** Where it was taken from; null for one of the client's own. */
  @Column('uuid', { name: 'catalogue_role_id', nullable: true })
  catalogueRoleId: string | null;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  note: string | null;

  /** Exactly one of those that are not archived. */
  @Column('boolean')
  preferred: boolean;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
