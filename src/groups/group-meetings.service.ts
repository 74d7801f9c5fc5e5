import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { obstacleTo, type GroupMeetingOutcome, type GroupMeetingStep } from './group-meeting.states.js';
import { meetingTime } from './group-meeting.times.js';
import type { ChangeGroupMeetingInput, ScheduleGroupMeetingInput } from './group-meetings.graphql.js';
import { GroupMeetingsRepository, type SeenMeeting } from './group-meetings.repository.js';
import { GroupsRepository } from './groups.repository.js';

type Reference = Promise<{ id: string }>;

/** Meetings of groups as their leaders set them. The leader’s own time is taken by them, as by any session. */
@Injectable()
export class GroupMeetingsService {
  constructor(
    private readonly meetings: GroupMeetingsRepository,
    private readonly groups: GroupsRepository,
  ) {}

  /** @throws AppError NOT_FOUND, FORBIDDEN, INVALID_INPUT, CONFLICT where the group was put away or the leader is taken */
  async schedule(groupId: string, input: ScheduleGroupMeetingInput): Reference {
    const time = meetingTime(input.startsAt, input.minutes, Date.now(), 'input.startsAt');
    if (Boolean(input.place) === Boolean(input.videoUrl))
      throw invalidInput('Give either a place or a video link.', 'input.place');
    const status = await this.meetings.lockGroup(groupId);
    if (!status) {
      if (await this.groups.exists(groupId)) throw forbidden();
      throw notFound('Group', 'groupId');
    }
    if (status === 'ARCHIVED') throw new AppError('CONFLICT', 'The group was put away; reopen it first.');
    return { id: await this.meetings.schedule(groupId, time, input) };
  }

  /**
   * Moves a meeting that has not begun; who had answered is asked anew.
   * @throws AppError NOT_FOUND, FORBIDDEN, INVALID_INPUT, VERSION_CONFLICT, CONFLICT
   */
  async move(id: string, version: number, startsAt: string, minutes: number): Reference {
    const now = Date.now();
    const time = meetingTime(startsAt, minutes, now, 'startsAt');
    await this.lockFor('MOVE', id, now, version);
    await this.meetings.move(id, time);
    return { id };
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, INVALID_INPUT, VERSION_CONFLICT, CONFLICT */
  async change(id: string, version: number, input: ChangeGroupMeetingInput): Reference {
    if (input.place && input.videoUrl)
      throw invalidInput('Give either a place or a video link.', 'input.place');
    await this.lockFor('CHANGE', id, Date.now(), version);
    await this.meetings.change(id, input);
    return { id };
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  async cancel(id: string, reason: string | null): Reference {
    const now = Date.now();
    await this.lockFor('CANCEL', id, now);
    await this.meetings.cancel(id, new Date(now), reason);
    return { id };
  }

  /** Says that a meeting took place. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  async hold(id: string): Reference {
    await this.lockFor('HOLD', id, Date.now());
    await this.meetings.hold(id);
    return { id };
  }

  /**
   * Corrects what became of a meeting; what was said before stays on record.
   * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, CONFLICT, also where its time was taken meanwhile
   */
  async correct(id: string, version: number, outcome: GroupMeetingOutcome, reason: string): Reference {
    const now = Date.now();
    const { status } = await this.lockFor('CORRECT', id, now, version);
    if (status === outcome) throw new AppError('CONFLICT', 'That is what is said of it already.', 'outcome');
    await this.meetings.correct(id, outcome, reason, new Date(now));
    return { id };
  }

  private async lockFor(
    step: GroupMeetingStep,
    id: string,
    now: number,
    version?: number,
  ): Promise<SeenMeeting> {
    const seen = await this.meetings.find(id);
    if (!seen) throw notFound('GroupMeeting');
    // The group first, in the order of everybody who locks both.
    const meeting = (await this.meetings.lockGroup(seen.groupId)) && (await this.meetings.lock(id));
    if (!meeting) throw forbidden();
    if (version !== undefined && version !== meeting.version)
      throw new AppError('VERSION_CONFLICT', 'The meeting was changed meanwhile; look again.', 'version');
    const obstacle = obstacleTo(step, meeting, now);
    if (obstacle) throw new AppError('CONFLICT', obstacle);
    return meeting;
  }
}

function forbidden(): AppError {
  return new AppError('FORBIDDEN', 'Only who leads the group does this.');
}
