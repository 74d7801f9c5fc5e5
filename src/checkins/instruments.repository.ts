import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { InstrumentItemInput } from './instruments.graphql.js';

constraintMeans(
  'instruments_edition_key',
  () => new AppError('CONFLICT', 'Somebody else has just added an edition; look again.', 'input.code'),
);
constraintMeans(
  'instruments_current_key',
  () => new AppError('CONFLICT', 'Somebody else has just chosen an instrument; look again.'),
);

@Injectable()
export class InstrumentsRepository {
  constructor(private readonly db: Db) {}

  /** @returns the latest edition of a code, 0 before the first, and whether the code is one of the product's */
  async findLatest(code: string): Promise<{ edition: number; shipped: boolean }> {
    const [row] = await this.db.query<{ edition: number; shipped: boolean }>(
      `select coalesce(max(edition), 0) as edition, coalesce(bool_or(author_id is null), false) as shipped
       from instruments where org_id = app.org_id() and code = $1`,
      [code],
    );
    return row!;
  }

  async insert(code: string, edition: number, title: string, items: InstrumentItemInput[]): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into instruments (code, edition, title, author_id) values ($1, $2, $3, app.member_id()) returning id`,
      [code, edition, title],
    );
    await this.db.query(
      `insert into instrument_items (instrument_id, position, dimension, reversed, text)
       select $1, row_number() over (), i.dimension, i.reversed, i.text
       from json_to_recordset($2) as i (dimension text, reversed boolean, text text)`,
      [row!.id, JSON.stringify(items)],
    );
    return row!.id;
  }

  async exists(id: string): Promise<boolean> {
    const rows = await this.db.query('select from instruments where org_id = app.org_id() and id = $1', [id]);
    return rows.length === 1;
  }

  /** New check-ins are answered by this one from now on. */
  async choose(id: string): Promise<void> {
    await this.db.query(
      `update instruments set current = false where org_id = app.org_id() and current and id <> $1`,
      [id],
    );
    await this.db.query(`update instruments set current = true where org_id = app.org_id() and id = $1`, [
      id,
    ]);
  }
}
