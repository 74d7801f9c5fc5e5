import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { SessionStatus } from './session.states.js';

@Injectable()
export class RatingsRepository {
  constructor(private readonly db: Db) {}

  /**
   * Keeps whoever marks or corrects the session waiting until the unit of work ends.
   * @returns undefined when the actor is no side of such a session
   */
  async keep(sessionId: string): Promise<{ status: SessionStatus; isClient: boolean } | undefined> {
    const [row] = await this.db.query<{ status: SessionStatus; isClient: boolean }>(
      `select s.status, s.client_id = app.member_id() as "isClient" from sessions s
       where s.org_id = app.org_id() and s.id = $1 and app.member_id() in (s.coach_id, s.client_id)
       for share of s`,
      [sessionId],
    );
    return row;
  }

  /** @returns false when it was given before `changeableSince` */
  async rate(sessionId: string, rating: number, at: Date, changeableSince: Date): Promise<boolean> {
    const rows = await this.db.query(
      `insert into session_ratings as r (id, engagement_id, coach_id, client_id, rating, rated_at)
       select s.id, s.engagement_id, s.coach_id, s.client_id, $2::smallint, $3::timestamptz from sessions s
       where s.org_id = app.org_id() and s.id = $1 and s.client_id = app.member_id()
       on conflict (org_id, id) do update set rating = excluded.rating, changed_at = $3, version = r.version + 1
         where r.rated_at > $4
       returning r.id`,
      [sessionId, rating, at, changeableSince],
    );
    return rows.length === 1;
  }
}
