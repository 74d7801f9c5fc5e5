import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Action, declared, One, Page, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { GroupMeetingOutcome, GroupMeetingStatus } from './group-meeting.states.js';
import { FURTHEST_DAYS, MAX_MINUTES, MIN_MINUTES } from './group-meeting.times.js';
import {
  ChangeGroupMeetingInput,
  GroupMeeting,
  GroupMeetingConnection,
  GroupMeetingOutcomeEnum,
  GroupMeetingStatusEnum,
  minutesCheck,
  ScheduleGroupMeetingInput,
} from './group-meetings.graphql.js';
import { GroupMeetingsService } from './group-meetings.service.js';
import { reasonCheck } from './groups.checks.js';
import { Group, isIn } from './groups.graphql.js';

type Reference = Promise<{ id: string }>;
const LEADERS = ['ADMIN', 'COACH', 'MENTOR'] as const;
const args = { id: id('group-meeting') };
const idArg = { type: () => ID, description: 'Id of the meeting.' };
const versionArg = { type: () => Int, description: 'The version that you saw.' };

const filters = {
  status: (meeting: Row, { arg }: Scope) => `${meeting}.status = ${arg('status', 'text')}`,
  from: (meeting: Row, { arg }: Scope) => `${meeting}.starts_at >= ${arg('from', 'timestamptz')}`,
  until: (meeting: Row, { arg }: Scope) => `${meeting}.starts_at < ${arg('until', 'timestamptz')}`,
};
const statusArg = {
  type: () => GroupMeetingStatusEnum,
  nullable: true,
  description: 'Only those that became this.',
};
const fromArg = { type: () => Instant, nullable: true, description: 'Only those that start then or later.' };
const untilArg = { type: () => Instant, nullable: true, description: 'Only those that start before.' };
const earliestFirst = [
  { sql: (meeting: Row) => `${meeting}.starts_at`, type: 'timestamptz' as const },
  { sql: (meeting: Row) => `${meeting}.id`, type: 'uuid' as const },
];

@Resolver()
export class GroupMeetingsResolver {
  constructor(private readonly service: GroupMeetingsService) {}

  @ReadOne(() => GroupMeeting, {
    description: 'A meeting of a group by id; null where there is none that you may see.',
    allow: 'MEMBER',
    args,
    where: (meeting, { arg }) => `${meeting}.id = ${arg('id', 'uuid')}`,
  })
  groupMeeting(@Args('id', idArg) _id: string): GroupMeeting {
    return declared();
  }

  @ReadPage(() => GroupMeetingConnection, {
    description: 'The meetings of all the groups that you are in, earliest first.',
    allow: 'MEMBER',
    where: (meeting) => isIn(`${meeting}.group_id`, `${meeting}.org_id`),
    filters,
    order: earliestFirst,
  })
  myGroupMeetings(
    @Args() _page: PageArgs,
    @Args('status', statusArg) _status?: GroupMeetingStatus,
    @Args('from', fromArg) _from?: string,
    @Args('until', untilArg) _until?: string,
  ): object {
    return declared();
  }

  @Action(() => GroupMeeting, {
    description:
      'Sets a meeting of a group that you lead. It takes your time and nobody else’s: CONFLICT where you are taken then, and it is not said by what. Its members are reminded the day before.',
    allow: LEADERS,
    args: { groupId: id('group') },
  })
  scheduleGroupMeeting(
    @Args('groupId', { type: () => ID, description: 'Id of the group.' }) groupId: string,
    @Args('input', { type: () => ScheduleGroupMeetingInput, description: 'When and where.' })
    input: ScheduleGroupMeetingInput,
  ): Reference {
    return this.service.schedule(groupId, input);
  }

