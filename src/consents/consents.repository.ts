import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { EngagementStatus } from '../engagements/engagement.entity.js';
import type { ConsentSubject } from './consent.entity.js';

/** Only the client gives and takes back: every statement says so itself, beside row-level security. */
@Injectable()
export class ConsentsRepository {
  constructor(private readonly db: Db) {}

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
   * Gives it, or changes until when one that stands holds. One that ran out stays as it was given, beside the new one.
   * @param until null for no end
   */
  async give(engagementId: string, subject: ConsentSubject, until: string | null): Promise<string> {
    await this.db.query(
      `update consents set withdrawn_at = until
       where org_id = app.org_id() and engagement_id = $1 and subject = $2 and client_id = app.member_id()
         and withdrawn_at is null and until <= now()`,
      [engagementId, subject],
    );
    const [row] = await this.db.query<{ id: string }>(
      `insert into consents (client_id, coach_id, engagement_id, subject, until)
       select e.client_id, e.coach_id, e.id, $2, $3 from engagements e
       where e.org_id = app.org_id() and e.id = $1 and e.client_id = app.member_id()
       on conflict (org_id, engagement_id, subject) where withdrawn_at is null do update set until = excluded.until
       returning id`,
      [engagementId, subject, until],
    );
    return row!.id;
  }

  /** Taking back what was taken back changes nothing. @returns whether it is one of the actor's */
  async withdraw(id: string): Promise<boolean> {
    await this.db.query(
      `update consents set withdrawn_at = now()
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and withdrawn_at is null`,
      [id],
    );
    const rows = await this.db.query(
      `select from consents where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return rows.length === 1;
  }
}
