import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { SessionStatus } from './session.states.js';

/** An item as far as the next step depends on it, for one of its two sides. */
export interface SeenItem {
  isAuthor: boolean;
  /** Null: it waits for the next session that is booked. */
  sessionStatus: SessionStatus | null;
  version: number;
}

/** Only the two sides meet these rows: every statement says so itself, beside row-level security. */
const MINE = (row: string) => `app.member_id() in (${row}.coach_id, ${row}.client_id)`;

@Injectable()
export class AgendaItemsRepository {
  constructor(private readonly db: Db) {}

  /** @returns ids of items to be, which their texts are sealed for */
  async reserve(count: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(`select uuidv7() as id from generate_series(1, $1)`, [
      count,
    ]);
    return rows.map(({ id }) => id);
  }

  /**
   * Lets the agendas of an engagement change one after the other until the unit of work ends: whoever books, marks or
   * cancels a session locks the engagement first.
   * @returns what the session is then; undefined when the actor sees none
   */
  async lockBySession(sessionId: string): Promise<{ status: SessionStatus; count: number } | undefined> {
    await this.db.query(
      `select from engagements e where e.org_id = app.org_id() and e.id = (
         select s.engagement_id from sessions s where s.org_id = app.org_id() and s.id = $1 and ${MINE('s')})
       for no key update of e`,
      [sessionId],
    );
    // A statement of its own: it sees what the one before waited for.
    const [row] = await this.db.query<{ status: SessionStatus; count: number }>(
      `select s.status, (select count(*)::int from agenda_items i where i.org_id = s.org_id and i.session_id = s.id) as count
       from sessions s where s.org_id = app.org_id() and s.id = $1 and ${MINE('s')}`,
      [sessionId],
    );
    return row;
  }

  /** As `lockBySession`, of the session that an item is for. */
  async lockByItem(id: string): Promise<SeenItem | undefined> {
    await this.db.query(
      `select from engagements e where e.org_id = app.org_id() and e.id = (
         select i.engagement_id from agenda_items i where i.org_id = app.org_id() and i.id = $1 and ${MINE('i')})
       for no key update of e`,
      [id],
    );
    const [row] = await this.db.query<SeenItem>(
      `select i.author_id = app.member_id() as "isAuthor", s.status as "sessionStatus", i.version
       from agenda_items i left join sessions s on s.org_id = i.org_id and s.id = i.session_id
       where i.org_id = app.org_id() and i.id = $1 and ${MINE('i')}`,
      [id],
    );
    return row;
  }

  /** Puts sealed items behind those that a session has. */
  async append(sessionId: string, items: { id: string; text: string }[]): Promise<void> {
    await this.db.query(
      `insert into agenda_items (id, session_id, engagement_id, coach_id, client_id, text, position)
       select given.id, s.id, s.engagement_id, s.coach_id, s.client_id, given.text, given.place + coalesce(
         (select max(i.position) from agenda_items i where i.org_id = s.org_id and i.session_id = s.id), 0)
       from sessions s, unnest($2::uuid[], $3::text[]) with ordinality as given (id, text, place)
       where s.org_id = app.org_id() and s.id = $1`,
      [sessionId, items.map(({ id }) => id), items.map(({ text }) => text)],
    );
  }

  async change(id: string, sealed: string): Promise<void> {
    await this.db.query(
      `update agenda_items set text = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and author_id = app.member_id()`,
      [id, sealed],
    );
  }

  /** Ticks it, or takes the tick away; what stands so already is not changed. */
  async tick(id: string, at: Date | null): Promise<void> {
    await this.db.query(
      `update agenda_items i set done_at = $2, version = version + 1
       where i.org_id = app.org_id() and i.id = $1 and ${MINE('i')} and (i.done_at is null) <> ($2::timestamptz is null)`,
      [id, at],
    );
  }

  async idsOf(sessionId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select i.id from agenda_items i where i.org_id = app.org_id() and i.session_id = $1 and ${MINE('i')}`,
      [sessionId],
    );
    return rows.map(({ id }) => id);
  }

  async reorder(sessionId: string, ids: string[]): Promise<void> {
    await this.db.query(
      `update agenda_items i set position = given.place, version = version + 1
       from unnest($2::uuid[]) with ordinality as given (id, place)
       where i.org_id = app.org_id() and i.session_id = $1 and i.id = given.id and ${MINE('i')}
         and i.position <> given.place`,
      [sessionId, ids],
    );
  }

  async delete(id: string): Promise<void> {
    await this.db.query(
      `delete from agenda_items where org_id = app.org_id() and id = $1 and author_id = app.member_id()`,
      [id],
    );
  }

  /**
   * Lets the open items of an engagement whose sessions are over or cancelled, and those that wait, go on to its next
   * session that is booked and not over; without one they wait. Whoever calls it holds the lock of the engagement.
   * @param table what of the engagement is named by `id`
   */
  async carryOn(table: 'sessions' | 'session_series', id: string, now: Date): Promise<void> {
    await this.db.query(
      `with engagement as (
         select t.engagement_id as id from ${table} t where t.org_id = app.org_id() and t.id = $1),
       next as (
         select s.id from sessions s
         where s.org_id = app.org_id() and s.engagement_id = (select id from engagement)
           and s.status = 'BOOKED' and s.ends_at > $2
         order by s.starts_at, s.id limit 1),
       loose as (
         select i.id, row_number() over (order by s.starts_at nulls first, i.position, i.id) as place
         from agenda_items i left join sessions s on s.org_id = i.org_id and s.id = i.session_id
         where i.org_id = app.org_id() and i.engagement_id = (select id from engagement) and i.done_at is null
           and (s.status <> 'BOOKED' or (i.session_id is null and exists (select from next))))
       update agenda_items i set
         session_id = (select id from next),
         carried = i.carried + (i.session_id is not null)::int,
         carried_from = coalesce(i.session_id, i.carried_from),
         position = loose.place + coalesce((
           select max(last.position) from agenda_items last
           where last.org_id = i.org_id and last.engagement_id = i.engagement_id
             and last.session_id is not distinct from (select id from next)), 0),
         version = i.version + 1
       from loose where i.org_id = app.org_id() and i.id = loose.id`,
      [id, now],
    );
  }
}
