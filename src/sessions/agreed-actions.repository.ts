import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { SessionStatus } from './session.states.js';

/** A session that stays what it is until the unit of work ends. */
export interface MetSession {
  clientId: string;
  startsAt: Date;
  status: SessionStatus;
}

@Injectable()
export class AgreedActionsRepository {
  constructor(private readonly db: Db) {}

  /** @returns undefined when the actor is no side of such a session */
  async keep(sessionId: string): Promise<MetSession | undefined> {
    const [row] = await this.db.query<MetSession>(
      `select s.client_id as "clientId", s.starts_at as "startsAt", s.status from sessions s
       where s.org_id = app.org_id() and s.id = $1 and app.member_id() in (s.coach_id, s.client_id)
       for share of s`,
      [sessionId],
    );
    return row;
  }

  async link(actionId: string, sessionId: string): Promise<void> {
    await this.db.query(
      `insert into session_actions (id, session_id, engagement_id, coach_id, client_id)
       select $1, s.id, s.engagement_id, s.coach_id, s.client_id from sessions s
       where s.org_id = app.org_id() and s.id = $2`,
      [actionId, sessionId],
    );
  }
}
