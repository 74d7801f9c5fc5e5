import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { GroupStatus } from './group.states.js';
import type { GroupMeetingEntity } from './group-meeting.entity.js';
import type { GroupMeetingOutcome } from './group-meeting.states.js';
import type { MeetingTime } from './group-meeting.times.js';
import type { ChangeGroupMeetingInput, ScheduleGroupMeetingInput } from './group-meetings.graphql.js';

/** A meeting as far as the next step needs it. */
export type SeenMeeting = Pick<
  GroupMeetingEntity,
  'startsAt' | 'status' | 'sequence' | 'version' | 'groupId'
> & {
  /** Whether the actor leads this meeting, and so says who was there. */
  isMine: boolean;
};

const facts = `t.starts_at as "startsAt", t.status, t.sequence, t.version, t.group_id as "groupId",
  t.leader_id = app.member_id() and app.may_lead() as "isMine"`;

/** Only who leads a group changes its meetings: every statement says so itself, beside row-level security. */
@Injectable()
export class GroupMeetingsRepository {
  constructor(private readonly db: Db) {}

  /**
   * The group stays as it is until the unit of work ends: nobody joins it meanwhile, who would miss the reminder.
   * @returns undefined where the actor leads no such group
   */
  async lockGroup(groupId: string): Promise<GroupStatus | undefined> {
    const [row] = await this.db.query<{ status: GroupStatus }>(
      `select status from groups
       where org_id = app.org_id() and id = $1 and leader_id = app.member_id() and app.may_lead() for share`,
      [groupId],
    );
    return row?.status;
  }

  async schedule(groupId: string, time: MeetingTime, input: ScheduleGroupMeetingInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into group_meetings (group_id, title, starts_at, ends_at, place, video_url)
       values ($1, $2, $3, $4, $5, $6) returning id`,
      [groupId, input.title, time.startsAt, time.endsAt, input.place ?? null, input.videoUrl ?? null],
    );
    return row!.id;
  }

  /** @returns undefined when the actor sees no such meeting */
  async find(id: string): Promise<SeenMeeting | undefined> {
    const [row] = await this.db.query<SeenMeeting>(
      `select ${facts} from group_meetings t where t.org_id = app.org_id() and t.id = $1`,
      [id],
    );
    return row;
  }

  /** Locked until the unit of work ends, behind the lock of its group. @returns undefined where the actor leads no such group */
  async lock(id: string): Promise<SeenMeeting | undefined> {
    const [row] = await this.db.query<SeenMeeting>(
      `select ${facts} from group_meetings t
       where t.org_id = app.org_id() and t.id = $1 and t.group_id = any (app.led_group_ids()) for update`,
      [id],
    );
    return row;
  }

  async move(id: string, time: MeetingTime): Promise<void> {
    await this.db.query(
      `update group_meetings set starts_at = $2, ends_at = $3, sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, time.startsAt, time.endsAt],
    );
  }

  /** A place takes the place of a video link, and the other way round. */
  async change(id: string, { title, place, videoUrl }: ChangeGroupMeetingInput): Promise<void> {
    await this.db.query(
      `update group_meetings set title = coalesce($2, title),
         place = case when $4::text is null then coalesce($3::text, place) end,
         video_url = case when $3::text is null then coalesce($4::text, video_url) end, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, title ?? null, place ?? null, videoUrl ?? null],
    );
  }

  async cancel(id: string, at: Date, reason: string | null): Promise<void> {
    await this.db.query(
      `update group_meetings set status = 'CANCELLED', cancelled_at = $2, cancel_reason = $3,
         sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, at, reason],
    );
  }

  async hold(id: string): Promise<void> {
    await this.db.query(
      `update group_meetings set status = 'HELD', version = version + 1 where org_id = app.org_id() and id = $1`,
      [id],
    );
  }

  async correct(id: string, outcome: GroupMeetingOutcome, reason: string, at: Date): Promise<void> {
    await this.db.query(
      `insert into group_meeting_corrections (group_id, meeting_id, was, is_now, reason)
       select t.group_id, t.id, t.status, $2, $3 from group_meetings t where t.org_id = app.org_id() and t.id = $1`,
      [id, outcome, reason],
    );
    await this.db.query(
      `update group_meetings set status = $2, cancelled_at = case when $2 = 'CANCELLED' then $3::timestamptz end,
         cancel_reason = null, sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, outcome, at],
    );
  }

  /** Whether the actor is still to be told of a meeting at this sequence. */
  async isToBeReminded(id: string, sequence: number): Promise<boolean> {
    const rows = await this.db.query(
      `select from group_meetings t
       where t.org_id = app.org_id() and t.id = $1 and t.sequence = $2 and t.status = 'BOOKED'
         and exists (select from group_memberships s where s.org_id = t.org_id and s.group_id = t.group_id
           and s.member_id = app.member_id() and s.left_at is null)
         and not exists (select from group_answers a where a.org_id = t.org_id and a.meeting_id = t.id
           and a.member_id = app.member_id() and a.sequence = t.sequence and a.answer = 'NO')`,
      [id, sequence],
    );
    return rows.length === 1;
  }
}
