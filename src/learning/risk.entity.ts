import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RiskStatus } from './risk.states.js';

/** A calculated risk. Its texts are sealed for this row. */
@Entity('risks')
export class RiskEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  hypothesis: string;

  @Column('text', { nullable: true })
  upside: string | null;

  @Column('text', { name: 'worst_case', nullable: true })
  worstCase: string | null;

  @Column('boolean', { nullable: true })
  reversible: boolean | null;

  @Column('text', { name: 'maximum_loss', nullable: true })
  maximumLoss: string | null;

  @Column('text', { name: 'stop_rule', nullable: true })
  stopRule: string | null;

  @Column('text', { name: 'success_criterion', nullable: true })
  successCriterion: string | null;

  /** A day in the client's zone. */
  @Column('date', { name: 'stop_on', nullable: true })
  stopOn: string | null;

  @Column('text', { nullable: true })
  decision: string | null;

  @Column('text', { nullable: true })
  outcome: string | null;

  /** RUNNING also past the stop date, until a sweep or the client moves it on. */
  @Column('text')
  status: RiskStatus;

  @Column({ type: 'timestamptz', name: 'started_at', precision: 3, nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'review_at', precision: 3, nullable: true })
  reviewAt: Date | null;

  @Column({ type: 'timestamptz', name: 'decided_at', precision: 3, nullable: true })
  decidedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** A wrong decision or outcome that was put right; append-only, its texts sealed for this row. */
@Entity('risk_corrections')
export class RiskCorrectionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'risk_id' })
  riskId: string;

  @Column('text', { name: 'was_decision' })
  wasDecision: string;

  @Column('text', { name: 'was_outcome' })
  wasOutcome: string;

  @Column('text')
  reason: string;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}
