import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import type { Row } from '../graphql/read/declaration.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { GroupMeetingEntity } from './group-meeting.entity.js';
import {
  groupAnswers,
  groupMeetingOutcomes,
  groupMeetingStatuses,
  type GroupAnswerWord,
  type GroupMeetingStatus,
} from './group-meeting.states.js';
import { FURTHEST_DAYS, MAX_MINUTES, MIN_MINUTES } from './group-meeting.times.js';
import { placeCheck, text, urlCheck } from './groups.checks.js';
import { Group } from './groups.graphql.js';

export const GroupMeetingStatusEnum = enumOf(groupMeetingStatuses);
registerEnumType(GroupMeetingStatusEnum, {
  name: 'GroupMeetingStatus',
  description: 'What became of a meeting of a group.',
  valuesMap: {
    BOOKED: { description: 'Set; also once it has begun, until the leader says that it was held.' },
    HELD: { description: 'Took place.' },
    CANCELLED: { description: 'Does not take place, or did not; the leader’s time is free again.' },
  },
});

export const GroupMeetingOutcomeEnum = enumOf(groupMeetingOutcomes);
registerEnumType(GroupMeetingOutcomeEnum, {
  name: 'GroupMeetingOutcome',
  description: 'What a meeting of a group has become, and can be corrected to.',
  valuesMap: {
    HELD: { description: 'It took place.' },
    CANCELLED: { description: 'It did not take place.' },
  },
});

export const GroupAnswerEnum = enumOf(groupAnswers);
registerEnumType(GroupAnswerEnum, {
  name: 'GroupAnswerWord',
  description: 'Whether somebody means to come to a meeting of a group.',
  valuesMap: {
    YES: { description: 'Means to come.' },
    NO: { description: 'Will not come, and is not reminded.' },
    MAYBE: { description: 'Does not know yet.' },
  },
});

const isLed = (meeting: Row) => `${meeting}.leader_id = (select app.member_id())`;

/** The answers to a meeting as it stands of who is still in the group, for who leads the meeting; null for others. */
const answered = (word: GroupAnswerWord) => (meeting: Row) =>
  `case when ${isLed(meeting)} then (select count(*)::int from group_answers a` +
  ` where a.org_id = ${meeting}.org_id and a.meeting_id = ${meeting}.id and a.answer = '${word}' and ${stands('a', meeting)}) end`;

/** Whether an answer is to the meeting's present time, of somebody who is in the group. */
export const stands = (answer: Row, meeting: Row) =>
  `${answer}.sequence = ${meeting}.sequence and exists (select from group_memberships s where s.org_id = ${answer}.org_id` +
  ` and s.group_id = ${answer}.group_id and s.member_id = ${answer}.member_id and s.left_at is null)`;

/** Whether a mark says that somebody was there, and was not taken back. */
export const wasThere = (mark: Row) =>
  `${mark}.present and not exists (select from group_attendance_marks later where later.org_id = ${mark}.org_id` +
  ` and later.meeting_id = ${mark}.meeting_id and later.member_id = ${mark}.member_id and later.position > ${mark}.position)`;

@Reads('group_meetings', {
  idKind: 'group-meeting',
  description:
    'A meeting of a group. For its members: whoever joins later sees those to come, and those that they attended before.',
})
export class GroupMeeting implements Pick<
  GroupMeetingEntity,
  'title' | 'place' | 'videoUrl' | 'status' | 'cancelReason' | 'sequence' | 'version'
