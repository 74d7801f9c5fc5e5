import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { FirstWeekStepName } from './first-week.entity.js';

/** Only the client writes about their first week: every statement says so itself, beside row-level security. */
@Injectable()
export class FirstWeekRepository {
  constructor(private readonly db: Db) {}

  /** Skipping what is skipped changes nothing. */
  async skip(step: FirstWeekStepName): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into first_weeks (id, skipped) values (app.member_id(), array[$1::text])
       on conflict (org_id, id) do update set
         skipped = array(select distinct s from unnest(first_weeks.skipped || excluded.skipped) s order by s)
       returning id`,
      [step],
    );
    return row!.id;
  }

  /** @param at null to come back */
  async leave(at: Date | null): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into first_weeks (id, left_at) values (app.member_id(), $1)
       on conflict (org_id, id) do update set
         left_at = case when $1::timestamptz is null then null else coalesce(first_weeks.left_at, $1) end
       returning id`,
      [at],
    );
    return row!.id;
  }
}
