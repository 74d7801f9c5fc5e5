import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';

/** Only their author meets these rows: every statement says so itself, beside row-level security. */
@Injectable()
export class PrivateNotesRepository {
  constructor(private readonly db: Db) {}

  /**
   * @returns the id of a note to be, which its text is sealed for, and whether the actor coaches the session; undefined
   * when the actor sees no such session
   */
  async reserve(sessionId: string): Promise<{ id: string; coaches: boolean } | undefined> {
    const [row] = await this.db.query<{ id: string; coaches: boolean }>(
      `select uuidv7() as id, coach_id = app.member_id() as coaches from sessions
       where org_id = app.org_id() and id = $1 and app.member_id() in (coach_id, client_id)`,
      [sessionId],
    );
    return row;
  }

  async insert(id: string, sessionId: string, sealed: string): Promise<void> {
    await this.db.query(
      `insert into private_notes (id, session_id, engagement_id, coach_id, client_id, text)
       select $1, s.id, s.engagement_id, s.coach_id, s.client_id, $3 from sessions s
       where s.org_id = app.org_id() and s.id = $2`,
      [id, sessionId, sealed],
    );
  }

  /** @returns whether one of the actor's was still at this version */
  async change(id: string, version: number, sealed: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update private_notes set text = $3, changed_at = $4, version = version + 1
       where org_id = app.org_id() and id = $1 and version = $2 and author_id = app.member_id() returning id`,
      [id, version, sealed, at],
    );
    return rows.length === 1;
  }

  /** @returns whether it is one of the actor's */
  async isOwn(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from private_notes where org_id = app.org_id() and id = $1 and author_id = app.member_id()`,
      [id],
    );
    return rows.length === 1;
  }

  /** @returns whether there was one of the actor's */
  async delete(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `delete from private_notes where org_id = app.org_id() and id = $1 and author_id = app.member_id() returning id`,
      [id],
    );
    return rows.length === 1;
  }
}
