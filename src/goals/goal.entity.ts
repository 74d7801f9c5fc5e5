import { Column, Entity, PrimaryColumn } from 'typeorm';
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

/** The measures that can be stored. Attainment levels (GAS) are known to the rules only. */
export const goalMeasures = ['NUMBER', 'PERCENT', 'MILESTONES', 'BINARY'] as const;
export type GoalMeasure = (typeof goalMeasures)[number];

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

  /** The value or gap that the goal answers, in the client's words. */
  @Column('text', { nullable: true })
  answers: string | null;

  @Column('text')
  status: GoalStatus;

  @Column({ type: 'timestamptz', name: 'activated_at', precision: 3, nullable: true })
  activatedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt: Date | null;

  /** Null while the first segment lasts, which holds back-dated updates too. */
  @Column({ type: 'timestamptz', name: 'segment_started_at', precision: 3, nullable: true })
  segmentStartedAt: Date | null;

  /** The latest update in the present measure and unit. */
  @Column('uuid', { name: 'last_progress_id', nullable: true })
  lastProgressId: string | null;

  /** The instant of the latest update in any measure. */
  @Column({ type: 'timestamptz', name: 'last_progress_at', precision: 3, nullable: true })
  lastProgressAt: Date | null;

  @Column('numeric', { name: 'last_value', precision: 15, scale: 6, nullable: true })
  lastValue: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
