import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { AllocationUnit } from './allocation.entity.js';

constraintMeans('allocation_balances_remaining', nothingLeft);
constraintMeans(
  'allocation_entries_settled_key',
  () => new AppError('CONFLICT', 'The entry was settled or taken back already.'),
);

export function nothingLeft(): AppError {
  return new AppError('LIMIT_REACHED', 'Too little is left of the allocation.');
}

/** A session as far as the ledger needs it. */
export interface HeldSession {
  id: string;
  engagementId: string;
  minutes: number;
}

/** The ledger as the two sides of an engagement write it, by what they do with sessions. */
@Injectable()
export class AllocationsRepository {
  constructor(private readonly db: Db) {}

  /** Lets the entries of one engagement follow one after the other until the transaction ends. */
  async lock(engagementId: string): Promise<void> {
    await this.db.query(`select pg_advisory_xact_lock(hashtextextended('allocation ' || $1::uuid, 0))`, [
      engagementId,
    ]);
  }

  /** As `lock`, for the engagement that a session has entries in. @returns whether it has any */
  async lockOf(sessionId: string): Promise<boolean> {
    const [row] = await this.db.query<{ id: string }>(
      `select engagement_id as id from allocation_entries where org_id = app.org_id() and session_id = $1 limit 1`,
      [sessionId],
    );
    if (row) await this.lock(row.id);
    return row !== undefined;
  }

  /** @returns its unit, and whether its last day is over where the client is; undefined where there is no limit */
  async find(engagementId: string, now: Date): Promise<{ unit: AllocationUnit; over: boolean } | undefined> {
    const [row] = await this.db.query<{ unit: AllocationUnit; over: boolean }>(
      `select a.unit, coalesce(a.expires_on < ($2::timestamptz at time zone m.time_zone)::date, false) as over
       from allocations a join members m on m.org_id = a.org_id and m.id = a.client_id
       where a.org_id = app.org_id() and a.id = $1`,
      [engagementId, now],
    );
    return row;
  }

  /** How much is held for the session now. */
  async heldFor(sessionId: string): Promise<number> {
    const [row] = await this.db.query<{ amount: number }>(
      `select e.amount from allocation_entries e where ${open('HOLD')}`,
      [sessionId],
    );
    return row?.amount ?? 0;
  }

  async hold({ id, engagementId }: HeldSession, amount: number): Promise<void> {
    await this.db.query(
      `insert into allocation_entries (engagement_id, coach_id, client_id, kind, amount, session_id)
       select id, coach_id, client_id, 'HOLD', $3, $2 from allocations where org_id = app.org_id() and id = $1`,
      [engagementId, id, amount],
    );
  }

  /** Settles what is held for the session; nothing where nothing is. */
  async settle(sessionId: string, kind: 'CONSUME' | 'RELEASE'): Promise<void> {
    await this.db.query(
      `insert into allocation_entries (engagement_id, coach_id, client_id, kind, amount, session_id, entry_id)
       select e.engagement_id, e.coach_id, e.client_id, $2, e.amount, e.session_id, e.id
       from allocation_entries e where ${open('HOLD')}`,
      [sessionId, kind],
    );
  }

  /** Takes back what the session consumed; nothing where it consumed nothing. */
  async restore(sessionId: string, reason: string | null): Promise<void> {
    await this.db.query(
      `insert into allocation_entries (engagement_id, coach_id, client_id, kind, amount, session_id, entry_id, reason)
       select e.engagement_id, e.coach_id, e.client_id, 'REVERSE', e.amount, e.session_id, e.id, $2
       from allocation_entries e where ${open('CONSUME')}`,
      [sessionId, reason],
    );
  }

  /** Allocations of which something is left behind their last day, across organizations; outside any unit of work. */
  async findDue(now: Date, batch: number): Promise<{ orgId: string; id: string }[]> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select org_id as "orgId", id from app.due_expiries($1, $2)',
      values: [now, batch],
    });
    return rows as { orgId: string; id: string }[];
  }

  /** As the system. @returns whether anything was left to expire */
  async expire(engagementId: string, now: Date): Promise<boolean> {
    await this.lock(engagementId);
    const [row] = await this.db.query<{ expired: boolean }>(
      'select app.expire_allocation($1, $2) as expired',
      [engagementId, now],
    );
    return row!.expired;
  }
}

/** Entries of the session $1 of this kind that no later one has settled or taken back. */
function open(kind: 'HOLD' | 'CONSUME'): string {
  return `e.org_id = app.org_id() and e.session_id = $1 and e.kind = '${kind}' and not exists (
    select from allocation_entries s where s.org_id = e.org_id and s.entry_id = e.id)`;
}
