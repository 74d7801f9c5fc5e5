import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One observation of a goal's measure. Append-only: a wrong one is replaced by another that names it. */
@Entity('goal_progress')
export class GoalProgressEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  /** In the goal's unit; `numeric` arrives as text. */
  @Column('numeric', { precision: 15, scale: 6 })
  value: string;

  @Column('text', { nullable: true })
  note: string | null;

  /** When the value held. */
  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  /** The update that this one replaces in every calculation. */
  @Column('uuid', { name: 'corrects_id', nullable: true })
  correctsId: string | null;

  @Column('text', { name: 'correction_reason', nullable: true })
  correctionReason: string | null;

  @Column('uuid', { name: 'corrected_by', nullable: true })
  correctedBy: string | null;
}
