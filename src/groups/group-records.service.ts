import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { obstacleTo, type GroupAnswerWord } from './group-meeting.states.js';
import { GroupMeetingsRepository, type SeenMeeting } from './group-meetings.repository.js';
import { GroupRecordsRepository } from './group-records.repository.js';

type Reference = Promise<{ id: string }>;

/** Who means to come to a meeting, who was there, and what was noted of it. */
@Injectable()
export class GroupRecordsService {
  constructor(
    private readonly meetings: GroupMeetingsRepository,
    private readonly records: GroupRecordsRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  /**
   * Says whether the actor means to come, until it begins; a later answer takes the place of an earlier one.
   * @param sequence of the meeting as the actor saw it: nobody answers to a time that they have not seen
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT
   */
  async answer(id: string, sequence: number, answer: GroupAnswerWord): Reference {
    const now = new Date();
    const meeting = await this.seen(id);
    const obstacle = obstacleTo('ANSWER', meeting, now.getTime());
    if (obstacle) throw new AppError('CONFLICT', obstacle);
    if (!(await this.records.answer(id, sequence, answer, now)))
      throw new AppError('VERSION_CONFLICT', 'The meeting was moved meanwhile; look again.', 'sequence');
    return { id };
  }

  /** Marks members as there; who is marked already stays so. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  async markPresent(id: string, membershipIds: string[]): Reference {
    const meeting = await this.led(id);
    const obstacle = obstacleTo('MARK', meeting, Date.now());
    if (obstacle) throw new AppError('CONFLICT', obstacle);
    const given = [...new Set(membershipIds)];
    if ((await this.records.countStanding(id, given)) < given.length)
      throw notFound('GroupMembership', 'membershipIds');
    await this.records.markPresent(id, given);
    return { id };
  }

  /** Takes back that somebody was there; it stays on record. @throws AppError NOT_FOUND, CONFLICT unless the mark stands */
  async correctAttendance(markId: string, reason: string): Reference {
    const mark = await this.records.findMark(markId);
    if (!mark) throw notFound('GroupAttendance');
    if (!mark.stands || !(await this.records.takeBack(markId, reason)))
      throw new AppError('CONFLICT', 'This mark was taken back, or takes one back itself.');
    return { id: mark.meetingId };
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN for who does not lead the meeting */
  async addNote(meetingId: string, text: string): Reference {
    await this.led(meetingId, 'meetingId');
    const id = await this.records.reserveNote();
    await this.records.addNote(id, meetingId, await this.seal(id, text));
    return { id };
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN for others, VERSION_CONFLICT */
  async changeNote(id: string, version: number, text: string): Reference {
    const note = await this.records.findNote(id);
    if (!note) throw notFound('GroupMeetingNote');
    if (!note.isAuthor) throw new AppError('FORBIDDEN', 'A note is changed by who wrote it.');
    if (!(await this.records.changeNote(id, version, await this.seal(id, text), new Date())))
      throw new AppError('VERSION_CONFLICT', 'The note was changed meanwhile; look again.', 'version');
    return { id };
  }

  private async seen(id: string, field?: string): Promise<SeenMeeting> {
    const meeting = await this.meetings.find(id);
    if (!meeting) throw notFound('GroupMeeting', field);
    return meeting;
  }

  private async led(id: string, field?: string): Promise<SeenMeeting> {
    const meeting = await this.seen(id, field);
    if (!meeting.isMine) throw new AppError('FORBIDDEN', 'Only who leads the meeting does this.');
    return meeting;
  }

  private async seal(rowId: string, text: string): Promise<string> {
    const seal = await this.dataKeys.sealer();
    return seal(text, { table: 'group_meeting_notes', column: 'text', rowId });
  }
}
