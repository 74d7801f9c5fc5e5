import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody a client knows. Every text is sealed. */
@Entity('contacts')
export class ContactEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  field: string | null;

  @Column('text', { name: 'next_step', nullable: true })
  nextStep: string | null;

  /** 1 barely known to 5 close. */
  @Column('smallint')
  tie: number;

  @Column('date', { name: 'last_contact_on', nullable: true })
  lastContactOn: string | null;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
