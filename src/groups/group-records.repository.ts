import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { GroupAnswerWord } from './group-meeting.states.js';

/** A mark of the attendance of a meeting that the actor led. */
export interface SeenMark {
  meetingId: string;
  /** Whether it says present, and was not taken back. */
  stands: boolean;
}

/** A note as far as its author's next step needs it. */
export interface SeenNote {
  isAuthor: boolean;
  version: number;
}

@Injectable()
export class GroupRecordsRepository {
  constructor(private readonly db: Db) {}

  /** Notes the actor's answer in place of an earlier one. @returns whether the meeting is still at this sequence, and booked */
  async answer(meetingId: string, sequence: number, answer: GroupAnswerWord, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `insert into group_answers (group_id, meeting_id, answer, sequence, answered_at)
       select t.group_id, t.id, $3, t.sequence, $4 from group_meetings t
       where t.org_id = app.org_id() and t.id = $1 and t.sequence = $2 and t.status = 'BOOKED'
       on conflict on constraint group_answers_key do update
         set answer = excluded.answer, sequence = excluded.sequence, answered_at = excluded.answered_at
       returning id`,
      [meetingId, sequence, answer, at],
    );
    return rows.length === 1;
  }

  /** How many of these memberships stand in the group of a meeting. */
  async countStanding(meetingId: string, membershipIds: string[]): Promise<number> {
    const [row] = await this.db.query<{ standing: number }>(
      `select count(*)::int as standing from group_memberships s
       join group_meetings t on t.org_id = s.org_id and t.group_id = s.group_id
       where s.org_id = app.org_id() and s.id = any ($2::uuid[]) and s.left_at is null and t.id = $1`,
      [meetingId, membershipIds],
    );
    return row!.standing;
  }

  /** Marks these members as there who are not yet; of two at once one does it. */
  async markPresent(meetingId: string, membershipIds: string[]): Promise<void> {
    await this.db.query(
      `insert into group_attendance_marks (group_id, meeting_id, member_id, position, present)
       select t.group_id, t.id, s.member_id, coalesce(last.position, 0) + 1, true
       from group_meetings t
       join group_memberships s on s.org_id = t.org_id and s.group_id = t.group_id and s.left_at is null
       left join lateral (select k.position, k.present from group_attendance_marks k
         where k.org_id = t.org_id and k.meeting_id = t.id and k.member_id = s.member_id
         order by k.position desc limit 1) last on true
       where t.org_id = app.org_id() and t.id = $1 and s.id = any ($2::uuid[]) and not coalesce(last.present, false)
         and t.leader_id = app.member_id()
       on conflict on constraint group_attendance_marks_key do nothing`,
      [meetingId, membershipIds],
    );
  }

  /** @returns undefined where the actor has led no meeting with such a mark */
  async findMark(id: string): Promise<SeenMark | undefined> {
    const [row] = await this.db.query<SeenMark>(
      `select k.meeting_id as "meetingId", k.present and not exists (select from group_attendance_marks later
           where later.org_id = k.org_id and later.meeting_id = k.meeting_id and later.member_id = k.member_id
             and later.position > k.position) as stands
       from group_attendance_marks k
       where k.org_id = app.org_id() and k.id = $1 and k.meeting_id = any (app.led_group_meeting_ids())`,
      [id],
    );
    return row;
  }

  /** Takes a mark back. @returns whether nobody else has done so at this moment */
  async takeBack(id: string, reason: string): Promise<boolean> {
    const rows = await this.db.query(
      `insert into group_attendance_marks (group_id, meeting_id, member_id, position, present, reason)
       select k.group_id, k.meeting_id, k.member_id, k.position + 1, false, $2 from group_attendance_marks k
       where k.org_id = app.org_id() and k.id = $1
       on conflict on constraint group_attendance_marks_key do nothing returning id`,
      [id, reason],
    );
    return rows.length === 1;
  }

  /** The id of a note to be, which its text is sealed for. */
  async reserveNote(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  async addNote(id: string, meetingId: string, sealed: string): Promise<void> {
    await this.db.query(
      `insert into group_meeting_notes (id, group_id, meeting_id, text)
       select $1, t.group_id, t.id, $3 from group_meetings t where t.org_id = app.org_id() and t.id = $2`,
      [id, meetingId, sealed],
    );
  }

  /** @returns undefined when the actor sees no such note */
  async findNote(id: string): Promise<SeenNote | undefined> {
    const [row] = await this.db.query<SeenNote>(
      `select n.author_id = app.member_id() and n.meeting_id = any (app.led_group_meeting_ids()) as "isAuthor", n.version
       from group_meeting_notes n where n.org_id = app.org_id() and n.id = $1`,
      [id],
    );
    return row;
  }

  /** @returns whether it was still at this version */
  async changeNote(id: string, version: number, sealed: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update group_meeting_notes set text = $3, changed_at = $4, version = version + 1
       where org_id = app.org_id() and id = $1 and version = $2 and author_id = app.member_id() returning id`,
      [id, version, sealed, at],
    );
    return rows.length === 1;
  }
}
