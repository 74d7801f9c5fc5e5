import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { EngagementStatus } from './engagement.entity.js';
import type { HandOverSubject } from './hand-over.entity.js';

/** Where a client goes on from, and where to. */
export interface SeenHandOver {
  id: string;
  fromEngagementId: string;
  /** Of the new engagement. */
  status: EngagementStatus;
  coachSigned: boolean;
}

/** Only the client picks and requests: every statement says so itself, beside row-level security. */
@Injectable()
export class HandOversRepository {
  constructor(private readonly db: Db) {}

  /** Requesting again changes nothing. */
  async request(engagementId: string): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into hand_over_requests (engagement_id, client_id) values ($1, app.member_id())
       on conflict (org_id, engagement_id) where ended_at is null do update set ended_at = null returning id`,
      [engagementId],
    );
    return row!.id;
  }

  /** Taking back what is over changes nothing. @returns whether it is one of the actor's */
  async takeBack(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `update hand_over_requests set ended_at = coalesce(ended_at, now())
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id],
    );
    return rows.length === 1;
  }

  async meetRequest(engagementId: string): Promise<void> {
    await this.db.query(
      `update hand_over_requests set ended_at = now()
       where org_id = app.org_id() and engagement_id = $1 and client_id = app.member_id() and ended_at is null`,
      [engagementId],
    );
  }

  /** Whether the engagement was handed over, or is proposed to be. */
  async isHandedOver(engagementId: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from hand_overs h join engagements e on e.org_id = h.org_id and e.id = h.id
       where h.org_id = app.org_id() and h.from_engagement_id = $1
         and (h.completed_at is not null or e.status in ('PROPOSED', 'ACTIVE', 'PAUSED'))`,
      [engagementId],
    );
    return rows.length > 0;
  }

  /** Proposes to go on with another coach on the same terms. @param today `YYYY-MM-DD` @returns the new engagement */
  async propose(fromId: string, coachId: string, today: string): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into engagements (coach_id, client_id, starts_on, ends_on, paid)
       select $2, client_id, $3, case when status in ('ACTIVE', 'PAUSED') and ends_on >= $3 then ends_on end, paid
       from engagements where org_id = app.org_id() and id = $1
       returning id`,
      [fromId, coachId, today],
    );
    await this.db.query(
      `insert into hand_overs (id, client_id, coach_id, from_engagement_id, from_coach_id)
       select $1, client_id, $3, id, coach_id from engagements where org_id = app.org_id() and id = $2`,
      [row!.id, fromId, coachId],
    );
    return row!.id;
  }

  /** @param id of the new engagement @returns undefined where it is no hand-over, or not the actor's as its client */
  async find(id: string): Promise<SeenHandOver | undefined> {
    const [row] = await this.db.query<SeenHandOver>(
      `select h.id, h.from_engagement_id as "fromEngagementId", e.status, e.coach_signed_at is not null as "coachSigned"
       from hand_overs h join engagements e on e.org_id = h.org_id and e.id = h.id
       where h.org_id = app.org_id() and h.id = $1 and h.client_id = app.member_id()`,
      [id],
    );
    return row;
  }

  /** Whether the coach of the actor's new engagement is still here. */
  async isCoachHere(id: string): Promise<boolean> {
    const [row] = await this.db.query<{ here: boolean }>(
      `select app.hold_place(coach_id) is not null as here from hand_overs
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return row!.here;
  }

  /** Carries over what is left, and says that it is done. */
  async complete(id: string): Promise<void> {
    await this.db.query('select app.complete_hand_over($1)', [id]);
  }

  async findPicked(id: string): Promise<{ subject: HandOverSubject; consentIds: string[] }[]> {
    return this.db.query(
      `select subject, consent_ids as "consentIds" from hand_over_picks
       where org_id = app.org_id() and hand_over_id = $1 and client_id = app.member_id() and revoked_at is null`,
      [id],
    );
  }

  async pick(id: string, subject: HandOverSubject): Promise<void> {
    await this.db.query(
      `insert into hand_over_picks (hand_over_id, client_id, subject) values ($1, app.member_id(), $2)`,
      [id, subject],
    );
  }

  async revoke(id: string, subject: HandOverSubject): Promise<void> {
    await this.db.query(
      `update hand_over_picks set revoked_at = now()
       where org_id = app.org_id() and hand_over_id = $1 and client_id = app.member_id() and subject = $2
         and revoked_at is null`,
      [id, subject],
    );
  }

  /** Remembers which consents came along, so that they can go again. */
  async rememberConsents(id: string, consentIds: string[]): Promise<void> {
    await this.db.query(
      `update hand_over_picks set consent_ids = $2
       where org_id = app.org_id() and hand_over_id = $1 and client_id = app.member_id() and subject = 'CONSENTS'
         and revoked_at is null`,
      [id, consentIds],
    );
  }
}
