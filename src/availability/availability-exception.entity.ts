import { Column, Entity, PrimaryColumn } from 'typeorm';

export const exceptionKinds = ['AWAY', 'EXTRA'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

/** Days on which a coach can be met otherwise than the weekly hours say. */
@Entity('availability_exceptions')
export class AvailabilityExceptionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('text')
  kind: ExceptionKind;

  @Column('date', { name: 'first_on' })
  firstOn: string;

  @Column('date', { name: 'last_on' })
  lastOn: string;

  /** Minutes of the wall clock since midnight; null with `untilMinute` for the whole day. */
  @Column('integer', { name: 'from_minute', nullable: true })
  fromMinute: number | null;

  @Column('integer', { name: 'until_minute', nullable: true })
  untilMinute: number | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}

/** Why, for the coach alone; it has the id of the exception. */
@Entity('availability_reasons')
export class AvailabilityReasonEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('text')
  reason: string;
}
