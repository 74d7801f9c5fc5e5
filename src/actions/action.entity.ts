import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ActionStatus } from './action.states.js';

export const actionKinds = [
  'VOLUNTEER_PROJECT',
  'RESUME',
  'PROFILE',
  'PORTFOLIO',
  'NETWORKING',
  'WORKSHOP',
  'LATERAL_MOVE',
  'LEARNING',
  'CUSTOM',
] as const;
export type ActionKind = (typeof actionKinds)[number];

/** A small step of a client's. */
@Entity('actions')
export class ActionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: ActionKind;

  @Column('text')
  title: string;

  /** Either this or `gapId`, or none. */
  @Column('uuid', { name: 'goal_id', nullable: true })
  goalId: string | null;

  @Column('uuid', { name: 'gap_id', nullable: true })
  gapId: string | null;

  @Column('integer', { name: 'effort_minutes', nullable: true })
  effortMinutes: number | null;

  /** A day in the client's zone. */
  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;

  /** The client, or a coach of theirs who took it on. */
  @Column('uuid', { name: 'assignee_id' })
  assigneeId: string;

  @Column({ type: 'uuid', name: 'created_by', insert: false })
  createdBy: string;

  /** How far it lies beyond what is easy, 0–4. */
  @Column('smallint')
  stretch: number;

  @Column('text')
  status: ActionStatus;

  /** Why it was skipped or dropped. */
  @Column('text', { nullable: true })
  reason: string | null;

  @Column({ type: 'timestamptz', name: 'done_at', precision: 3, nullable: true })
  doneAt: Date | null;

  /** The day in the client's zone at that time; it stays when the client moves. */
  @Column('date', { name: 'done_on', nullable: true })
  doneOn: string | null;

  @Column('text', { nullable: true })
  evidence: string | null;

  @Column('text', { name: 'evidence_url', nullable: true })
  evidenceUrl: string | null;

  /** How often it was put to another day. */
  @Column('smallint')
  reschedules: number;

  @Column('uuid', { name: 'split_from_id', nullable: true })
  splitFromId: string | null;

  @Column('text', { array: true })
  tags: string[];

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
