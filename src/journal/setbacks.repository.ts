import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';

constraintMeans('setbacks_goal_fk', () => notFound('Goal', 'input.goalId'));

/** A setback to be, its texts sealed. */
export interface NewSetback {
  goalId: string | null;
  what: string;
  controllability: number;
  lesson: string | null;
  nextExperiment: string | null;
  happenedAt: Date;
}

/** What to change, its texts sealed; what is undefined stays. */
export type SetbackChange = Partial<Omit<NewSetback, 'happenedAt'>>;

/** A setback of the actor's, locked until the transaction ends. */
export interface LockedSetback {
  version: number;
  isClosed: boolean;
  hasLesson: boolean;
}

/** Only the client writes setbacks: every statement says so itself, beside row-level security. */
@Injectable()
export class SetbacksRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id of a setback to be, which its texts are sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  /** @returns the client, the actor */
  async insert(id: string, setback: NewSetback): Promise<string> {
    const [row] = await this.db.query<{ clientId: string }>(
      `insert into setbacks (id, client_id, goal_id, what, controllability, lesson, next_experiment, happened_at)
       values ($1, app.member_id(), $2, $3, $4, $5, $6, $7) returning client_id as "clientId"`,
      [
        id,
        setback.goalId,
        setback.what,
        setback.controllability,
        setback.lesson,
        setback.nextExperiment,
        setback.happenedAt,
      ],
    );
    return row!.clientId;
  }

  /** @returns undefined where there is none of the actor's */
  async lock(id: string): Promise<LockedSetback | undefined> {
    const [row] = await this.db.query<LockedSetback>(
      `select version, closed_at is not null as "isClosed", lesson is not null as "hasLesson" from setbacks
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() for no key update`,
      [id],
    );
    return row;
  }

  /** Changes a locked setback. */
  async change(id: string, change: SetbackChange): Promise<void> {
    const given = (name: keyof SetbackChange) => change[name] !== undefined;
    await this.db.query(
      `update setbacks set
         goal_id = case when $2 then $3::uuid else goal_id end,
         what = coalesce($4, what), controllability = coalesce($5::smallint, controllability),
         lesson = case when $6 then $7 else lesson end,
         next_experiment = case when $8 then $9 else next_experiment end,
         version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and closed_at is null`,
      [
        id,
        given('goalId'),
        change.goalId ?? null,
        change.what ?? null,
        change.controllability ?? null,
        given('lesson'),
        change.lesson ?? null,
        given('nextExperiment'),
        change.nextExperiment ?? null,
      ],
    );
  }

  /** Closes a locked setback. @param lesson sealed; null keeps what is there */
  async close(id: string, lesson: string | null, nothingToLearn: boolean, at: Date): Promise<void> {
    await this.db.query(
      `update setbacks set closed_at = $4, lesson = coalesce($2, lesson), nothing_to_learn = $3, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and closed_at is null`,
      [id, lesson, nothingToLearn, at],
    );
  }

  /**
   * Opens a locked setback again, with the row that tells of it.
   * @param reason sealed for the reopening of this id
   */
  async reopen(id: string, reopeningId: string, reason: string, at: Date): Promise<void> {
    await this.db.query(
      `insert into journal_reopenings (id, client_id, setback_id, closed_at, reason, at)
       select $2, client_id, id, closed_at, $3, $4 from setbacks
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and closed_at is not null`,
      [id, reopeningId, reason, at],
    );
    await this.db.query(
      `update setbacks set closed_at = null, nothing_to_learn = false, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
  }

  /** Puts it away, or back; doing so twice changes nothing. @returns whether it is one of the actor's */
  async archive(id: string, at: Date | null): Promise<boolean> {
    await this.db.query(
      `update setbacks set archived_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()
         and (archived_at is null) <> ($2::timestamptz is null)`,
      [id, at],
    );
    const rows = await this.db.query(
      `select from setbacks where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return rows.length === 1;
  }
}
