import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That the client asked the coach for an engagement. Has the id of the engagement. */
@Entity('coach_requests')
export class CoachRequestEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** Sealed for this row. */
  @Column('text', { nullable: true })
  message: string | null;

  @Column({ type: 'timestamptz', name: 'asked_at', precision: 3, insert: false })
  askedAt: Date;
}

/** A coach whom an admin offers to a client. */
@Entity('coach_offers')
export class CoachOfferEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'offered_by' })
  offeredBy: string;

  @Column({ type: 'timestamptz', name: 'offered_at', precision: 3, insert: false })
  offeredAt: Date;

  /** Taken up, or replaced by a later choice. */
  @Column({ type: 'timestamptz', name: 'ended_at', precision: 3, nullable: true })
  endedAt: Date | null;
}
