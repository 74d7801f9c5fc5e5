import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';

constraintMeans(
  'buddy_pacts_pair_key',
  () => new AppError('CONFLICT', 'You two have a pact, or a proposal of one, already.'),
);
constraintMeans(
  'pact_goals_goal_key',
  () => new AppError('CONFLICT', 'This goal is in the pact already.', 'input.goalId'),
);

export interface NewPact {
  cadenceWeeks: number;
  startsOn: string;
  endsOn: string;
  startsAt: Date;
  endsAt: Date;
  codeHash: Buffer;
  codeExpiresAt: Date;
}

/** A pact is its two people's: every statement says so itself, beside row-level security. */
@Injectable()
export class BuddyPactsRepository {
  constructor(private readonly db: Db) {}

  /**
   * Keeps other proposals and openings of the actor's waiting until the transaction ends.
   * @returns the actor's zone, and how many pacts of theirs are not over at `now`
   */
  async lockAndCount(now: Date): Promise<{ zone: string; open: number }> {
    await this.db.query(
      `select from clients where org_id = app.org_id() and id = app.member_id() for no key update`,
    );
    // A statement of its own: one that waited for the lock would count as of the moment before it.
    const [row] = await this.db.query<{ zone: string; open: number }>(
      `select m.time_zone as zone,
         (select count(*)::int from buddy_pacts p where p.org_id = m.org_id and m.id in (p.proposer_id, p.partner_id)
            and p.status <> 'ENDED' and p.ends_at > $1 and (p.code_hash is null or p.code_expires_at > $1)) as open
       from members m where m.org_id = app.org_id() and m.id = app.member_id()`,
      [now],
    );
    return row!;
  }

  async insert(pact: NewPact): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into buddy_pacts (cadence_weeks, starts_on, ends_on, starts_at, ends_at, code_hash, code_expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [
        pact.cadenceWeeks,
        pact.startsOn,
        pact.endsOn,
        pact.startsAt,
        pact.endsAt,
        pact.codeHash,
        pact.codeExpiresAt,
      ],
    );
    return row!.id;
  }

  /** Makes the actor the one who is asked. @returns undefined for a code that opens nothing to them */
  async open(codeHash: Buffer, now: Date): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string | null }>(`select app.open_buddy_pact($1, $2) as id`, [
      codeHash,
      now,
    ]);
    return row!.id ?? undefined;
  }

  /** @returns whether it was proposed to the actor and is active now */
  async accept(id: string, now: Date): Promise<boolean> {
    const [row] = await this.db.query<{ accepted: boolean }>(
      `select app.accept_buddy_pact($1, $2) as accepted`,
      [id, now],
    );
    return row!.accepted;
  }

  /** Keeps other changes of one of the actor's pacts waiting. @returns whether nobody has ended it; undefined for none */
  async lock(id: string): Promise<{ isOpen: boolean; isAccepted: boolean } | undefined> {
    const [row] = await this.db.query<{ isOpen: boolean; isAccepted: boolean }>(
      `select status <> 'ENDED' as "isOpen",
         status = 'ACTIVE' and ends_at > now() and id = any (app.pact_ids('accepted')) as "isAccepted" from buddy_pacts
       where org_id = app.org_id() and id = $1 and app.member_id() in (proposer_id, partner_id) for no key update`,
      [id],
    );
    return row;
  }

  /** Ends a locked pact; its code opens nothing any more. */
  async end(id: string, now: Date): Promise<void> {
    await this.db.query(
      `update buddy_pacts set status = 'ENDED', ended_at = $2, ended_by = app.member_id(), code_hash = null, version = version + 1
       where org_id = app.org_id() and id = $1 and app.member_id() in (proposer_id, partner_id) and status <> 'ENDED'`,
      [id, now],
    );
  }

  /** @returns the id of a goal of a pact to be, which its commitment is sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  /** How many goals the actor brought into a locked pact. */
  async countGoals(pactId: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from pact_goals where org_id = app.org_id() and pact_id = $1 and client_id = app.member_id()`,
      [pactId],
    );
    return row!.count;
  }

  /** @param commitment sealed @returns whether there is such a goal of the actor's */
  async addGoal(id: string, pactId: string, goalId: string, commitment: string): Promise<boolean> {
    const rows = await this.db.query(
      `insert into pact_goals (id, pact_id, client_id, goal_id, commitment)
       select $1, $2, g.client_id, g.id, $4 from goals g
       where g.org_id = app.org_id() and g.id = $3 and g.client_id = app.member_id() returning id`,
      [id, pactId, goalId, commitment],
    );
    return rows.length === 1;
  }

  /** @returns a goal of a pact, of the actor's */
  async findGoal(id: string): Promise<{ pactId: string; version: number } | undefined> {
    const [row] = await this.db.query<{ pactId: string; version: number }>(
      `select pact_id as "pactId", version from pact_goals
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return row;
  }

  /** @param commitment sealed @returns whether it was still at this version, in a pact that lasts */
  async changeGoal(id: string, version: number, commitment: string): Promise<boolean> {
    const rows = await this.db.query(
      `update pact_goals set commitment = $3, version = version + 1
       where org_id = app.org_id() and id = $1 and version = $2 and client_id = app.member_id() returning id`,
      [id, version, commitment],
    );
    return rows.length === 1;
  }

  async removeGoal(id: string): Promise<void> {
    await this.db.query(
      `delete from pact_goals where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
  }
}
