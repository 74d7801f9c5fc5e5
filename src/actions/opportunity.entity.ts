import { Column, Entity, PrimaryColumn } from 'typeorm';

export const opportunityKinds = ['PROJECT', 'ROLE', 'EVENT'] as const;
export type OpportunityKind = (typeof opportunityKinds)[number];

export const opportunityStatuses = ['OPEN', 'CLOSED'] as const;
export type OpportunityStatus = (typeof opportunityStatuses)[number];

/** What an admin, a coach or a mentor offers to the clients of the organization. */
@Entity('opportunities')
export class OpportunityEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'poster_id' })
  posterId: string;

  @Column('text')
  kind: OpportunityKind;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text', { nullable: true })
  place: string | null;

  @Column('date', { name: 'starts_on', nullable: true })
  startsOn: string | null;

  @Column('date', { name: 'ends_on', nullable: true })
  endsOn: string | null;

  /** Worked out by the database from kind and dates. */
  @Column({ type: 'date', name: 'last_on', nullable: true, insert: false, update: false })
  lastOn: string | null;

  @Column('integer', { name: 'effort_minutes', nullable: true })
  effortMinutes: number | null;

  /** Null: as many as like to. */
  @Column('integer', { nullable: true })
  seats: number | null;

  @Column({ type: 'integer', name: 'seats_taken', insert: false, update: false })
  seatsTaken: number;

  @Column('text')
  status: OpportunityStatus;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column('text', { array: true })
  tags: string[];

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** A skill that an opportunity asks for or teaches. */
@Entity('opportunity_skills')
export class OpportunitySkillEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'opportunity_id' })
  opportunityId: string;

  @Column('uuid', { name: 'poster_id' })
  posterId: string;

  @Column('uuid', { name: 'skill_id' })
  skillId: string;
}
