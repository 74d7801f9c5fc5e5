import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MarkedStatus } from './session.states.js';

/** A mark or a cancellation that was wrong, and what stands in its place; never changed. */
@Entity('session_corrections')
export class SessionCorrectionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'session_id' })
  sessionId: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text', { name: 'was_status' })
  wasStatus: MarkedStatus;

  @Column('text', { name: 'is_status' })
  isStatus: MarkedStatus;

  @Column({ type: 'timestamptz', name: 'was_cancelled_at', precision: 3, nullable: true })
  wasCancelledAt: Date | null;

  @Column('uuid', { name: 'was_cancelled_by', nullable: true })
  wasCancelledBy: string | null;

  @Column('text', { name: 'was_cancel_reason', nullable: true })
  wasCancelReason: string | null;

  @Column('boolean', { name: 'was_late_cancel' })
  wasLateCancel: boolean;

  @Column({ type: 'timestamptz', name: 'was_waived_at', precision: 3, nullable: true })
  wasWaivedAt: Date | null;

  @Column('text')
  reason: string;

  /** The coach. */
  @Column('uuid', { name: 'author_id' })
  authorId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}
