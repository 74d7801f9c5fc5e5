import { Column, Entity, PrimaryColumn } from 'typeorm';

export const reviewKinds = ['SELF', 'WITH_COACH'] as const;
export type ReviewKind = (typeof reviewKinds)[number];

export const reviewPlanStatuses = ['ACTIVE', 'PAUSED', 'ENDED'] as const;
export type ReviewPlanStatus = (typeof reviewPlanStatuses)[number];

/** When a client looks back: the cadence, and the next occurrence worked out from it. */
@Entity('review_plans')
export class ReviewPlanEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: ReviewKind;

  /** As `parseRule` takes it. */
  @Column('text')
  rrule: string;

  /** The first day that may be one, `YYYY-MM-DD`. */
  @Column('date', { name: 'starts_on' })
  startsOn: string;

  /** On the wall clock of the zone, `HH:MM:SS`. */
  @Column('time', { name: 'local_time' })
  localTime: string;

  /** The client chose that time, not the coach for them. */
  @Column('boolean', { name: 'time_chosen' })
  timeChosen: boolean;

  /** IANA name; null follows the client's. */
  @Column('text', { nullable: true })
  zone: string | null;

  /** Days from one review to the next, on average. */
  @Column('integer', { name: 'period_days' })
  periodDays: number;

  @Column('text')
  status: ReviewPlanStatus;

  @Column('date', { name: 'next_on', nullable: true })
  nextOn: string | null;

  /** The next occurrence's own time on the wall: a change of the plan leaves it be. */
  @Column('time', { name: 'next_time', nullable: true })
  nextTime: string | null;

  @Column({ type: 'timestamptz', name: 'next_at', precision: 3, nullable: true })
  nextAt: Date | null;

  @Column('date', { name: 'last_on', nullable: true })
  lastOn: string | null;

  /** The client has moved since `nextAt` was worked out. */
  @Column('boolean', { name: 'zone_moved' })
  zoneMoved: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
