import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A coach's word that the client's rating of a scaled goal is right. Append-only. */
@Entity('goal_rating_confirmations')
export class GoalRatingConfirmationEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  /** The progress update that holds the rating. */
  @Column('uuid', { name: 'progress_id' })
  progressId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}
