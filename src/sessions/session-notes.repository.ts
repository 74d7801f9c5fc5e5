import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';

/** A note as far as its author's next step needs it. */
export interface SeenNote {
  isAuthor: boolean;
  version: number;
}

@Injectable()
export class SessionNotesRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id of a note to be, which its text is sealed for; undefined when the actor sees no such session */
  async reserve(sessionId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `select uuidv7() as id from sessions
       where org_id = app.org_id() and id = $1 and app.member_id() in (coach_id, client_id)`,
      [sessionId],
    );
    return row?.id;
  }

  async add(id: string, sessionId: string, sealed: string): Promise<void> {
    await this.db.query(
      `insert into session_notes (id, session_id, engagement_id, coach_id, client_id, author_id, text)
       select $1, s.id, s.engagement_id, s.coach_id, s.client_id, app.member_id(), $3 from sessions s
       where s.org_id = app.org_id() and s.id = $2`,
      [id, sessionId, sealed],
    );
  }

  /** @returns undefined when the actor sees no such note */
  async find(id: string): Promise<SeenNote | undefined> {
    const [row] = await this.db.query<SeenNote>(
      `select author_id = app.member_id() as "isAuthor", version from session_notes
       where org_id = app.org_id() and id = $1 and app.member_id() in (coach_id, client_id)`,
      [id],
    );
    return row;
  }

  /** @returns whether it was still at this version, and may still be written */
  async change(id: string, version: number, sealed: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update session_notes set text = $3, changed_at = $4, version = version + 1
       where org_id = app.org_id() and id = $1 and version = $2 and author_id = app.member_id() returning id`,
      [id, version, sealed, at],
    );
    return rows.length === 1;
  }
}
