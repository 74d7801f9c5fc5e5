import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { Row } from '../graphql/read/declaration.js';
import { Action, declared, Page } from '../graphql/read/declare.js';
import type { GroupAnswerWord } from './group-meeting.states.js';
import { GroupAnswerEnum, GroupMeeting, stands, wasThere } from './group-meetings.graphql.js';
import {
  GroupAnswerConnection,
  GroupAttendanceConnection,
  GroupMeetingCorrectionConnection,
  GroupMeetingNote,
  GroupMeetingNoteConnection,
} from './group-records.graphql.js';
import { GroupRecordsService } from './group-records.service.js';
import { reasonCheck, text } from './groups.checks.js';

type Reference = Promise<{ id: string }>;
const LEADERS = ['ADMIN', 'COACH', 'MENTOR'] as const;
const args = { id: id('group-meeting') };
const idArg = { type: () => ID, description: 'Id of the meeting.' };
const MAX_LETTERS = 10_000;
const MAX_MARKED = 500;
const textCheck = text(MAX_LETTERS);
const textArg = {
  type: () => String,
  description: `What to note, for all members; at most ${MAX_LETTERS} letters.`,
};

@Resolver()
export class GroupRecordsResolver {
  constructor(private readonly records: GroupRecordsService) {}

  @Action(() => GroupMeeting, {
    description:
      'Says whether you mean to come, until the meeting begins; a later answer takes the place of an earlier one. Whoever says NO is not reminded.',
    allow: 'MEMBER',
    args,
  })
  answerGroupMeeting(
    @Args('id', idArg) meetingId: string,
    @Args('sequence', {
      type: () => Int,
      description: 'The sequence that you saw; VERSION_CONFLICT where it was moved since.',
    })
    sequence: number,
    @Args('answer', { type: () => GroupAnswerEnum, description: 'Whether you mean to come.' })
    answer: GroupAnswerWord,
  ): Reference {
    return this.records.answer(meetingId, sequence, answer);
  }

  @Action(() => GroupMeeting, {
    description:
      'Marks members as there, once the meeting has begun, as who leads it. Each reads it of themselves, and nobody else’s. Who is marked already stays so.',
    allow: LEADERS,
    args: { ...args, membershipIds: z.array(id('group-membership')).min(1).max(MAX_MARKED) },
  })
  markGroupAttendance(
    @Args('id', idArg) meetingId: string,
    @Args('membershipIds', {
      type: () => [ID],
      description: `Memberships of who was there, 1 to ${MAX_MARKED}; all of the group that meets.`,
    })
    membershipIds: string[],
  ): Reference {
    return this.records.markPresent(meetingId, membershipIds);
  }

  @Action(() => GroupMeeting, {
    description: 'Takes back a wrong mark of who was there, as who led the meeting; it stays on record.',
    allow: LEADERS,
    args: { id: id('group-attendance'), reason: reasonCheck },
  })
  correctGroupAttendance(
    @Args('id', { type: () => ID, description: 'Id of the mark.' }) markId: string,
    @Args('reason', {
      type: () => String,
      description: 'Why it was wrong, for whom it is about to read; at most 500 letters.',
    })
    reason: string,
  ): Reference {
    return this.records.correctAttendance(markId, reason);
  }

  @Action(() => GroupMeetingNote, {
    description: 'Writes a note to a meeting that you lead; all who may see the meeting read it.',
    allow: LEADERS,
    args: { meetingId: id('group-meeting'), text: textCheck },
  })
  addGroupMeetingNote(
    @Args('meetingId', idArg) meetingId: string,
    @Args('text', textArg) note: string,
  ): Reference {
    return this.records.addNote(meetingId, note);
  }

  @Action(() => GroupMeetingNote, {
    description: 'Replaces what you noted yourself, while you are in the group.',
    allow: LEADERS,
    args: { id: id('group-meeting-note'), text: textCheck },
  })
  changeGroupMeetingNote(
    @Args('id', { type: () => ID, description: 'Id of the note.' }) noteId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('text', textArg) note: string,
  ): Reference {
    return this.records.changeNote(noteId, version, note);
  }
}

/** Whether what is said of somebody is the actor's to read: it is about them, or they lead the meeting. */
const concerns = (row: Row, meeting: Row) =>
  `(select app.member_id()) in (${row}.member_id, ${meeting}.leader_id)`;

const inOrder = [{ sql: (row: Row) => `${row}.id`, type: 'uuid' as const }];

/** What is on record of a meeting. */
@Resolver(() => GroupMeeting)
export class GroupMeetingRecords {
  @Page(() => GroupAnswerConnection, {
    description:
      'The answers to its present time of who is in the group: all for who leads the meeting, others find their own.',
    on: (meeting, answer) =>
      `${answer}.meeting_id = ${meeting}.id and ${concerns(answer, meeting)} and ${stands(answer, meeting)}`,
    order: inOrder,
  })
  answers(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => GroupAttendanceConnection, {
    description:
      'Who was there: all for who led the meeting, others find themselves. Empty where it did not take place.',
    on: (meeting, mark) =>
      `${mark}.meeting_id = ${meeting}.id and ${concerns(mark, meeting)}` +
      ` and ${meeting}.status <> 'CANCELLED' and ${wasThere(mark)}`,
    order: inOrder,
  })
  attendance(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => GroupAttendanceConnection, {
    description: 'All marks of who was there, also those that were taken back, in the order of marking.',
    on: (meeting, mark) => `${mark}.meeting_id = ${meeting}.id and ${concerns(mark, meeting)}`,
    order: inOrder,
  })
  attendanceHistory(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => GroupMeetingNoteConnection, {
    description: 'What who led it noted for all, in the order of writing.',
    on: (meeting, note) => `${note}.meeting_id = ${meeting}.id`,
    order: inOrder,
  })
  notes(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => GroupMeetingCorrectionConnection, {
    description: 'What was said wrongly of whether it took place, in the order of correcting.',
    on: (meeting, correction) => `${correction}.meeting_id = ${meeting}.id`,
    order: inOrder,
  })
  corrections(@Args() _page: PageArgs): object {
    return declared();
  }
}
