import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { AllocationUnit } from './allocation.entity.js';
import type { EngagementStatus } from './engagement.entity.js';

/** The ledger as admins write it. They see what was granted, never what is left. */
@Injectable()
export class GrantsRepository {
  constructor(private readonly db: Db) {}

  /** Keeps other grants and the signatures waiting. @returns undefined where there is no such engagement */
  async lockEngagement(id: string): Promise<EngagementStatus | undefined> {
    const [row] = await this.db.query<{ status: EngagementStatus }>(
      `select status from engagements where org_id = app.org_id() and id = $1 and app.has_role('ADMIN') for no key update`,
      [id],
    );
    return row?.status;
  }

  /** The unit of the allocation, or of the one that will be carried over to it; undefined where there is neither. */
  async findUnit(engagementId: string): Promise<AllocationUnit | undefined> {
    const [row] = await this.db.query<{ unit: AllocationUnit }>(
      `select unit from allocations
       where org_id = app.org_id() and id in ($1,
         (select from_engagement_id from hand_overs where org_id = app.org_id() and id = $1)) limit 1`,
      [engagementId],
    );
    return row?.unit;
  }

  /** Makes the allocation where there is none, and grants. */
  async grant(
    engagementId: string,
    unit: AllocationUnit,
    amount: number,
    reason: string | null,
  ): Promise<void> {
    await this.db.query(
      `insert into allocations (id, coach_id, client_id, unit)
       select id, coach_id, client_id, $2 from engagements where org_id = app.org_id() and id = $1
       on conflict do nothing`,
      [engagementId, unit],
    );
    await this.db.query(
      `insert into allocation_entries (engagement_id, coach_id, client_id, kind, amount, reason)
       select id, coach_id, client_id, 'GRANT', $2, $3 from engagements where org_id = app.org_id() and id = $1`,
      [engagementId, amount, reason],
    );
  }

  /** @returns the engagement that a grant is for; undefined where there is no such grant */
  async findGranted(entryId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `select engagement_id as id from allocation_entries
       where org_id = app.org_id() and id = $1 and kind = 'GRANT' and app.has_role('ADMIN')`,
      [entryId],
    );
    return row?.id;
  }

  /** Takes a grant back, in full; its engagement is locked. @returns whether it was not taken back already */
  async reverse(entryId: string, reason: string): Promise<boolean> {
    const taken = await this.db.query(
      `select from allocation_entries where org_id = app.org_id() and entry_id = $1`,
      [entryId],
    );
    if (taken.length > 0) return false;
    await this.db.query(
      `insert into allocation_entries (engagement_id, coach_id, client_id, kind, amount, entry_id, reason)
       select engagement_id, coach_id, client_id, 'REVERSE', amount, id, $2 from allocation_entries
       where org_id = app.org_id() and id = $1`,
      [entryId, reason],
    );
    return true;
  }

  /** @param on `YYYY-MM-DD`, null for no end @returns whether there is an allocation */
  async setExpiry(engagementId: string, on: string | null): Promise<boolean> {
    const rows = await this.db.query(
      `update allocations set expires_on = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and app.has_role('ADMIN') returning id`,
      [engagementId, on],
    );
    return rows.length === 1;
  }
}
