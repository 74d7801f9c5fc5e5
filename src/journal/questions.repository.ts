import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';

constraintMeans('questions_goal_fk', () => notFound('Goal', 'input.goalId'));

/** A question of the actor's, locked until the transaction ends. */
export interface LockedQuestion {
  version: number;
  isAnswered: boolean;
}

/** A client's own questions: every statement says whose, beside row-level security. */
@Injectable()
export class QuestionsRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id of a question to be, which its texts are sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  /** @param text sealed */
  async insert(id: string, text: string, goalId: string | null): Promise<void> {
    await this.db.query(
      `insert into questions (id, client_id, text, goal_id) values ($1, app.member_id(), $2, $3)`,
      [id, text, goalId],
    );
  }

  /** @returns undefined where there is none of the actor's */
  async lock(id: string): Promise<LockedQuestion | undefined> {
    const [row] = await this.db.query<LockedQuestion>(
      `select version, answered_at is not null as "isAnswered" from questions
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() for no key update`,
      [id],
    );
    return row;
  }

  /** Changes a locked question. @param text sealed; undefined stays @param goalId undefined stays */
  async change(id: string, text: string | undefined, goalId: string | null | undefined): Promise<void> {
    await this.db.query(
      `update questions set text = coalesce($2, text), goal_id = case when $3 then $4::uuid else goal_id end,
         version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and answered_at is null`,
      [id, text ?? null, goalId !== undefined, goalId ?? null],
    );
  }

  /** @param answer sealed @returns whether there was an open one of the actor's */
  async answer(id: string, answer: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update questions set answer = $2, answered_at = $3, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and answered_at is null returning id`,
      [id, answer, at],
    );
    return rows.length === 1;
  }

  /**
   * Opens a locked question again, with the row that tells of it.
   * @param reason sealed for the reopening of this id
   */
  async reopen(id: string, reopeningId: string, reason: string, at: Date): Promise<void> {
    await this.db.query(
      `insert into journal_reopenings (id, client_id, question_id, closed_at, reason, at)
       select $2, client_id, id, answered_at, $3, $4 from questions
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and answered_at is not null`,
      [id, reopeningId, reason, at],
    );
    await this.db.query(
      `update questions set answered_at = null, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
  }

  /** Puts it away, or back; doing so twice changes nothing. @returns whether it is one of the actor's */
  async archive(id: string, at: Date | null): Promise<boolean> {
    await this.db.query(
      `update questions set archived_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()
         and (archived_at is null) <> ($2::timestamptz is null)`,
      [id, at],
    );
    const rows = await this.db.query(
      `select from questions where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return rows.length === 1;
  }
}
