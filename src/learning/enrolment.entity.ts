import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EnrolmentStatus } from './programme.states.js';

/** A client's seat in a programme. */
@Entity('enrolments')
export class EnrolmentEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'programme_id' })
  programmeId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  status: EnrolmentStatus;

  @Column({ type: 'timestamptz', name: 'enrolled_at', precision: 3, insert: false })
  enrolledAt: Date;

  @Column({ type: 'timestamptz', name: 'completed_at', precision: 3, nullable: true })
  completedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'left_at', precision: 3, nullable: true })
  leftAt: Date | null;

  @Column('integer')
  version: number;
}

/** A step was done, or was not after all; append-only. */
@Entity('enrolment_marks')
export class EnrolmentMarkEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'programme_id' })
  programmeId: string;

  @Column('uuid', { name: 'enrolment_id' })
  enrolmentId: string;

  @Column('uuid', { name: 'step_id' })
  stepId: string;

  /** The highest of a step is what holds. */
  @Column('smallint')
  position: number;

  @Column('boolean')
  done: boolean;

  /** Why a mark was wrong; null for one that says done. */
  @Column('text', { nullable: true })
  reason: string | null;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}
