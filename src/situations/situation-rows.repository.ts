import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { Part } from './situation.parts.js';

const noProfile = () => new AppError('CONFLICT', 'You have no client profile yet.');
for (const table of ['role_snapshots', 'role_aspects', 'tasks', 'client_values', 'client_constraints']) {
  constraintMeans(`${table}_client_fk`, noProfile);
}

/** Columns and their values; the names are written by this module, never by a caller of the API. */
export type Columns = Record<string, unknown>;

/** A row of the actor's, as far as a refused step has to be explained. */
export interface SeenRow {
  version: number;
  isArchived: boolean;
}

/** What the lists of a situation have in common. Only the client writes them: every statement says so itself. */
@Injectable()
export class SituationRowsRepository {
  constructor(private readonly db: Db) {}

  /** Lets one change at a time count and connect the actor's rows; taken before any row's own lock. @returns their id */
  async lockClient(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `select id from clients where org_id = app.org_id() and id = app.member_id() for no key update`,
    );
    if (!row) throw noProfile();
    return row.id;
  }

  /** @returns the id of a row to be, which its texts are sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  /** @returns the new row's id */
  async insert(table: Part | 'role_snapshots', columns: Columns): Promise<string> {
    const names = Object.keys(columns);
    const [row] = await this.db.query<{ id: string }>(
      `insert into ${table} (client_id, ${names.join(', ')})
       values (app.member_id(), ${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
      Object.values(columns),
    );
    return row!.id;
  }

  /** How many rows of the actor's are not archived. */
  async countStanding(part: Part): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from ${part}
       where org_id = app.org_id() and client_id = app.member_id() and archived_at is null`,
    );
    return row!.count;
  }

  /** @returns undefined where the actor has no such row */
  async find(part: Part, id: string): Promise<SeenRow | undefined> {
    const [row] = await this.db.query<SeenRow>(
      `select version, archived_at is not null as "isArchived" from ${part}
       where org_id = app.org_id() and client_id = app.member_id() and id = $1`,
      [id],
    );
    return row;
  }

  /** @returns whether it was still at this version, and not archived */
  async change(part: Part, id: string, version: number, columns: Columns): Promise<boolean> {
    const sets = Object.keys(columns).map((name, at) => `, ${name} = $${at + 3}`);
    const rows = await this.db.query(
      `update ${part} set version = version + 1${sets.join('')}
       where org_id = app.org_id() and client_id = app.member_id() and id = $1 and version = $2
         and archived_at is null returning id`,
      [id, version, ...Object.values(columns)],
    );
    return rows.length === 1;
  }

  /** Archives a row that stands, or where `at` is null takes an archived one back. */
  async archive(part: Part, id: string, at: Date | null): Promise<void> {
    await this.db.query(
      `update ${part} set archived_at = $2::timestamptz, version = version + 1
       where org_id = app.org_id() and client_id = app.member_id() and id = $1
         and (archived_at is null) <> ($2::timestamptz is null)`,
      [id, at],
    );
  }
}
