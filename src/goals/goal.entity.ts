import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GoalMeasure } from './goal.progress.js';
import type { GoalHorizon } from './goal.smart.js';
import type { GoalStatus } from './goal.states.js';

export const goalKinds = [
  'SKILL',
  'STRETCH_PROJECT',
  'NETWORK',
  'PROMOTION',
  'INDUSTRY_CHANGE',
  'LEADERSHIP',
  'LATERAL',
  'OTHER',
] as const;
export type GoalKind = (typeof goalKinds)[number];

/** What a client wants to reach. Numbers of PostgreSQL's `numeric` arrive as text. */
@Entity('goals')
export class GoalEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId: string | null;

  /** Relative to the siblings'; null counts as 1. */
  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  weight: string | null;

  @Column('text')
  horizon: GoalHorizon;

  @Column('text')
  kind: GoalKind;

  @Column('text')
  title: string;

  /** What the client will be seen doing. */
  @Column('text', { nullable: true })
  behaviour: string | null;

  @Column('text')
  measure: GoalMeasure;

  @Column('text', { nullable: true })
  unit: string | null;

  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  baseline: string | null;

  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  target: string | null;

  @Column('date', { name: 'target_on', nullable: true })
  targetOn: string | null;

  /** 0–10. */
  @Column('smallint', { nullable: true })
  confidence: number | null;

  /** Who or what helps, in the client's words. */
  @Column('text', { nullable: true })
  support: string | null;

  /** What of the client's situation the goal answers. */
  @Column('uuid', { name: 'gap_id', nullable: true })
  gapId: string | null;

  @Column('uuid', { name: 'value_id', nullable: true })
  valueId: string | null;

  /** The texts of levels −2 to +2, where the measure is GAS. */
  @Column('text', { array: true, nullable: true })
  levels: string[] | null;

  /** 1–3; with the difficulty the weight of the goal in the T-score. */
  @Column('smallint', { nullable: true })
  importance: number | null;

  /** 1–3. */
  @Column('smallint', { nullable: true })
  difficulty: number | null;

  /** Grows with every change of the scale; written by a trigger. */
  @Column({ type: 'integer', name: 'scale_version', insert: false, update: false })
  scaleVersion: number;

  /** When client and coach had both confirmed the scale; written by a trigger. */
  @Column({
    type: 'timestamptz',
    name: 'scale_locked_at',
    precision: 3,
    nullable: true,
    insert: false,
    update: false,
  })
  scaleLockedAt: Date | null;

  @Column('text')
  status: GoalStatus;

  /** What took its place, where it is SUPERSEDED. */
  @Column('uuid', { name: 'successor_id', nullable: true })
  successorId: string | null;

  @Column({ type: 'timestamptz', name: 'activated_at', precision: 3, nullable: true })
  activatedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt: Date | null;

  /** Null while the first segment lasts, which holds back-dated updates too. */
  @Column({ type: 'timestamptz', name: 'segment_started_at', precision: 3, nullable: true })
  segmentStartedAt: Date | null;

  /** When measure and unit last changed after progress was made; values from before are of another quantity. */
  @Column({ type: 'timestamptz', name: 'measured_since', precision: 3, nullable: true })
  measuredSince: Date | null;

  /** The latest update in the present measure and unit. */
  @Column('uuid', { name: 'last_progress_id', nullable: true })
  lastProgressId: string | null;

  /** The instant of the latest update in any measure. */
  @Column({ type: 'timestamptz', name: 'last_progress_at', precision: 3, nullable: true })
  lastProgressAt: Date | null;

  @Column('numeric', { name: 'last_value', precision: 15, scale: 6, nullable: true })
  lastValue: string | null;

  /** When its client put it out of sight. */
  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column('text', { array: true })
  tags: string[];

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