  @Action(() => GroupMeeting, {
    description:
      'Moves a meeting that has not begun, as who leads the group; who had answered is asked anew. CONFLICT where whose time it takes is taken then.',
    allow: LEADERS,
    args: { ...args, minutes: minutesCheck },
  })
  moveGroupMeeting(
    @Args('id', idArg) meetingId: string,
    @Args('version', versionArg) version: number,
    @Args('startsAt', {
      type: () => Instant,
      description: `When it starts now: in the future, at most ${FURTHEST_DAYS} days ahead.`,
    })
    startsAt: string,
    @Args('minutes', {
      type: () => Int,
      description: `How long it is now, ${MIN_MINUTES} to ${MAX_MINUTES} minutes.`,
    })
    minutes: number,
  ): Reference {
    return this.service.move(meetingId, version, startsAt, minutes);
  }

  @Action(() => GroupMeeting, {
    description: 'Changes what a booked meeting is called, or where it is held, as who leads the group.',
    allow: LEADERS,
    args,
  })
  changeGroupMeeting(
    @Args('id', idArg) meetingId: string,
    @Args('version', versionArg) version: number,
    @Args('input', { type: () => ChangeGroupMeetingInput, description: 'What to change.' })
    input: ChangeGroupMeetingInput,
  ): Reference {
    return this.service.change(meetingId, version, input);
  }

  @Action(() => GroupMeeting, {
    description:
      'Cancels a booked meeting and frees its time, as who leads the group, until it is marked as held.',
    allow: LEADERS,
    args: { ...args, reason: reasonCheck },
  })
  cancelGroupMeeting(
    @Args('id', idArg) meetingId: string,
    @Args('reason', {
      type: () => String,
      nullable: true,
      description: 'Why, for the members to read; at most 500 letters.',
    })
    reason?: string | null,
  ): Reference {
    return this.service.cancel(meetingId, reason ?? null);
  }

  @Action(() => GroupMeeting, {
    description: 'Says that a meeting took place, once it has begun, as who leads the group.',
    allow: LEADERS,
    args,
  })
  markGroupMeetingHeld(@Args('id', idArg) meetingId: string): Reference {
    return this.service.hold(meetingId);
  }

  @Action(() => GroupMeeting, {
    description:
      'Corrects what became of a meeting, as who leads the group; what was said before stays on record. CONFLICT where its time is taken by now.',
    allow: LEADERS,
    args: { ...args, reason: reasonCheck },
  })
  correctGroupMeeting(
    @Args('id', idArg) meetingId: string,
    @Args('version', versionArg) version: number,
    @Args('outcome', { type: () => GroupMeetingOutcomeEnum, description: 'What it became.' })
    outcome: GroupMeetingOutcome,
    @Args('reason', {
      type: () => String,
      description: 'Why it was wrong, for the members to read; at most 500 letters.',
    })
    reason: string,
  ): Reference {
    return this.service.correct(meetingId, version, outcome, reason);
  }
}

/** When a group meets. */
@Resolver(() => Group)
export class GroupMeetings {
  @Page(() => GroupMeetingConnection, {
    description: 'Its meetings that you may see, earliest first; empty for anybody who is not in it.',
    on: (group, meeting) => `${meeting}.group_id = ${group}.id and ${isIn(`${group}.id`, `${group}.org_id`)}`,
    filters,
    order: earliestFirst,
  })
  meetings(
    @Args() _page: PageArgs,
    @Args('status', statusArg) _status?: GroupMeetingStatus,
    @Args('from', fromArg) _from?: string,
    @Args('until', untilArg) _until?: string,
  ): object {
    return declared();
  }

  @One(() => GroupMeeting, {
    nullable: true,
    description:
      'The meeting that is on, or else comes next; null where none is booked, or you are not in the group.',
    on: (group, meeting, { asOf }) =>
      `${meeting}.group_id = ${group}.id and ${meeting}.status = 'BOOKED' and ${meeting}.ends_at > ${asOf()}` +
      ` and ${isIn(`${group}.id`, `${group}.org_id`)}`,
    order: earliestFirst,
  })
  nextMeeting(): GroupMeeting {
    return declared();
  }
}
