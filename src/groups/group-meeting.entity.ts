import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GroupAnswerWord, GroupMeetingOutcome, GroupMeetingStatus } from './group-meeting.states.js';

/** A meeting of a group. */
@Entity('group_meetings')
export class GroupMeetingEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  /** Whose calendar it takes, and who says who was there. */
  @Column({ type: 'uuid', name: 'leader_id', insert: false })
  leaderId: string;

  @Column('text')
  title: string;

  @Column({ type: 'timestamptz', name: 'starts_at', precision: 3 })
  startsAt: Date;

  @Column({ type: 'timestamptz', name: 'ends_at', precision: 3 })
  endsAt: Date;

  /** Either this or `videoUrl`. */
  @Column('text', { nullable: true })
  place: string | null;

  @Column('text', { name: 'video_url', nullable: true })
  videoUrl: string | null;

  @Column('text')
  status: GroupMeetingStatus;

  @Column({ type: 'timestamptz', name: 'cancelled_at', precision: 3, nullable: true })
  cancelledAt: Date | null;

  @Column('text', { name: 'cancel_reason', nullable: true })
  cancelReason: string | null;

  /** Of the calendar entry (RFC 5545): grows when people have to look at their calendars again. */
  @Column('integer')
  sequence: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** That a meeting took place after all, or did not; append-only. */
@Entity('group_meeting_corrections')
export class GroupMeetingCorrectionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column('text')
  was: GroupMeetingOutcome;

  @Column('text', { name: 'is_now' })
  isNow: GroupMeetingOutcome;

  @Column('text')
  reason: string;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}

/** Whether somebody means to come. */
@Entity('group_answers')
export class GroupAnswerEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column({ type: 'uuid', name: 'member_id', insert: false })
  memberId: string;

  @Column('text')
  answer: GroupAnswerWord;

  /** That of the meeting when it was given; another one now means that it was to another time. */
  @Column('integer')
  sequence: number;

  @Column({ type: 'timestamptz', name: 'answered_at', precision: 3 })
  answeredAt: Date;
}

/** Somebody was there, or was not after all; append-only. */
@Entity('group_attendance_marks')
export class GroupAttendanceMarkEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column('uuid', { name: 'member_id' })
  memberId: string;

  /** The highest of a person is what holds. */
  @Column('smallint')
  position: number;

  @Column('boolean')
  present: boolean;

  /** Why a mark was wrong; null for one that says present. */
  @Column('text', { nullable: true })
  reason: string | null;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}

/** What the leader of a meeting wrote down for all. */
@Entity('group_meeting_notes')
export class GroupMeetingNoteEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'meeting_id' })
  meetingId: string;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  /** Sealed for this row. */
  @Column('text')
  text: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3, nullable: true })
  changedAt: Date | null;

  @Column('integer')
  version: number;
}
