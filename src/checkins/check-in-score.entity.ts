import { Column, Entity, PrimaryColumn } from 'typeorm';

export const bands = ['MOVING', 'WATCH', 'STUCK', 'DEEPLY_STUCK'] as const;
export type Band = (typeof bands)[number];

/**
 * What came of a submitted check-in, and has its id; gone when that is discarded. Scores are 0 to 100, null where too
 * little was answered.
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

  @Column('numeric', { nullable: true })
  boredom: number | null;

  @Column('numeric', { nullable: true })
  unchallenged: number | null;

  @Column('numeric', { nullable: true })
  undervalued: number | null;

  @Column('numeric', { nullable: true })
  postponing: number | null;

  @Column('numeric', { nullable: true })
  frustration: number | null;

  @Column('numeric', { name: 'motivation_loss', nullable: true })
  motivationLoss: number | null;

  @Column('numeric', { name: 'blocked_above', nullable: true })
  blockedAbove: number | null;

  @Column('numeric', { name: 'index_score', nullable: true })
  indexScore: number | null;

  @Column('text', { nullable: true })
  band: Band | null;

  /** Of the items of the six dimensions. */
  @Column('smallint')
  answered: number;

  @Column('smallint')
  items: number;

  /** answered/items. */
  @Column('numeric')
  coverage: number;

  @Column('boolean', { name: 'straight_lining' })
  straightLining: boolean;

  @Column('boolean')
  incomplete: boolean;

  /** Either of the two above: left out of aggregates and of every comparison. */
  @Column({ type: 'boolean', insert: false, update: false })
  flagged: boolean;
}
