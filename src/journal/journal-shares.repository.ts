import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { EngagementStatus } from '../engagements/engagement.entity.js';

/** The tables whose rows can be shared one by one. */
export type Shareable = 'journal_entries' | 'setbacks';
const COLUMNS: Record<Shareable, 'entry_id' | 'setback_id'> = {
  journal_entries: 'entry_id',
  setbacks: 'setback_id',
};

/** By what the two know each other: a share ends with it. */
export type Tie = { engagementId: string } | { pactId: string };

export interface SharedThing {
  table: Shareable;
  id: string;
}

@Injectable()
export class JournalSharesRepository {
  constructor(private readonly db: Db) {}

  /** @returns whether it is the actor's own */
  async isOwn(table: Shareable, id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from ${table} where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return rows.length === 1;
  }

  /** @returns whether the actor sees it: their own, or shared with them */
  async isVisible(table: Shareable, id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from ${table} where org_id = app.org_id() and id = $1
         and (client_id = app.member_id() or id = any (app.shared_with_me('${table}')))`,
      [id],
    );
    return rows.length === 1;
  }

  /**
   * Keeps the engagement from ending until the transaction does.
   * @returns where the actor's own engagement stands; undefined where there is none
   */
  async lockEngagement(id: string): Promise<EngagementStatus | undefined> {
    const [row] = await this.db.query<{ status: EngagementStatus }>(
      `select status from engagements
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() for no key update`,
      [id],
    );
    return row?.status;
  }

  /**
   * Keeps the pact from ending until the transaction does.
   * @returns whether it holds at `now`; undefined where the actor has none such
   */
  async lockPact(id: string, now: Date): Promise<boolean | undefined> {
    const [row] = await this.db.query<{ holds: boolean }>(
      `select status = 'ACTIVE' and starts_at <= $2 and ends_at > $2 and id = any (app.pact_ids('in force')) as holds
       from buddy_pacts
       where org_id = app.org_id() and id = $1 and app.member_id() in (proposer_id, partner_id) for no key update`,
      [id, now],
    );
    return row?.holds;
  }

  /**
   * Shares it with the other side of a locked tie, or changes until when a share that stands holds. One that ran out
   * stays as it was given, beside the new one.
   */
  async share(table: Shareable, id: string, tie: Tie, until: string, now: Date): Promise<string> {
    const column = COLUMNS[table];
    const [engagementId, pactId] = partsOf(tie);
    await this.db.query(
      `update journal_shares set taken_back_at = until
       where org_id = app.org_id() and client_id = app.member_id() and ${column} = $1
         and coalesce(engagement_id, pact_id) = $2 and taken_back_at is null and until <= $3`,
      [id, engagementId ?? pactId, now],
    );
    const [row] = await this.db.query<{ id: string }>(
      `insert into journal_shares (client_id, ${column}, person_id, engagement_id, pact_id, given_at, until)
       select app.member_id(), $1, t.person_id, $2::uuid, $3::uuid, $4::timestamptz, $5::timestamptz
       from (select e.coach_id from engagements e where e.org_id = app.org_id() and e.id = $2
             union all
             select case p.proposer_id when app.member_id() then p.partner_id else p.proposer_id end from buddy_pacts p
             where p.org_id = app.org_id() and p.id = $3) t (person_id)
       on conflict (org_id, (coalesce(entry_id, setback_id)), (coalesce(engagement_id, pact_id)))
         where taken_back_at is null do update set until = excluded.until
       returning id`,
      [id, engagementId, pactId, now, until],
    );
    return row!.id;
  }

  /** Taking back what was taken back changes nothing. @returns what was shared; undefined where it is none of the actor's */
  async takeBack(id: string, now: Date): Promise<SharedThing | undefined> {
    await this.db.query(
      `update journal_shares set taken_back_at = $2
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and taken_back_at is null`,
      [id, now],
    );
    const [row] = await this.db.query<SharedThing>(
      `select ${THING} from journal_shares where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return row;
  }

  /** What is shared by a tie, as far as the actor sees it: the client all, the other side what stands. */
  async findByTie(tie: Tie): Promise<SharedThing[]> {
    const [engagementId, pactId] = partsOf(tie);
    return this.db.query<SharedThing>(
      `select ${THING} from journal_shares
       where org_id = app.org_id() and taken_back_at is null and (engagement_id = $1 or pact_id = $2)`,
      [engagementId, pactId],
    );
  }

  /** @returns the instant (epoch ms) at which the actor ceases to see it by the clock; null for one's own */
  async endOf(table: Shareable, id: string): Promise<number | null> {
    const [row] = await this.db.query<{ at: number | null }>(
      `select (extract(epoch from max(least(s.until, p.ends_at))) * 1000)::float8 as at
       from journal_shares s left join buddy_pacts p on p.org_id = s.org_id and p.id = s.pact_id
       where s.org_id = app.org_id() and s.${COLUMNS[table]} = $1 and s.person_id = app.member_id()`,
      [id],
    );
    return row!.at;
  }
}

const THING = `case when entry_id is not null then 'journal_entries' else 'setbacks' end as table, coalesce(entry_id, setback_id) as id`;

function partsOf(tie: Tie): [engagementId: string | null, pactId: string | null] {
  return 'pactId' in tie ? [null, tie.pactId] : [tie.engagementId, null];
}
