import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProgrammeStatus } from './programme.states.js';

/** What an admin, a coach or a mentor offers to the organization to learn. Days are in the organization's zone. */
@Entity('programmes')
export class ProgrammeEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'uuid', name: 'poster_id', insert: false })
  posterId: string;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('date', { name: 'starts_on' })
  startsOn: string;

  @Column('date', { name: 'ends_on' })
  endsOn: string;

  /** The last day to enrol. */
  @Column('date', { name: 'enrol_by' })
  enrolBy: string;

  /** Null: as many as like to. */
  @Column('integer', { nullable: true })
  seats: number | null;

  @Column('text')
  status: ProgrammeStatus;

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

@Entity('programme_steps')
export class ProgrammeStepEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'programme_id' })
  programmeId: string;

  @Column({ type: 'uuid', name: 'poster_id', insert: false })
  posterId: string;

  @Column('smallint')
  position: number;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  details: string | null;

  @Column('date', { name: 'due_on', nullable: true })
  dueOn: string | null;
}
