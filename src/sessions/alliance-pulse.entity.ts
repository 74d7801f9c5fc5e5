import { Column, Entity, PrimaryColumn } from 'typeorm';

export const allianceStatuses = ['DUE', 'ANSWERED', 'SKIPPED', 'LAPSED'] as const;
export type AllianceStatus = (typeof allianceStatuses)[number];

/** How two work together, asked of the client after every fourth session held. */
@Entity('alliance_pulses')
export class AlliancePulseEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** After so many sessions held. */
  @Column('integer', { name: 'held_count' })
  heldCount: number;

  @Column('text')
  status: AllianceStatus;

  @Column('smallint', { nullable: true })
  goals: number | null;

  @Column('smallint', { nullable: true })
  way: number | null;

  @Column('smallint', { nullable: true })
  bond: number | null;

  /** Of the three, to two decimals; kept by the database. */
  @Column({ type: 'numeric', nullable: true, insert: false, update: false })
  mean: string | null;

  @Column('boolean', { name: 'rupture_risk', nullable: true })
  ruptureRisk: boolean | null;

  @Column({ type: 'timestamptz', name: 'asked_at', precision: 3, insert: false })
  askedAt: Date;

  @Column({ type: 'timestamptz', name: 'settled_at', precision: 3, nullable: true })
  settledAt: Date | null;
}