> {
  @Id('group-meeting')
  id: string;

  @One(() => Group, {
    description: 'The group that meets.',
    on: (meeting, group) => `${group}.id = ${meeting}.group_id`,
  })
  group: Group;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => Instant, { description: 'When it starts.' })
  startsAt: string;

  @Stored(() => Instant, { description: 'When it ends.' })
  endsAt: string;

  @Sql(() => Int, {
    description: 'How long it is, in minutes.',
    sql: (meeting) => `(extract(epoch from ${meeting}.ends_at - ${meeting}.starts_at) / 60)::int`,
  })
  minutes: number;

  @Stored(() => String, { nullable: true, description: 'Where it is held; null when it is held by video.' })
  place: string | null;

  @Stored(() => String, {
    nullable: true,
    description: 'Where it is held by video; null when there is a place.',
  })
  videoUrl: string | null;

  @Stored(() => GroupMeetingStatusEnum, { description: 'What became of it.' })
  status: GroupMeetingStatus;

  @Stored(() => Instant, { nullable: true, description: 'When it was cancelled; null when it was not.' })
  cancelledAt: string | null;

  @Stored(() => String, { nullable: true, description: 'Why it was cancelled, where that was said.' })
  cancelReason: string | null;

  @Stored(() => Int, {
    description:
      'Grows when people have to look at their calendars again, as the SEQUENCE of a calendar entry does; pass it back to answer what you saw.',
  })
  sequence: number;

  @Sql(() => Boolean, {
    description: 'Whether you lead this meeting: it takes your time, and you say who was there.',
    sql: isLed,
  })
  isMine: boolean;

  @Sql(() => GroupAnswerEnum, {
    nullable: true,
    description: 'Whether you mean to come; null where you have not answered, or it was moved since.',
    sql: (meeting) =>
      `select a.answer from group_answers a where a.org_id = ${meeting}.org_id and a.meeting_id = ${meeting}.id` +
      ` and a.member_id = (select app.member_id()) and a.sequence = ${meeting}.sequence`,
  })
  myAnswer: GroupAnswerWord | null;

  @Sql(() => Int, {
    nullable: true,
    description: 'How many mean to come; null for anybody but who leads the meeting.',
    sql: answered('YES'),
  })
  yesCount: number | null;

  @Sql(() => Int, {
    nullable: true,
    description: 'How many do not know yet; null for anybody but who leads the meeting.',
    sql: answered('MAYBE'),
  })
  maybeCount: number | null;

  @Sql(() => Int, {
    nullable: true,
    description: 'How many will not come; null for anybody but who leads the meeting.',
    sql: answered('NO'),
  })
  noCount: number | null;

  @Sql(() => Boolean, {
    nullable: true,
    description:
      'Whether you were there, as who led it says; null while nothing is said of you, and where it did not take place.',
    sql: (meeting) =>
      `select k.present from group_attendance_marks k where k.org_id = ${meeting}.org_id and k.meeting_id = ${meeting}.id` +
      ` and k.member_id = (select app.member_id()) and ${meeting}.status <> 'CANCELLED' order by k.position desc limit 1`,
  })
  wasPresent: boolean | null;

  @Sql(() => Int, {
    nullable: true,
    description: 'How many were there; null for anybody but who led the meeting.',
    sql: (meeting) =>
      `case when ${isLed(meeting)} then (select count(*)::int from group_attendance_marks k` +
      ` where k.org_id = ${meeting}.org_id and k.meeting_id = ${meeting}.id and ${meeting}.status <> 'CANCELLED'` +
      ` and ${wasThere('k')}) end`,
  })
  presentCount: number | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const GroupMeetingConnection = connectionOf(GroupMeeting, 'meetings');

export const minutesCheck = z.number().int().min(MIN_MINUTES).max(MAX_MINUTES);

@InputType({ description: 'A meeting to set. Give either `place` or `videoUrl`.' })
export class ScheduleGroupMeetingInput {
  @Input(() => String, {
    check: text(120),
    description: 'What it is called: something that may stand in a calendar; at most 120 letters.',
  })
  title: string;

  @Input(() => Instant, {
    description: `When it starts: in the future, at most ${FURTHEST_DAYS} days ahead.`,
  })
  startsAt: string;

  @Input(() => Int, {
    check: minutesCheck,
    description: `How long it is, ${MIN_MINUTES} to ${MAX_MINUTES} minutes.`,
  })
  minutes: number;

  @Input(() => String, {
    nullable: true,
    check: placeCheck,
    description: 'Where it is held; at most 200 letters.',
  })
  place?: string | null;

  @Input(() => String, {
    nullable: true,
    check: urlCheck,
    description: 'Where it is held by video: an https address of at most 500 letters.',
  })
  videoUrl?: string | null;
}

@InputType({ description: 'What to change of a meeting; what is left out or null stays as it is.' })
export class ChangeGroupMeetingInput {
  @Input(() => String, {
    nullable: true,
    check: text(120),
    description: 'What it is called; at most 120 letters.',
  })
  title?: string | null;

  @Input(() => String, {
    nullable: true,
    check: placeCheck,
    description: 'Where it is held, instead of by video; at most 200 letters.',
  })
  place?: string | null;

  @Input(() => String, {
    nullable: true,
    check: urlCheck,
    description: 'Where it is held by video, instead of at a place: an https address of at most 500 letters.',
  })
  videoUrl?: string | null;
}
