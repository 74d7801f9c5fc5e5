import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { SessionSeriesEntity } from './session-series.entity.js';
import type { Slot } from './session.times.js';

/** A series that nobody else changes before the unit of work ends; `localTime` is `HH:MM`. */
export type LockedSeries = Pick<
  SessionSeriesEntity,
  'id' | 'rrule' | 'startsOn' | 'localTime' | 'zone' | 'minutes'
>;

type Rhythm = Omit<LockedSeries, 'id'>;
export type NewSeries = Rhythm & Pick<SessionSeriesEntity, 'bufferMinutes' | 'place' | 'videoUrl'>;

/** A session of a series in its new place there. */
export interface Remapped {
  id: string;
  on: string;
}

const SERIES = `r.id, r.rrule, r.starts_on::text as "startsOn", to_char(r.local_time, 'HH24:MI') as "localTime", r.zone, r.minutes`;

@Injectable()
export class SeriesRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id */
  async add(engagementId: string, series: NewSeries): Promise<string> {
    const { rrule, startsOn, localTime, zone, minutes, bufferMinutes, place, videoUrl } = series;
    const [row] = await this.db.query<{ id: string }>(
      `insert into session_series (engagement_id, coach_id, client_id, rrule, starts_on, local_time, zone, minutes,
                                   buffer_minutes, place, video_url)
       select e.id, e.coach_id, e.client_id, $2, $3::date, $4::time, $5, $6::int, $7::int, $8, $9 from engagements e
       where e.org_id = app.org_id() and e.id = $1 and app.member_id() in (e.coach_id, e.client_id)
       returning id`,
      [engagementId, rrule, startsOn, localTime, zone, minutes, bufferMinutes, place, videoUrl],
    );
    return row!.id;
  }

  /**
   * Keeps whoever else changes the series waiting; its engagement is locked before it, its sessions behind it.
   * @returns the series that a session of the actor's belongs to, undefined where there is none
   */
  async lockOf(sessionId: string): Promise<LockedSeries | undefined> {
    const [row] = await this.db.query<LockedSeries>(
      `with s as materialized (
         select s.org_id, s.engagement_id, s.series_id from sessions s
         where s.org_id = app.org_id() and s.id = $1 and app.member_id() in (s.coach_id, s.client_id)),
       e as materialized (
         select e.org_id, e.id from engagements e join s on s.org_id = e.org_id and s.engagement_id = e.id for no key update of e)
       select ${SERIES} from s join e on e.org_id = s.org_id join session_series r on r.org_id = e.org_id and r.id = s.series_id
       for update of r`,
      [sessionId],
    );
    return row;
  }

  /** @returns a series that the actor sees */
  async find(id: string): Promise<LockedSeries> {
    const [row] = await this.db.query<LockedSeries>(
      `select ${SERIES} from session_series r where r.org_id = app.org_id() and r.id = $1`,
      [id],
    );
    return row!;
  }

  /** Gives a series another rhythm. */
  async change(id: string, { rrule, startsOn, localTime, zone, minutes }: Rhythm): Promise<void> {
    await this.db.query(
      `update session_series set rrule = $2, starts_on = $3, local_time = $4, zone = $5, minutes = $6,
              sequence = sequence + 1, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, rrule, startsOn, localTime, zone, minutes],
    );
  }

  /** Says that some of its sessions are no longer what they were. */
  async touch(id: string): Promise<void> {
    await this.db.query(
      `update session_series set sequence = sequence + 1, version = version + 1 where org_id = app.org_id() and id = $1`,
      [id],
    );
  }

  /** Begins a series of its own with what is left of a locked one. @returns the id */
  async split(from: string, { rrule, startsOn, localTime, zone, minutes }: Rhythm): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into session_series (engagement_id, coach_id, client_id, rrule, starts_on, local_time, zone, minutes,
                                   buffer_minutes, place, video_url, follows_id)
       select r.engagement_id, r.coach_id, r.client_id, $2, $3::date, $4::time, $5, $6::int, r.buffer_minutes, r.place,
              r.video_url, r.id
       from session_series r where r.org_id = app.org_id() and r.id = $1 returning id`,
      [from, rrule, startsOn, localTime, zone, minutes],
    );
    return row!.id;
  }

  /**
   * Gives locked sessions their dates in a series. Those to be placed anew leave the calendar meanwhile, so that none of
   * them stands in the way of another; `place` brings them back.
   * @param moving whether the series has other times now, which those that have begun do not follow
   */
  async remap(
    seriesId: string,
    sessions: readonly Remapped[],
    toPlace: readonly string[],
    moving: boolean,
  ): Promise<void> {
    await this.db.query(
      `update sessions s set series_id = $1, occurrence_on = n.on_day, sequence = s.sequence + 1, version = s.version + 1,
              moved_alone = s.moved_alone or ($5 and s.status <> 'CANCELLED' and s.id <> all ($4::uuid[])),
              status = case when s.id = any ($4::uuid[]) then 'CANCELLED' else s.status end,
              cancelled_at = case when s.id = any ($4::uuid[]) then now() else s.cancelled_at end
       from unnest($2::uuid[], $3::date[]) as n (id, on_day)
       where s.org_id = app.org_id() and s.id = n.id`,
      [seriesId, sessions.map(({ id }) => id), sessions.map(({ on }) => on), toPlace, moving],
    );
  }

  /** Puts a session that `remap` took off the calendar back, at its new time. */
  async place(id: string, { startsAt, endsAt }: Slot, movedAlone: boolean): Promise<void> {
    await this.db.query(
      `update sessions set status = 'BOOKED', cancelled_at = null, starts_at = $2, ends_at = $3, moved_alone = $4
       where org_id = app.org_id() and id = $1`,
      [id, startsAt, endsAt, movedAlone],
    );
  }
}
