import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReviewKind } from './review-plan.entity.js';

export const reviewStatuses = ['DUE', 'ANSWERED', 'MISSED'] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/** One occurrence of a plan. */
@Entity('reviews')
export class ReviewEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'plan_id' })
  planId: string;

  @Column('text')
  kind: ReviewKind;

  /** The day where the client is, `YYYY-MM-DD`: a client has one review of a kind a day. */
  @Column('date', { name: 'due_on' })
  dueOn: string;

  @Column({ type: 'timestamptz', name: 'due_at', precision: 3 })
  dueAt: Date;

  @Column('text')
  status: ReviewStatus;

  @Column({ type: 'timestamptz', name: 'answered_at', precision: 3, nullable: true })
  answeredAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
