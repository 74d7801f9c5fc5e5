import { Column, Entity, PrimaryColumn } from 'typeorm';

export const bands = ['MOVING', 'WATCH', 'STUCK', 'DEEPLY_STUCK'] as const;
export type Band = (typeof bands)[number];

/**
 * What came of a submitted check-in, and has its id; gone when that is discarded. Scores are 0 to 100, null where too
 * little was answered. Numbers of PostgreSQL's `numeric` arrive as text.
 */
@Entity('check_in_scores')
export class CheckInScoreEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'instrument_id' })
  instrumentId: string;

  /** Scores compare only within one instrument, whatever its edition. */
  @Column('text', { name: 'instrument_code' })
  instrumentCode: string;

  @Column({ type: 'timestamptz', name: 'submitted_at', precision: 3 })
  submittedAt: Date;

  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  boredom: string | null;

  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  unchallenged: string | null;

  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  undervalued: string | null;

  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  postponing: string | null;

  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  frustration: string | null;

  @Column('numeric', { name: 'motivation_loss', precision: 15, scale: 6, nullable: true })
  motivationLoss: string | null;

  @Column('numeric', { name: 'blocked_above', precision: 15, scale: 6, nullable: true })
  blockedAbove: string | null;

  @Column('numeric', { name: 'index_score', precision: 15, scale: 6, nullable: true })
  indexScore: string | null;

  @Column('text', { nullable: true })
  band: Band | null;

  /** Of the items of the six dimensions. */
  @Column('smallint')
  answered: number;

  @Column('smallint')
  items: number;

  /** answered/items. */
  @Column('numeric', { precision: 15, scale: 6 })
  coverage: string;

  @Column('boolean', { name: 'straight_lining' })
  straightLining: boolean;

  @Column('boolean')
  incomplete: boolean;

  /** Either of the two above: left out of aggregates and of every comparison. */
  @Column({ type: 'boolean', insert: false, update: false })
  flagged: boolean;
}
