import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { EngagementStatus } from '../engagements/engagement.entity.js';
import type { SessionEntity } from './session.entity.js';
import type { MarkedStatus, Side } from './session.states.js';
import type { Slot } from './session.times.js';

// One answer whichever side is taken, and by whatever: it says nothing about the other session, or where it is.
constraintMeans('busy_times_free', () => new AppError('CONFLICT', 'This time is taken.'));

/** An engagement of the actor's that stays what it is until the unit of work ends. */
export interface LockedEngagement {
  id: string;
  coachId: string;
  status: EngagementStatus;
  side: Side;
  /** Whether the actor still has the role of that side, without which the database shows them no session. */
  hasRole: boolean;
  /** Whether both are members, each in the role of their side. */
  bothHere: boolean;
  /** The actor's. */
  zone: string;
}

/** A session that nobody else changes before the unit of work ends. */
export type LockedSession = Pick<
  SessionEntity,
  | 'id'
  | 'engagementId'
  | 'coachId'
  | 'startsAt'
  | 'endsAt'
  | 'bufferMinutes'
  | 'status'
  | 'lateCancel'
  | 'waivedAt'
  | 'seriesId'
  | 'occurrenceOn'
  | 'movedAlone'
  | 'version'
> & {
  side: Side;
  /** Also when that was corrected since: the client was not the one to stay away. */
  clientCancelled: boolean;
  /** Of the agreement that it was booked under. */
  lateCancelHours: number;
  /** Stays what it is until the unit of work ends. */
  engagementStatus: EngagementStatus;
};

/** Where a session is held: one of the two is null. */
export type Whereabouts = Pick<SessionEntity, 'place' | 'videoUrl'>;

/** A session to be. */
export type NewSession = Slot & Whereabouts & { bufferMinutes: number; series?: { id: string; on: string } };

/** What locked sessions are read as; `e` is their engagement, locked before them, as whoever ends it does. */
const LOCKED = `s.id, s.engagement_id as "engagementId", s.coach_id as "coachId", s.starts_at as "startsAt",
  s.ends_at as "endsAt", s.buffer_minutes as "bufferMinutes", s.status, s.late_cancel as "lateCancel", s.waived_at as "waivedAt", s.series_id as "seriesId",
  s.occurrence_on::text as "occurrenceOn", s.moved_alone as "movedAlone", s.version,
  case app.member_id() when s.coach_id then 'COACH' else 'CLIENT' end as side,
  (s.cancelled_by is not distinct from s.client_id or exists (select from session_corrections c
    where c.org_id = s.org_id and c.session_id = s.id and c.was_cancelled_by = s.client_id)) as "clientCancelled",
  (select a.late_cancel_hours from agreements a where a.org_id = s.org_id and a.id = s.agreement_id) as "lateCancelHours",
  e.status as "engagementStatus"`;

