import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What did not work out, and what came of it. Its words are sealed. */
@Entity('setbacks')
export class SetbackEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'goal_id', nullable: true })
  goalId: string | null;

  /** Sealed for this row. */
  @Column('text')
  what: string;

  /** 0 not in the client’s hands at all … 4 wholly. */
  @Column('smallint')
  controllability: number;

  /** Sealed for this row. */
  @Column('text', { nullable: true })
  lesson: string | null;

  /** Sealed for this row. */
  @Column('text', { name: 'next_experiment', nullable: true })
  nextExperiment: string | null;

  @Column({ type: 'timestamptz', name: 'happened_at', precision: 3 })
  happenedAt: Date;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column('boolean', { name: 'nothing_to_learn' })
  nothingToLearn: boolean;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
