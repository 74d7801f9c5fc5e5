import { Injectable } from '@nestjs/common';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { MailBrand } from '../mail/mail-template.js';
import type { InvitationEntity } from './invitation.entity.js';
import type { InviteMemberInput } from './invitations.graphql.js';

/** How long a link works. */
export const VALID_DAYS = 7;

/** A mail that is to leave, and its version of the invitation. */
export type DueMail = Pick<InvitationEntity, 'email' | 'version'> & { brand: MailBrand };

@Injectable()
export class InvitationsRepository {
  constructor(private readonly db: Db) {}

  async find(id: string): Promise<Pick<InvitationEntity, 'status'> | undefined> {
    const [row] = await this.db.query<Pick<InvitationEntity, 'status'>>(
      'select status from invitations where org_id = (select app.org_id()) and id = $1',
      [id],
    );
    return row;
  }

  /** Makes room for a new invitation where an old one to the address has run out. */
  async retireExpired(email: string): Promise<void> {
    await this.db.query(
      `update invitations set status = 'EXPIRED', version = version + 1
       where org_id = (select app.org_id()) and email = $1 and status = 'PENDING' and expires_at <= now()`,
      [email],
    );
  }

  /** @returns the id */
  async add({ email, name, roles }: InviteMemberInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into invitations (email, name, roles, invited_by, expires_at)
       values ($1, $2, $3, (select app.member_id()), now() + make_interval(days => $4)) returning id`,
      [email, name, roles, VALID_DAYS],
    );
    return row!.id;
  }

  /** A new version, with a mail and a token of its own; the link of the one before is dead. @returns whether it was open */
  async renew(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `update invitations set status = 'PENDING', token_hash = null, undeliverable = false,
                              expires_at = now() + make_interval(days => $2), version = version + 1
       where org_id = (select app.org_id()) and id = $1 and status in ('PENDING', 'EXPIRED') returning id`,
      [id, VALID_DAYS],
    );
    return rows.length === 1;
  }

  /** @returns whether it was open */
  async revoke(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `update invitations set status = 'REVOKED', token_hash = null, version = version + 1
       where org_id = (select app.org_id()) and id = $1 and status in ('PENDING', 'EXPIRED') returning id`,
      [id],
    );
    return rows.length === 1;
  }

  /** The mail of an open invitation that has not left yet. */
  async dueMail(id: string): Promise<DueMail | undefined> {
    const [row] = await this.db.query<{
      email: string;
      version: number;
      organization: string;
      color: string;
    }>(
      `select i.email, i.version, coalesce(o.brand_name, o.name) as organization, o.brand_color as color
       from invitations i join organizations o on o.id = i.org_id
       where i.org_id = (select app.org_id()) and i.id = $1 and i.status = 'PENDING' and i.expires_at > now()
         and i.sent_version is distinct from i.version`,
      [id],
    );
    return row && { email: row.email, version: row.version, brand: row };
  }

  /** @returns whether the invitation is still at this version */
  async arm(id: string, version: number, tokenHash: Buffer): Promise<boolean> {
    const rows = await this.db.query(
      `update invitations set token_hash = $3
       where org_id = (select app.org_id()) and id = $1 and version = $2 returning id`,
      [id, version, tokenHash],
    );
    return rows.length === 1;
  }

  async sent(id: string, version: number, undeliverable: boolean): Promise<void> {
    await this.db.query(
      `update invitations set sent_version = $2, undeliverable = $3
       where org_id = (select app.org_id()) and id = $1 and version = $2`,
      [id, version, undeliverable],
    );
  }

  /** The open invitation that a token was made for, before any organization is known. */
  async ofToken(
    tokenHash: Buffer,
  ): Promise<{ orgId: string; id: string; email: string; known: boolean } | undefined> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select * from app.invitation_of_token($1)',
      values: [tokenHash],
    });
    const [row] = rows as { org_id: string; id: string; email: string; known: boolean }[];
    return row && { orgId: row.org_id, id: row.id, email: row.email, known: row.known };
  }

  /** Uses the token up: of several at once one gets the invitation. */
  async accept(
    id: string,
    tokenHash: Buffer,
  ): Promise<Pick<InvitationEntity, 'email' | 'name' | 'roles'> | undefined> {
    const [row] = await this.db.query<Pick<InvitationEntity, 'email' | 'name' | 'roles'>>(
      `update invitations set status = 'ACCEPTED', token_hash = null, version = version + 1
       where org_id = (select app.org_id()) and id = $1 and token_hash = $2 and status = 'PENDING'
         and expires_at > now()
       returning email, name, roles`,
      [id, tokenHash],
    );
    return row;
  }

  async setMember(id: string, memberId: string): Promise<void> {
    await this.db.query(
      'update invitations set member_id = $2 where org_id = (select app.org_id()) and id = $1',
      [id, memberId],
    );
  }

  /** The person behind an address; null when the address has another password than the one that was compared. */
  async claimUser(email: string, seenHash: string | null, newHash: string | null): Promise<string | null> {
    const [row] = await this.db.query<{ id: string | null }>('select app.claim_user($1, $2, $3) as id', [
      email,
      seenHash,
      newHash,
    ]);
    return row!.id;
  }
}
