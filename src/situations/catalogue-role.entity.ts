import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A role that somebody can have or want, in the organization's words. */
@Entity('catalogue_roles')
export class CatalogueRoleEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  /** Unique in the organization, upper and lower case alike. */
  @Column('text')
  title: string;

  /** Its name in the classification that it was imported from. */
  @Column('text', { nullable: true })
  code: string | null;

  @Column('text', { nullable: true })
  description: string | null;

  @Column({ type: 'timestamptz', name: 'retired_at', precision: 3, nullable: true })
  retiredAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
