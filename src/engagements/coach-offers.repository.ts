import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';

constraintMeans('coach_offers_client_fk', () => notFound('Client', 'clientId'));

@Injectable()
export class CoachOffersRepository {
  constructor(private readonly db: Db) {}

  /** Keeps other offers to the client, and their own requests, waiting. @returns whether there is such a client */
  async lockClient(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from clients where org_id = app.org_id() and id = $1
         and (app.has_role('ADMIN') or id = app.member_id()) for no key update`,
      [id],
    );
    return rows.length === 1;
  }

  /** The coaches of these who are here and take one more client. */
  async withPlace(coachIds: string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select id from coaches where org_id = app.org_id() and id = any ($1::uuid[]) and app.has_place(id)`,
      [coachIds],
    );
    return rows.map(({ id }) => id);
  }

  async countKnown(coachIds: string[]): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from coaches where org_id = app.org_id() and id = any ($1::uuid[])`,
      [coachIds],
    );
    return row!.count;
  }

  /** Offers these, in place of what was offered before. */
  async offer(clientId: string, coachIds: string[]): Promise<void> {
    await this.db.query(
      `update coach_offers set ended_at = now() where org_id = app.org_id() and client_id = $1 and ended_at is null`,
      [clientId],
    );
    await this.db.query(
      `insert into coach_offers (client_id, coach_id) select $1, coach from unnest($2::uuid[]) coach`,
      [clientId, coachIds],
    );
  }

  /** How many coaches the actor has asked who have not answered. */
  async countAsked(): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from coach_requests r join engagements e on e.org_id = r.org_id and e.id = r.id
       where r.org_id = app.org_id() and r.client_id = app.member_id() and e.status = 'PROPOSED'`,
    );
    return row!.count;
  }

  /** @returns the id of an engagement to be, which its message is sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  /** Proposes an engagement with the actor as its client, who signs by it. @param startsOn `YYYY-MM-DD` */
  async ask(id: string, coachId: string, startsOn: string, sealed: string | null): Promise<void> {
    await this.db.query(
      `insert into engagements (id, coach_id, client_id, starts_on, client_signed_at)
       values ($1, $2, app.member_id(), $3, now())`,
      [id, coachId, startsOn],
    );
    await this.db.query(
      `insert into coach_requests (id, coach_id, client_id, message) values ($1, $2, app.member_id(), $3)`,
      [id, coachId, sealed],
    );
    await this.db.query(
      `update coach_offers set ended_at = now()
       where org_id = app.org_id() and client_id = app.member_id() and coach_id = $1 and ended_at is null`,
      [coachId],
    );
  }
}
