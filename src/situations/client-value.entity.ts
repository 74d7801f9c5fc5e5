import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What matters to a client in their work. */
@Entity('client_values')
export class ClientValueEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  name: string;

  /** How much it matters, 1–5. */
  @Column('smallint')
  weight: number;

  /** How far it is lived now, 0–10. */
  @Column('smallint')
  rating: number;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
