import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What of a goal a revision can change. */
export const goalFields = [
  'HORIZON',
  'KIND',
  'TITLE',
  'BEHAVIOUR',
  'MEASURE',
  'UNIT',
  'BASELINE',
  'TARGET',
  'LEVELS',
  'IMPORTANCE',
  'DIFFICULTY',
  'TARGET_ON',
  'CONFIDENCE',
  'SUPPORT',
  'GAP',
  'VALUE',
  'PARENT',
  'WEIGHT',
  'MILESTONE',
  'MILESTONE_DONE',
  'STATUS',
  'SUCCESSOR',
] as const;
export type GoalField = (typeof goalFields)[number];

/** One change; the values as text, null where there was or is none. */
export interface GoalChangeValue {
  field: GoalField;
  /** The title of the milestone that it is about; absent for a change of the goal itself. */
  milestone?: string | null;
  before: string | null;
  after: string | null;
}

/** Who changed what of a goal, when and why: one a version, append-only. */
@Entity('goal_revisions')
export class GoalRevisionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  /** The goal's version that this change made. */
  @Column('integer')
  version: number;

  @Column('uuid', { name: 'author_id' })
  authorId: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('jsonb')
  changes: GoalChangeValue[];

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}
