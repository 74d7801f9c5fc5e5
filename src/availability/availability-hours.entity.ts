import { Column, Entity, PrimaryColumn } from 'typeorm';

/** From when until when a coach can be met on one day of each week. */
@Entity('availability_hours')
export class AvailabilityHoursEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  /** 1 Monday to 7 Sunday. */
  @Column('integer')
  weekday: number;

  /** Minutes of the wall clock since midnight. */
  @Column('integer', { name: 'from_minute' })
  fromMinute: number;

  /** At most 1440, the end of the day. */
  @Column('integer', { name: 'until_minute' })
  untilMinute: number;
}
