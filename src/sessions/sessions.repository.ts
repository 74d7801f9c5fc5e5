import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { EngagementStatus } from '../engagements/engagement.entity.js';
import type { SessionEntity } from './session.entity.js';
import type { SessionStatus, Side } from './session.states.js';
import type { Slot } from './session.times.js';
import type { BookSessionInput } from './sessions.graphql.js';

// One answer whichever side is taken, and by whatever: it says nothing about the other session, or where it is.
constraintMeans('busy_times_free', () => new AppError('CONFLICT', 'This time is taken.'));

/** A session that nobody else changes before the unit of work ends. */
export type LockedSession = Pick<SessionEntity, 'startsAt' | 'status' | 'version'> & {
  side: Side;
  /** Stays what it is until the unit of work ends. */
  engagementStatus: EngagementStatus;
};

@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Db) {}

  /**
   * Books in an active engagement of the actor's, which stays active until the unit of work ends.
   * @returns the id; undefined when there is no such engagement, or it is not active
   */
  async book(engagementId: string, slot: Slot, input: BookSessionInput): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into sessions (engagement_id, coach_id, client_id, starts_at, ends_at, buffer_minutes, place, video_url, agenda)
       select e.id, e.coach_id, e.client_id, $2::timestamptz, $3::timestamptz, $4::int, $5, $6, $7 from engagements e
       where e.org_id = app.org_id() and e.id = $1 and e.status = 'ACTIVE' and app.member_id() in (e.coach_id, e.client_id)
       for share of e
       returning id`,
      [
        engagementId,
        slot.startsAt,
        slot.endsAt,
        input.bufferMinutes,
        input.place ?? null,
        input.videoUrl ?? null,
        input.agenda,
      ],
    );
    return row?.id;
  }

  /** Whether the actor is a side of the engagement, in whatever state. */
  async isPartOf(engagementId: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from engagements where org_id = app.org_id() and id = $1 and app.member_id() in (coach_id, client_id)`,
      [engagementId],
    );
    return rows.length === 1;
  }

  /** @returns undefined when the actor sees no such session */
  async lock(id: string): Promise<LockedSession | undefined> {
    const [row] = await this.db.query<LockedSession>(
      `select s.starts_at as "startsAt", s.status, s.version, e.status as "engagementStatus",
              case app.member_id() when s.coach_id then 'COACH' else 'CLIENT' end as side
       from sessions s join engagements e on e.org_id = s.org_id and e.id = s.engagement_id
       where s.org_id = app.org_id() and s.id = $1 and app.member_id() in (s.coach_id, s.client_id)
       for update of s for share of e`,
      [id],
    );
    return row;
  }

  async reschedule(id: string, slot: Slot): Promise<void> {
    await this.db.query(
      `update sessions set starts_at = $2, ends_at = $3, sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, slot.startsAt, slot.endsAt],
    );
  }

  async cancel(id: string, at: Date, late: boolean, reason: string | null): Promise<void> {
    await this.db.query(
      `update sessions set status = 'CANCELLED', cancelled_at = $2, cancelled_by = app.member_id(), late_cancel = $3,
              cancel_reason = $4, sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, at, late, reason],
    );
  }

  /** Cancels what an engagement has booked from `now` on; its end makes none of them late. */
  async cancelAhead(engagementId: string, now: Date): Promise<void> {
    await this.db.query(
      `update sessions set status = 'CANCELLED', cancelled_at = $2, cancelled_by = app.member_id(),
              sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and engagement_id = $1 and status = 'BOOKED' and starts_at > $2`,
      [engagementId, now],
    );
  }

  async mark(id: string, status: SessionStatus & ('HELD' | 'NO_SHOW')): Promise<void> {
    await this.db.query(
      `update sessions set status = $2, version = version + 1 where org_id = app.org_id() and id = $1`,
      [id, status],
    );
  }

  async changeAgenda(id: string, agenda: string): Promise<void> {
    await this.db.query(
      `update sessions set agenda = $2, version = version + 1 where org_id = app.org_id() and id = $1`,
      [id, agenda],
    );
  }
}
