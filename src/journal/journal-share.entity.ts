import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An entry or a setback that its client lets one person read until an instant. */
@Entity('journal_shares')
export class JournalShareEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** Either this or `setbackId`. */
  @Column('uuid', { name: 'entry_id', nullable: true })
  entryId: string | null;

  @Column('uuid', { name: 'setback_id', nullable: true })
  setbackId: string | null;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  /** Either this or `pactId`: the share ends with it. */
  @Column('uuid', { name: 'engagement_id', nullable: true })
  engagementId: string | null;

  @Column('uuid', { name: 'pact_id', nullable: true })
  pactId: string | null;

  @Column({ type: 'timestamptz', name: 'given_at', precision: 3, insert: false })
  givenAt: Date;

  /** The first instant at which it no longer holds. */
  @Column({ type: 'timestamptz', precision: 3 })
  until: Date;

  @Column({ type: 'timestamptz', name: 'taken_back_at', precision: 3, nullable: true })
  takenBackAt: Date | null;
}
