import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SessionStatus } from './session.states.js';

/** A meeting of the two sides of an engagement. */
@Entity('sessions')
export class SessionEntity {
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

  /** In force when it was booked, and what judges it; set by the database. */
  @Column({ type: 'uuid', name: 'agreement_id', insert: false })
  agreementId: string;

  @Column({ type: 'timestamptz', name: 'starts_at', precision: 3 })
  startsAt: Date;

  @Column({ type: 'timestamptz', name: 'ends_at', precision: 3 })
  endsAt: Date;

  /** Kept free behind the session, for both sides. */
  @Column('integer', { name: 'buffer_minutes' })
  bufferMinutes: number;

  /** Either this or `videoUrl`. */
  @Column('text', { nullable: true })
  place: string | null;

  @Column('text', { name: 'video_url', nullable: true })
  videoUrl: string | null;

  @Column('text')
  status: SessionStatus;

  @Column({ type: 'timestamptz', name: 'cancelled_at', precision: 3, nullable: true })
  cancelledAt: Date | null;

  @Column('uuid', { name: 'cancelled_by', nullable: true })
  cancelledBy: string | null;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason: string | null;

  /** By the client, with less notice than the agreement asks for. */
  @Column('boolean', { name: 'late_cancel' })
  lateCancel: boolean;

  /** When the coach gave back what a late cancellation or a no-show had used up. */
  @Column({ type: 'timestamptz', name: 'waived_at', precision: 3, nullable: true })
  waivedAt: Date | null;

  @Column('uuid', { name: 'series_id', nullable: true })
  seriesId: string | null;

  /** `YYYY-MM-DD`: the local date that its series gave it, whatever day it was moved to since. */
  @Column('date', { name: 'occurrence_on', nullable: true })
  occurrenceOn: string | null;

  /** Whether its time is its own, and no longer what its series says. */
  @Column('boolean', { name: 'moved_alone' })
  movedAlone: boolean;

  /** Of the calendar entry (RFC 5545): grows when people have to look at their calendars again. */
  @Column('integer')
  sequence: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
