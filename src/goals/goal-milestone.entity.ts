import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A step on the way to a goal. */
@Entity('goal_milestones')
export class GoalMilestoneEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  /** From 1, unique in the goal. */
  @Column('smallint')
  position: number;

  @Column('text')
  title: string;

  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;

  @Column({ type: 'timestamptz', name: 'done_at', precision: 3, nullable: true })
  doneAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}
