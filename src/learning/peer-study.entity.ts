import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a client learned from somebody's way. Its texts are sealed for this row: they name people. */
@Entity('peer_studies')
export class PeerStudyEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  who: string;

  @Column('text')
  did: string;

  @Column('text', { nullable: true })
  source: string | null;

  @Column('text', { nullable: true })
  principle: string | null;

  @Column('text', { nullable: true })
  experiment: string | null;

  /** What became of the experiment. */
  @Column('uuid', { name: 'action_id', nullable: true })
  actionId: string | null;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
