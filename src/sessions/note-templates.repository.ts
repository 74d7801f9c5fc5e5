import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { NoteTemplateInput } from './note-templates.graphql.js';

@Injectable()
export class NoteTemplatesRepository {
  constructor(private readonly db: Db) {}

  async insert({ title, body }: NoteTemplateInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into note_templates (title, body) values ($1, $2) returning id`,
      [title, body],
    );
    return row!.id;
  }

  /** @returns undefined when there is none that is shipped or the actor's */
  async find(id: string): Promise<{ shipped: boolean } | undefined> {
    const [row] = await this.db.query<{ shipped: boolean }>(
      `select owner_id is null as shipped from note_templates
       where org_id = app.org_id() and id = $1 and (owner_id is null or owner_id = app.member_id())`,
      [id],
    );
    return row;
  }

  /** @returns whether one of the actor's was still at this version */
  async change(id: string, version: number, { title, body }: NoteTemplateInput): Promise<boolean> {
    const rows = await this.db.query(
      `update note_templates set title = $3, body = $4, version = version + 1
       where org_id = app.org_id() and id = $1 and version = $2 and owner_id = app.member_id() returning id`,
      [id, version, title, body],
    );
    return rows.length === 1;
  }

  /** Puts one of the actor's away, or back; doing so twice changes nothing. */
  async archive(id: string, at: Date | null): Promise<void> {
    await this.db.query(
      `update note_templates set archived_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and owner_id = app.member_id()
         and (archived_at is null) <> ($2::timestamptz is null)`,
      [id, at],
    );
  }
}
