import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GapKind, GapSource, GapStatus } from './gap.kinds.js';

/** A gap between how a client's work is and how it should be. */
@Entity('gaps')
export class GapEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: GapKind;

  /** Which of the following columns name the rows that it comes from. */
  @Column('text')
  source: GapSource;

  @Column('uuid', { name: 'skill_id', nullable: true })
  skillId: string | null;

  @Column('uuid', { name: 'target_role_id', nullable: true })
  targetRoleId: string | null;

  @Column('uuid', { name: 'aspect_id', nullable: true })
  aspectId: string | null;

  @Column('uuid', { name: 'check_in_id', nullable: true })
  checkInId: string | null;

  @Column('uuid', { name: 'value_id', nullable: true })
  valueId: string | null;

  @Column('uuid', { name: 'constraint_id', nullable: true })
  constraintId: string | null;

  /** The constraint's own, kept equal by the foreign key. */
  @Column('boolean', { name: 'constraint_private', nullable: true })
  constraintPrivate: boolean | null;

  /** 0–1; text, as PostgreSQL's `numeric` arrives. */
  @Column('numeric', { precision: 15, scale: 6 })
  magnitude: string;

  /** 1–5. */
  @Column('smallint')
  importance: number;

  /** Whether the client said how important it is. */
  @Column('boolean', { name: 'importance_own' })
  importanceOwn: boolean;

  @Column('text')
  status: GapStatus;

  /** Why it was accepted; sealed for this row. */
  @Column('text', { nullable: true })
  reason: string | null;

  @Column({ type: 'timestamptz', name: 'found_at', precision: 3 })
  foundAt: Date;

  /** When it was found no longer. */
  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column('integer')
  version: number;
}