@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Db) {}

  /** @returns undefined when the actor is no side of such an engagement */
  async lockEngagement(id: string): Promise<LockedEngagement | undefined> {
    const [row] = await this.db.query<LockedEngagement>(
      `select e.id, e.coach_id as "coachId", e.status,
              case app.member_id() when e.coach_id then 'COACH' else 'CLIENT' end as side,
              app.has_role(case app.member_id() when e.coach_id then 'COACH' else 'CLIENT' end) as "hasRole",
              app.both_here(e.coach_id, e.client_id) as "bothHere",
              (select m.time_zone from members m where m.org_id = e.org_id and m.id = app.member_id()) as zone
       from engagements e
       where e.org_id = app.org_id() and e.id = $1 and app.member_id() in (e.coach_id, e.client_id)
       for no key update of e`,
      [id],
    );
    return row;
  }

  /** @returns the id */
  async book(engagementId: string, session: NewSession): Promise<string> {
    const { startsAt, endsAt, bufferMinutes, place, videoUrl, series } = session;
    const [row] = await this.db.query<{ id: string }>(
      `insert into sessions (engagement_id, coach_id, client_id, starts_at, ends_at, buffer_minutes, place, video_url,
                             series_id, occurrence_on)
       select e.id, e.coach_id, e.client_id, $2::timestamptz, $3::timestamptz, $4::int, $5, $6, $7::uuid, $8::date
       from engagements e
       where e.org_id = app.org_id() and e.id = $1 and app.member_id() in (e.coach_id, e.client_id)
       returning id`,
      [
        engagementId,
        startsAt,
        endsAt,
        bufferMinutes,
        place,
        videoUrl,
        series?.id ?? null,
        series?.on ?? null,
      ],
    );
    return row!.id;
  }

  /** @returns undefined when the actor sees no such session */
  async lock(id: string): Promise<LockedSession | undefined> {
    const [row] = await this.db.query<LockedSession>(
      `with e as materialized (
         select e.org_id, e.id, e.status from engagements e
         where e.org_id = app.org_id() and app.member_id() in (e.coach_id, e.client_id)
           and e.id = (select s.engagement_id from sessions s where s.org_id = app.org_id() and s.id = $1)
         for no key update of e)
       select ${LOCKED} from e join sessions s on s.org_id = e.org_id and s.engagement_id = e.id
       where s.org_id = app.org_id() and s.id = $1 for update of s`,
      [id],
    );
    return row;
  }

  /** @returns the sessions of a series whose engagement and which itself are locked, in the order of their dates */
  async lockOfSeries(seriesId: string): Promise<LockedSession[]> {
    return this.db.query<LockedSession>(
      `select ${LOCKED} from sessions s join engagements e on e.org_id = s.org_id and e.id = s.engagement_id
       where s.org_id = app.org_id() and s.series_id = $1 order by s.occurrence_on for update of s`,
      [seriesId],
    );
  }

  async reschedule(id: string, { startsAt, endsAt }: Slot): Promise<void> {
    await this.db.query(
      `update sessions set starts_at = $2, ends_at = $3, moved_alone = series_id is not null, sequence = sequence + 1,
              version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, startsAt, endsAt],
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

  /**
   * Cancels what an engagement has booked from `now` on; its end makes none of them late.
   * @returns those, and the series that they belong to
   */
  async cancelAhead(engagementId: string, now: Date): Promise<{ id: string; seriesId: string | null }[]> {
    return this.db.query<{ id: string; seriesId: string | null }>(
      `update sessions set status = 'CANCELLED', cancelled_at = $2, cancelled_by = app.member_id(),
              sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and engagement_id = $1 and status = 'BOOKED' and starts_at > $2
       returning id, series_id as "seriesId"`,
      [engagementId, now],
    );
  }

  /** @returns the sessions of an engagement that have begun and that nobody said of how they went */
  async findUnmarked(engagementId: string, now: Date): Promise<{ id: string }[]> {
    return this.db.query<{ id: string }>(
      `select id from sessions
       where org_id = app.org_id() and engagement_id = $1 and status = 'BOOKED' and starts_at <= $2`,
      [engagementId, now],
    );
  }

  async mark(id: string, status: 'HELD' | 'NO_SHOW'): Promise<void> {
    await this.db.query(
      `update sessions set status = $2, version = version + 1 where org_id = app.org_id() and id = $1`,
      [id, status],
    );
  }

  async waive(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update sessions set waived_at = $2, version = version + 1 where org_id = app.org_id() and id = $1`,
      [id, at],
    );
  }

  /** Puts another end to a session that is over, with the row that says what stood there before. */
  async correct(id: string, status: MarkedStatus, reason: string, at: Date): Promise<void> {
    await this.db.query(
      `with was as (
         insert into session_corrections (session_id, engagement_id, coach_id, client_id, was_status, is_status,
           was_cancelled_at, was_cancelled_by, was_cancel_reason, was_late_cancel, was_waived_at, reason, at)
         select s.id, s.engagement_id, s.coach_id, s.client_id, s.status, $2, s.cancelled_at, s.cancelled_by,
                s.cancel_reason, s.late_cancel, s.waived_at, $3, $4::timestamptz
         from sessions s where s.org_id = app.org_id() and s.id = $1)
       update sessions set status = $2, version = version + 1, late_cancel = false, waived_at = null, cancel_reason = null,
              cancelled_at = case when $2 = 'CANCELLED' then $4::timestamptz end,
              cancelled_by = case when $2 = 'CANCELLED' then app.member_id() end,
              -- Calendars show that it takes place, not whether somebody came.
              sequence = sequence + case when 'CANCELLED' in (status, $2) then 1 else 0 end
       where org_id = app.org_id() and id = $1`,
      [id, status, reason, at],
    );
  }

  async changePlace(id: string, { place, videoUrl }: Whereabouts): Promise<void> {
    await this.db.query(
      `update sessions set place = $2, video_url = $3, sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, place, videoUrl],
    );
  }
}
