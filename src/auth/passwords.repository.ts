import { Injectable } from '@nestjs/common';
import { NOBODY, type Actor } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { MailBrand } from '../mail/mail-template.js';
import { attemptKey, type Proof } from './password.strategy.js';

/** How long the link in a mail works. */
export const RESET_MINUTES = 60;

/** Mails to one address within an hour; more are asked for in vain, since a stranger may ask. */
const MAX_MAILS = 5;

/** Resets, and the passwords that they lead to. Neither belongs to an organization: definer functions do the work. */
@Injectable()
export class PasswordsRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id of the reset; null when the address was asked for too often */
  async request(email: string): Promise<string | null> {
    const [row] = await this.db.query<{ id: string | null }>(
      `select app.request_password_reset($1, $2, $3, interval '1 hour', make_interval(mins => $4)) as id`,
      [email, attemptKey('reset', '', email), MAX_MAILS, RESET_MINUTES],
    );
    return row!.id;
  }

  /** Whom to mail: nobody when the address is unknown, the mail has left or the time is over. */
  async recipient(reset: string): Promise<{ orgId: string; memberId: string } | undefined> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select * from app.password_reset_recipient($1)',
      values: [reset],
    });
    const [row] = rows as { org_id: string; id: string }[];
    return row && { orgId: row.org_id, memberId: row.id };
  }

  /** Address and look of the mail, in the organization of the member. */
  async letterhead(memberId: string): Promise<{ email: string; brand: MailBrand }> {
    const [row] = await this.db.query<{ email: string; organization: string; color: string }>(
      `select m.email, coalesce(o.brand_name, o.name) as organization, o.brand_color as color
       from members m join organizations o on o.id = m.org_id
       where m.org_id = (select app.org_id()) and m.id = $1`,
      [memberId],
    );
    const { email, ...brand } = row!;
    return { email, brand };
  }

  async arm(reset: string, tokenHash: Buffer): Promise<void> {
    await this.db.query('select app.arm_password_reset($1, $2)', [reset, tokenHash]);
  }

  async sent(reset: string): Promise<void> {
    await this.db.query('select app.password_reset_sent($1)', [reset]);
  }

  /** The address that a good token was made for. */
  async emailOf(tokenHash: Buffer): Promise<string | null> {
    return this.db.read(NOBODY, { text: 'select app.password_reset_email($1)', values: [tokenHash] });
  }

  /** @returns whether the token was still good */
  async reset(tokenHash: Buffer, passwordHash: string): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>('select app.reset_password($1, $2) as done', [
      tokenHash,
      passwordHash,
    ]);
    return row!.done;
  }

  /** The address that the actor signs in with. */
  async ownEmail(actor: Actor): Promise<string> {
    const email = await this.db.read(actor, {
      text: 'select email from members where org_id = (select app.org_id()) and id = (select app.member_id())',
      values: [],
    });
    return email!;
  }

  /** @returns whether the password was still the one that was proved */
  async change({ passwordHash }: Proof, newHash: string, keptSignIn: string | null): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>('select app.change_password($1, $2, $3) as done', [
      passwordHash,
      newHash,
      keptSignIn,
    ]);
    return row!.done;
  }

  async forgetOld(): Promise<void> {
    await this.db.readRows(NOBODY, { text: 'select app.forget_old_attempts()', values: [] });
  }
}
