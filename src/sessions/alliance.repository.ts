import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { AllianceStatus } from './alliance-pulse.entity.js';
import type { AllianceAnswers } from './alliance.rupture.js';

/** A pulse that nobody else settles before the unit of work ends. */
export interface LockedPulse {
  engagementId: string;
  status: AllianceStatus;
}

@Injectable()
export class AllianceRepository {
  constructor(private readonly db: Db) {}

  /** How many sessions were held of the engagement that one of the actor's belongs to. */
  async countHeld(sessionId: string): Promise<{ engagementId: string; held: number }> {
    const [row] = await this.db.query<{ engagementId: string; held: number }>(
      `select s.engagement_id as "engagementId", (
         select count(*)::int from sessions h
         where h.org_id = s.org_id and h.engagement_id = s.engagement_id and h.status = 'HELD') as held
       from sessions s where s.org_id = app.org_id() and s.id = $1 and s.coach_id = app.member_id()`,
      [sessionId],
    );
    return row!;
  }

  /**
   * Asks the client after so many sessions held, once, whatever becomes of their marks; the one that still waits lapses.
   */
  async ask(engagementId: string, heldCount: number, at: Date): Promise<void> {
    const asked = `select from alliance_pulses p
      where p.org_id = app.org_id() and p.engagement_id = $1 and p.held_count >= $2`;
    await this.db.query(
      `update alliance_pulses set status = 'LAPSED', settled_at = $3
       where org_id = app.org_id() and engagement_id = $1 and status = 'DUE' and coach_id = app.member_id()
         and not exists (${asked})`,
      [engagementId, heldCount, at],
    );
    await this.db.query(
      `insert into alliance_pulses (engagement_id, coach_id, client_id, held_count)
       select e.id, e.coach_id, e.client_id, $2::int from engagements e
       where e.org_id = app.org_id() and e.id = $1 and e.coach_id = app.member_id() and not exists (${asked})`,
      [engagementId, heldCount],
    );
  }

  /** @returns undefined when there is none that was asked of the actor */
  async lock(id: string): Promise<LockedPulse | undefined> {
    const [row] = await this.db.query<LockedPulse>(
      `select engagement_id as "engagementId", status from alliance_pulses
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() for update`,
      [id],
    );
    return row;
  }

  /** What was answered in an engagement of the actor's, the first first. */
  async answersOf(engagementId: string): Promise<AllianceAnswers[]> {
    return this.db.query<AllianceAnswers>(
      `select goals, way, bond from alliance_pulses
       where org_id = app.org_id() and engagement_id = $1 and status = 'ANSWERED' and client_id = app.member_id()
       order by held_count`,
      [engagementId],
    );
  }

  async answer(
    id: string,
    { goals, way, bond }: AllianceAnswers,
    ruptureRisk: boolean,
    at: Date,
  ): Promise<void> {
    await this.db.query(
      `update alliance_pulses set status = 'ANSWERED', goals = $2, way = $3, bond = $4, rupture_risk = $5, settled_at = $6
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, goals, way, bond, ruptureRisk, at],
    );
  }

  async skip(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update alliance_pulses set status = 'SKIPPED', settled_at = $2
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, at],
    );
  }
}
