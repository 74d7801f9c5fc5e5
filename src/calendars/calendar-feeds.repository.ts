import { Injectable } from '@nestjs/common';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';

@Injectable()
export class CalendarFeedsRepository {
  constructor(private readonly db: Db) {}

  /** The actor's, in place of the one before. @returns whose it is */
  async replace(tokenHash: Buffer): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into calendar_feeds (token_hash) values ($1)
       on conflict (org_id, id) do update set token_hash = excluded.token_hash, created_at = now()
       returning id`,
      [tokenHash],
    );
    return row!.id;
  }

  async remove(): Promise<void> {
    await this.db.query('delete from calendar_feeds where org_id = app.org_id() and id = app.member_id()');
  }

  /** Whose feed a token opens, before any organization is known. */
  async ofToken(tokenHash: Buffer): Promise<{ orgId: string; memberId: string } | undefined> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select org_id, id from app.feed_of_token($1)',
      values: [tokenHash],
    });
    const [row] = rows as { org_id: string; id: string }[];
    return row && { orgId: row.org_id, memberId: row.id };
  }

  /** The actor's own zone and the name of their organization; undefined once the feed has gone, or has another token. */
  async findOwner(tokenHash: Buffer): Promise<{ zone: string; organization: string } | undefined> {
    const [owner] = await this.db.query<{ zone: string; organization: string }>(
      `select m.time_zone as zone, coalesce(o.brand_name, o.name) as organization
       from calendar_feeds f
       join members m on m.org_id = f.org_id and m.id = f.id
       join organizations o on o.id = f.org_id
       where f.org_id = app.org_id() and f.id = app.member_id() and f.token_hash = $1`,
      [tokenHash],
    );
    return owner;
  }
}
