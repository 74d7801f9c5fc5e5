import { Injectable } from '@nestjs/common';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { FileFormat } from '../files/file.format.js';
import { MAX_FILE, type LooseFiles, type StoredFile } from '../files/sealed-files.js';

@Injectable()
export class MessageFilesRepository implements LooseFiles {
  constructor(private readonly db: Db) {}

  /** Bytes of all files of a locked engagement; what is on its way counts as the largest that it can be. */
  async bytesOf(engagementId: string): Promise<number> {
    const [row] = await this.db.query<{ bytes: number }>(
      'select app.message_bytes($1, $2)::float8 as bytes',
      [engagementId, MAX_FILE],
    );
    return row!.bytes;
  }

  /** Says that a file of the actor's is about to be stored. @returns its id */
  async announce(engagementId: string): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into message_files (engagement_id, coach_id, client_id, author_id)
       select e.id, e.coach_id, e.client_id, app.member_id() from engagements e
       where e.org_id = app.org_id() and e.id = $1 and app.member_id() in (e.coach_id, e.client_id) returning id`,
      [engagementId],
    );
    return row!.id;
  }

  /** @returns false once the sweep has given it up, or the engagement is over */
  async hold(id: string, { format, sha256, bytes }: StoredFile): Promise<boolean> {
    const rows = await this.db.query(
      `update message_files set format = $2, sha256 = $3, bytes = $4
       where org_id = app.org_id() and id = $1 and author_id = app.member_id() and abandoned_at is null returning id`,
      [id, format, sha256, bytes],
    );
    return rows.length === 1;
  }

  /** @returns undefined when the actor may not see such a file */
  async find(id: string): Promise<{ format: FileFormat; name: string | null } | undefined> {
    const [row] = await this.db.query<{ format: FileFormat; name: string | null }>(
      `select format, name from message_files
       where org_id = app.org_id() and id = $1 and format is not null and abandoned_at is null
         and app.member_id() in (coach_id, client_id)`,
      [id],
    );
    return row;
  }

  async findLoose(begunBefore: Date, batch: number): Promise<{ orgId: string; id: string }[]> {
    const text = 'select org_id as "orgId", id from app.loose_message_files($1, $2)';
    const { rows } = await this.db.readRows(NOBODY, { text, values: [begunBefore, batch] });
    return rows as { orgId: string; id: string }[];
  }

  async abandonFile(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `update message_files set abandoned_at = coalesce(abandoned_at, now())
       where org_id = app.org_id() and id = $1 and message_id is null returning id`,
      [id],
    );
    return rows.length === 1;
  }

  async forgetFile(id: string): Promise<void> {
    await this.db.query(
      `delete from message_files
       where org_id = app.org_id() and id = $1 and message_id is null and abandoned_at is not null`,
      [id],
    );
  }
}
