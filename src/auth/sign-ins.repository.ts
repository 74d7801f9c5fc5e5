import { Injectable } from '@nestjs/common';
import { NOBODY, type Role } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { RefreshToken } from './opaque-tokens.js';
import type { Proof } from './password.strategy.js';

/** How long a sign-in that is not refreshed lasts. */
const LASTS_DAYS = 30;

/** Whom a sign-in is for. */
export interface Membership {
  orgId: string;
  memberId: string;
  roles: Role[];
}

interface MembershipRow {
  org_id: string;
  member_id: string;
  roles: Role[];
}

/** Sign-ins belong to no organization, so all of it goes through definer functions. */
@Injectable()
export class SignInsRepository {
  constructor(private readonly db: Db) {}

  /** Locks the person until the unit of work ends. */
  async membershipToOpen(
    { userId, passwordHash }: Proof,
    organization: string | null,
  ): Promise<Membership | undefined> {
    return this.membership('select * from app.membership_to_open($1, $2, $3)', [
      userId,
      passwordHash,
      organization,
    ]);
  }

  async ownMembershipIn(orgId: string): Promise<Membership | undefined> {
    return this.membership('select id as org_id, member_id, roles from app.own_memberships() where id = $1', [
      orgId,
    ]);
  }

  /** @returns the id of the sign-in */
  async open({ orgId, memberId }: Membership, refreshHash: Buffer): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      'select app.open_sign_in($1, $2, $3, make_interval(days => $4)) as id',
      [orgId, memberId, refreshHash, LASTS_DAYS],
    );
    return row!.id;
  }

  /** Beside any unit of work, and committed at once: the operation that finds a reused token fails. */
  async endReused({ signInId, hash }: RefreshToken): Promise<void> {
    await this.db.readRows(NOBODY, {
      text: 'select app.end_reused_sign_in($1, $2)',
      values: [signInId, hash],
    });
  }

  /** @returns nothing when the token is not the newest of a sign-in that stands */
  async refresh({ signInId, hash }: RefreshToken, nextHash: Buffer): Promise<Membership | undefined> {
    return this.membership('select * from app.refresh_sign_in($1, $2, $3, make_interval(days => $4))', [
      signInId,
      hash,
      nextHash,
      LASTS_DAYS,
    ]);
  }

  async stands(signInId: string): Promise<boolean> {
    const [row] = await this.db.query<{ stands: boolean }>('select app.sign_in_stands($1) as stands', [
      signInId,
    ]);
    return row!.stands;
  }

  /** @param only one of the actor's sign-ins; null is each of them, in every organization */
  async endOwn(only: string | null): Promise<void> {
    await this.db.query('select app.end_own_sign_ins($1)', [only]);
  }

  async endOfMember(memberId: string): Promise<void> {
    await this.db.query('select app.end_member_sign_ins($1)', [memberId]);
  }

  private async membership(text: string, values: unknown[]): Promise<Membership | undefined> {
    const [row] = await this.db.query<MembershipRow>(text, values);
    return row && { orgId: row.org_id, memberId: row.member_id, roles: row.roles };
  }
}
