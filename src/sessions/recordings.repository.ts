import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { SessionStatus } from './session.states.js';

constraintMeans(
  'session_recordings_pkey',
  () => new AppError('CONFLICT', 'The session has a recording; delete that one first.', 'sessionId'),
);

/** A session that stays what it is until the unit of work ends. */
export interface RecordedSession {
  status: SessionStatus;
  coaches: boolean;
  /** By the agreement that it was booked under, and by the one in force. */
  mayBeRecorded: boolean;
}

@Injectable()
export class RecordingsRepository {
  constructor(private readonly db: Db) {}

  /** @returns undefined when the actor is no side of such a session */
  async keep(sessionId: string): Promise<RecordedSession | undefined> {
    const [row] = await this.db.query<RecordedSession>(
      `select s.status, s.coach_id = app.member_id() as coaches,
              s.agreement_id = any (app.recorded_agreements()) as "mayBeRecorded"
       from sessions s
       where s.org_id = app.org_id() and s.id = $1 and app.member_id() in (s.coach_id, s.client_id)
       for share of s`,
      [sessionId],
    );
    return row;
  }

  async insert(sessionId: string, sealed: string): Promise<void> {
    await this.db.query(
      `insert into session_recordings (id, engagement_id, coach_id, client_id, agreement_id, url)
       select s.id, s.engagement_id, s.coach_id, s.client_id, s.agreement_id, $2 from sessions s
       where s.org_id = app.org_id() and s.id = $1 and s.coach_id = app.member_id()`,
      [sessionId, sealed],
    );
  }

  /** @returns whether there was one that the actor could see */
  async delete(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `delete from session_recordings
       where org_id = app.org_id() and id = $1 and app.member_id() in (coach_id, client_id) returning id`,
      [id],
    );
    return rows.length === 1;
  }
}
