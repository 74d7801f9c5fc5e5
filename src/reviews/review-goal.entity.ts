import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where an active goal stood when a review was answered. */
@Entity('review_goals')
export class ReviewGoalEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'review_id' })
  reviewId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  /** In the goal's unit; null where nothing had been logged. */
  @Column('numeric', { name: 'last_value', precision: 15, scale: 6, nullable: true })
  lastValue: string | null;

  @Column({ type: 'timestamptz', name: 'last_progress_at', precision: 3, nullable: true })
  lastProgressAt: Date | null;
}
