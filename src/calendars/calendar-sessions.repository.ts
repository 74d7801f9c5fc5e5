import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { SessionEntity } from '../sessions/session.entity.js';
import type { FeedEntry } from './calendar-feed.content.js';

export type BookedSession = Pick<SessionEntity, 'id' | 'sequence' | 'startsAt' | 'coachId' | 'clientId'>;

@Injectable()
export class CalendarSessionsRepository {
  constructor(private readonly db: Db) {}

  /** A session that is booked and that the actor sees; or all of a series. */
  findBooked(subjectId: string): Promise<BookedSession[]> {
    return this.db.query<BookedSession>(
      `select id, sequence, starts_at as "startsAt", coach_id as "coachId", client_id as "clientId"
       from sessions
       where org_id = app.org_id() and (id = $1 or series_id = $1) and status = 'BOOKED'
         and app.member_id() in (coach_id, client_id)
       order by starts_at, id`,
      [subjectId],
    );
  }

  /** All that the actor sits in between two instants, whatever became of it. */
  findBetween(since: Date, until: Date): Promise<FeedEntry[]> {
    return this.db.query<FeedEntry>(
      `select 'session' as kind, s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", s.place,
              s.video_url as "videoUrl", s.status, s.sequence,
              -- The last change that calendars were told of.
              greatest(s.created_at, s.cancelled_at, (
                select max(c.created_at) from calendar_mails c
                where c.org_id = s.org_id and c.subject_id in (s.id, s.series_id) and c.recipient_id = app.member_id()
              )) as "changedAt"
       from sessions s
       where s.org_id = app.org_id() and app.member_id() in (s.coach_id, s.client_id)
         and s.starts_at >= $1 and s.starts_at < $2
       union all
       select 'group-meeting', g.id, g.starts_at, g.ends_at, g.place, g.video_url, g.status, g.sequence,
              greatest(g.created_at, g.cancelled_at)
       from group_meetings g
       where g.org_id = app.org_id() and g.starts_at >= $1 and g.starts_at < $2
         and (g.leader_id = app.member_id() or exists (
           select from group_memberships m
           where m.org_id = g.org_id and m.group_id = g.group_id and m.member_id = app.member_id() and m.left_at is null))
       order by 3, 2`,
      [since, until],
    );
  }
}
