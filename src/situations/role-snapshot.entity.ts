import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client's role as it was when they wrote it down; the newest is the present one. */
@Entity('role_snapshots')
export class RoleSnapshotEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  title: string;

  /** The day on which the role began. */
  @Column('date', { nullable: true })
  since: string | null;

  /** 0–10. */
  @Column('smallint')
  satisfaction: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}
