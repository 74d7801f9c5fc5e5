import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Another calendar of a coach's, as it was when they handed it in. When it is busy is read in SQL alone. */
@Entity('imported_calendars')
export class ImportedCalendarEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('text')
  name: string;

  /** How many busy times it has; adjoining ones are one. */
  @Column('integer')
  times: number;

  @Column({ type: 'timestamptz', name: 'imported_at', precision: 3, insert: false })
  importedAt: Date;

  /** What recurs was followed until then. */
  @Column({ type: 'timestamptz', precision: 3 })
  until: Date;
}
