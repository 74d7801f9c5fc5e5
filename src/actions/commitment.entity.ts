import { Column, Entity, PrimaryColumn } from 'typeorm';

export const weekOffKinds = ['LEAVE', 'GRACE'] as const;
export type WeekOffKind = (typeof weekOffKinds)[number];

/** How many actions a week a client means to do, from a week on. Append-only: a later row takes an earlier one's place. */
@Entity('weekly_commitments')
export class WeeklyCommitmentEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** The order of setting, from 1. */
  @Column('integer')
  position: number;

  /** The Monday of the first week that it holds for. */
  @Column('date', { name: 'from_on' })
  fromOn: string;

  /** Null: none from then on. */
  @Column('smallint', { nullable: true })
  target: number | null;

  @Column({ type: 'timestamptz', name: 'set_at', precision: 3 })
  setAt: Date;
}

/** A week that does not count. */
@Entity('commitment_weeks_off')
export class CommitmentWeekOffEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** Its Monday. */
  @Column('date', { name: 'week_on' })
  weekOn: string;

  @Column('text')
  kind: WeekOffKind;

  /** The first day of the quarter that its Thursday lies in; PostgreSQL works it out. */
  @Column({ type: 'date', name: 'quarter_on', insert: false, update: false })
  quarterOn: string;

  /** Which grace week of its quarter it is; null for leave. */
  @Column('smallint', { nullable: true })
  slot: number | null;

  @Column({ type: 'timestamptz', name: 'taken_at', precision: 3 })
  takenAt: Date;

  /** When it was taken back; null while it stands. */
  @Column({ type: 'timestamptz', name: 'returned_at', precision: 3, nullable: true })
  returnedAt: Date | null;
}
