import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who confirmed which version of a goal's attainment scale. Append-only. */
@Entity('goal_scale_confirmations')
export class GoalScaleConfirmationEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  @Column('integer', { name: 'scale_version' })
  scaleVersion: number;

  @Column('uuid', { name: 'member_id' })
  memberId: string;

  /** In which a coach confirmed; null for the client. */
  @Column('uuid', { name: 'engagement_id', nullable: true })
  engagementId: string | null;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}
