import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What fills a client's usual week. */
@Entity('tasks')
export class TaskEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  name: string;

  /** In a usual week; text, as PostgreSQL's `numeric` arrives. */
  @Column('numeric', { precision: 15, scale: 6 })
  hours: string;

  /** The LONG goal that it serves. */
  @Column('uuid', { name: 'goal_id', nullable: true })
  goalId: string | null;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
