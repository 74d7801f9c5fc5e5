import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A rule by which the sessions of an engagement recur. */
@Entity('session_series')
export class SessionSeriesEntity {
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

  /** RFC 5545, always with a COUNT. */
  @Column('text')
  rrule: string;

  /** `YYYY-MM-DD`: the first occurrence of the rule. */
  @Column('date', { name: 'starts_on' })
  startsOn: string;

  /** `HH:MM:SS` on the wall clock of the zone. */
  @Column({ type: 'time', name: 'local_time', precision: 0 })
  localTime: string;

  @Column('text')
  zone: string;

  @Column('integer')
  minutes: number;

  @Column('integer', { name: 'buffer_minutes' })
  bufferMinutes: number;

  /** Either this or `videoUrl`. */
  @Column('text', { nullable: true })
  place: string | null;

  @Column('text', { name: 'video_url', nullable: true })
  videoUrl: string | null;

  /** The series that this one was split from. */
  @Column('uuid', { name: 'follows_id', nullable: true })
  followsId: string | null;

  /** Of the calendar entry (RFC 5545): grows when people have to look at their calendars again. */
  @Column('integer')
  sequence: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
