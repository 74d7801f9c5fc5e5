import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How sessions with a coach are booked; it has the coach's id. */
@Entity('coach_schedules')
export class CoachScheduleEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  /** IANA; null for the member's. */
  @Column('text', { nullable: true })
  zone: string | null;

  /** Whether the coach has said their hours, be it that there are none. */
  @Column('boolean', { name: 'hours_set' })
  hoursSet: boolean;

  @Column('integer', { name: 'buffer_minutes' })
  bufferMinutes: number;

  @Column('integer', { name: 'min_notice_hours' })
  minNoticeHours: number;

  @Column('integer', { name: 'furthest_days' })
  furthestDays: number;

  @Column('integer', { name: 'step_minutes' })
  stepMinutes: number;

  @Column('integer', { name: 'session_minutes' })
  sessionMinutes: number;

  /** Of the hours and the rules; exceptions and calendars stand for themselves. */
  @Column('integer')
  version: number;
}
