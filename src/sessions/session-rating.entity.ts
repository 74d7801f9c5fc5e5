import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a client found a session; has its id. */
@Entity('session_ratings')
export class SessionRatingEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('smallint')
  rating: number;

  @Column({ type: 'timestamptz', name: 'rated_at', precision: 3 })
  ratedAt: Date;

  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, nullable: true })
  changedAt: Date | null;

  @Column('integer')
  version: number;
}
