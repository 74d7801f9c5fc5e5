import { Column, Entity, PrimaryColumn } from 'typeorm';

export const pactStatuses = ['PROPOSED', 'ACTIVE', 'ENDED'] as const;
export type PactStatus = (typeof pactStatuses)[number];

/** Two clients who keep each other going for a while. */
@Entity('buddy_pacts')
export class BuddyPactEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'proposer_id' })
  proposerId: string;

  /** Whoever opened the code. */
  @Column('uuid', { name: 'partner_id', nullable: true })
  partnerId: string | null;

  @Column('smallint', { name: 'cadence_weeks' })
  cadenceWeeks: number;

  /** `YYYY-MM-DD` */
  @Column('date', { name: 'starts_on' })
  startsOn: string;

  /** `YYYY-MM-DD`, the last day. */
  @Column('date', { name: 'ends_on' })
  endsOn: string;

  @Column({ type: 'timestamptz', name: 'starts_at', precision: 3 })
  startsAt: Date;

  /** The first instant behind the last day. */
  @Column({ type: 'timestamptz', name: 'ends_at', precision: 3 })
  endsAt: Date;

  /** Gone once the code was used. */
  @Column('bytea', { name: 'code_hash', nullable: true })
  codeHash: Buffer | null;

  @Column({ type: 'timestamptz', name: 'code_expires_at', precision: 3 })
  codeExpiresAt: Date;

  @Column('text')
  status: PactStatus;

  @Column({ type: 'timestamptz', name: 'accepted_at', precision: 3, nullable: true })
  acceptedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', precision: 3, nullable: true })
  endedAt: Date | null;

  /** Null where its time had run out. */
  @Column('uuid', { name: 'ended_by', nullable: true })
  endedBy: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** A goal that its owner brings into a pact. */
@Entity('pact_goals')
export class PactGoalEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'pact_id' })
  pactId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'goal_id' })
  goalId: string;

  /** Sealed for this row. */
  @Column('text')
  commitment: string;

  @Column({ type: 'timestamptz', name: 'added_at', precision: 3, insert: false })
  addedAt: Date;

  @Column('integer')
  version: number;
}
