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
   * @returns where the actor's own engagement stands, and whether both signed it; undefined where there is none
   */
  async lockEngagement(id: string): Promise<{ status: EngagementStatus; isSigned: boolean } | undefined> {
    const [row] = await this.db.query<{ status: EngagementStatus; isSigned: boolean }>(
      `select status, num_nulls(coach_signed_at, client_signed_at) = 0 as "isSigned" from engagements
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() for no key update`,
      [id],
    );
    return row;
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

  /**
   * Gives in a later engagement of the actor's what still stands of an earlier one, and was not given there anew already.
   * What is about the earlier coach's work stays with them.
   * @returns the new ones
   */
  async repeat(fromEngagementId: string, engagementId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `insert into consents (client_id, coach_id, engagement_id, subject, until)
       select e.client_id, e.coach_id, e.id, c.subject, c.until
       from consents c join engagements e on e.org_id = c.org_id and e.id = $2
       where c.org_id = app.org_id() and c.engagement_id = $1 and c.client_id = app.member_id()
         and e.client_id = app.member_id() and c.subject <> 'COACH_HOURS'
         and c.withdrawn_at is null and (c.until is null or c.until > now())
       on conflict (org_id, engagement_id, subject) where withdrawn_at is null do nothing
       returning id`,
      [fromEngagementId, engagementId],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes back those of the actor's that stand. */
  async withdrawAll(ids: string[]): Promise<void> {
    await this.db.query(
      `update consents set withdrawn_at = now()
       where org_id = app.org_id() and id = any ($1::uuid[]) and client_id = app.member_id() and withdrawn_at is null`,
      [ids],
    );
  }
}
