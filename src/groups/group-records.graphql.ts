import { Int } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { Id, One, Reads, Sealed, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type {
  GroupAnswerEntity,
  GroupAttendanceMarkEntity,
  GroupMeetingCorrectionEntity,
  GroupMeetingNoteEntity,
} from './group-meeting.entity.js';
import type { GroupAnswerWord, GroupMeetingOutcome } from './group-meeting.states.js';
import { GroupAnswerEnum, GroupMeeting, GroupMeetingOutcomeEnum } from './group-meetings.graphql.js';

@Reads('group_answers', {
  idKind: 'group-answer',
  description: 'Whether somebody means to come to a meeting. For them and for who leads it.',
})
class GroupAnswer implements Pick<GroupAnswerEntity, 'answer'> {
  @Id('group-answer')
  id: string;

  @Sql(() => String, {
    nullable: true,
    description: 'The name of who answered; null once they have left the group.',
    sql: (answer) => `app.group_person_name(${answer}.member_id)`,
  })
  name: string | null;

  @Stored(() => GroupAnswerEnum, { description: 'What they answered.' })
  answer: GroupAnswerWord;

  @Stored(() => Instant, { description: 'When they answered.' })
  answeredAt: string;
}

export const GroupAnswerConnection = connectionOf(GroupAnswer, 'answers');

@Reads('group_attendance_marks', {
  idKind: 'group-attendance',
  description:
    'That somebody was at a meeting, or was not after all; it stays on record. For them and for who led it.',
})
class GroupAttendance implements Pick<GroupAttendanceMarkEntity, 'present' | 'reason'> {
  @Id('group-attendance')
  id: string;

  @Sql(() => String, {
    description: 'The name of who was there.',
    sql: (mark) => `app.group_person_name(${mark}.member_id)`,
  })
  name: string;

  @Sql(() => Boolean, {
    description: 'Whether it is about you.',
    sql: (mark) => `${mark}.member_id = (select app.member_id())`,
  })
  isMine: boolean;

  @Stored(() => Boolean, { description: 'Whether it says present; if not, it takes back the mark before.' })
  present: boolean;

  @Stored(() => String, {
    nullable: true,
    description: 'Why the mark before was wrong; null for one that says present.',
  })
  reason: string | null;

  @Stored(() => Instant, { description: 'When it was marked.' })
  at: string;
}

export const GroupAttendanceConnection = connectionOf(GroupAttendance, 'marks');

@Reads('group_meeting_corrections', {
  idKind: 'group-meeting-correction',
  description: 'That a meeting took place after all, or did not; it stays on record.',
})
class GroupMeetingCorrection implements Pick<GroupMeetingCorrectionEntity, 'was' | 'isNow' | 'reason'> {
  @Id('group-meeting-correction')
  id: string;

  @Stored(() => GroupMeetingOutcomeEnum, { description: 'What was said before.' })
  was: GroupMeetingOutcome;

  @Stored(() => GroupMeetingOutcomeEnum, { description: 'What is said since.' })
  isNow: GroupMeetingOutcome;

  @Stored(() => String, { description: 'Why it was wrong.' })
  reason: string;

  @Stored(() => Instant, { description: 'When it was corrected.' })
  at: string;
}

export const GroupMeetingCorrectionConnection = connectionOf(GroupMeetingCorrection, 'corrections');

@Reads('group_meeting_notes', {
  idKind: 'group-meeting-note',
  description: 'What who led a meeting wrote down for all who may see it.',
})
export class GroupMeetingNote implements Pick<GroupMeetingNoteEntity, 'text' | 'version'> {
  @Id('group-meeting-note')
  id: string;

  @Sealed({ description: 'What was written; encrypted at rest.' })
  text: string;

  @One(() => GroupMeeting, {
    description: 'The meeting that it belongs to.',
    on: (note, meeting) => `${meeting}.id = ${note}.meeting_id`,
  })
  meeting: GroupMeeting;

  @Stored(() => Instant, { description: 'When it was written.' })
  createdAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was last changed; null when it never was.' })
  changedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const GroupMeetingNoteConnection = connectionOf(GroupMeetingNote, 'notes');
