import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { hashToken } from '../auth/opaque-tokens.js';
import { PasswordStrategy } from '../auth/password.strategy.js';
import { hashPassword, refuseWeakPassword } from '../auth/passwords.js';
import { deadLink } from '../auth/passwords.service.js';
import type { SignInAnswer } from '../auth/sign-ins.graphql.js';
import { SignInsService } from '../auth/sign-ins.service.js';
import { Db } from '../db/db.js';
import { constraintMeans } from '../db/db-error.js';
import { Outbox } from '../jobs/outbox.js';
import type { InviteMemberInput } from './invitations.graphql.js';
import { SEND_INVITATION } from './invitations.jobs.js';
import { InvitationsRepository } from './invitations.repository.js';
import { MembersService } from './members.service.js';

constraintMeans(
  'invitations_pending_key',
  () => new AppError('CONFLICT', 'This address has an open invitation; send that one again.', 'input.email'),
);
constraintMeans('members_user_key', alreadyMember);

@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Db,
    private readonly outbox: Outbox,
    private readonly passwords: PasswordStrategy,
    private readonly signIns: SignInsService,
    private readonly members: MembersService,
    private readonly repository: InvitationsRepository,
  ) {}

  /**
   * @returns the id of the invitation
   * @throws AppError CONFLICT where the address is a member's or has an open invitation
   */
  async invite(input: InviteMemberInput): Promise<string> {
    if (await this.members.hasAddress(input.email)) throw alreadyMember();
    await this.repository.retireExpired(input.email);
    const id = await this.repository.add(input);
    await this.outbox.announce(SEND_INVITATION, id);
    return id;
  }

  /** @throws AppError NOT_FOUND, CONFLICT where it was accepted or revoked */
  async resend(id: string): Promise<void> {
    if (!(await this.repository.renew(id))) await this.refuseClosed(id);
    await this.outbox.announce(SEND_INVITATION, id);
  }

  /** @throws AppError NOT_FOUND, CONFLICT where it was accepted or revoked */
  async revoke(id: string): Promise<void> {
    if (!(await this.repository.revoke(id))) await this.refuseClosed(id);
  }

  /**
   * Makes the person who holds the token a member, and signs them in. Somebody new sets the password; somebody who
   * signs in with the address already proves theirs, since a mailbox alone must not open their other organizations.
   * @param ip where the request comes from
   * @throws AppError NOT_FOUND, the same for a token that is forged, used, revoked or too old; UNAUTHENTICATED and
   * RATE_LIMITED for the password of somebody known; INVALID_INPUT for that of somebody new
   */
  async accept(token: string, password: string, ip: string): Promise<SignInAnswer> {
    const tokenHash = hashToken(token);
    const invitation = await this.repository.ofToken(tokenHash);
    if (!invitation) throw deadLink();
    const { orgId, id, email, known } = invitation;
    const proof = known ? await this.passwords.prove(email, password, ip) : null;
    if (known && !proof) throw wrongPassword();
    if (!known) refuseWeakPassword(password, email, 'password');
    const newHash = known ? null : await hashPassword(password);

    await this.db.become({ kind: 'system', orgId });
    const accepted = await this.repository.accept(id, tokenHash);
    if (!accepted) throw deadLink();
    const userId = await this.repository.claimUser(email, proof?.passwordHash ?? null, newHash);
    if (!userId) throw wrongPassword();
    const memberId = await this.members.join({ userId, ...accepted });
    await this.repository.setMember(id, memberId);
    if (proof) await this.passwords.forget(proof.attempt);
    return this.signIns.open({ orgId, memberId, roles: accepted.roles });
  }

  private async refuseClosed(id: string): Promise<never> {
    if (!(await this.repository.find(id))) throw notFound('Invitation');
    throw new AppError('CONFLICT', 'This invitation was accepted or revoked.', 'id');
  }
}

function alreadyMember(): AppError {
  return new AppError('CONFLICT', 'This person is a member already.', 'input.email');
}

function wrongPassword(): AppError {
  return new AppError('UNAUTHENTICATED', 'Give the password that you sign in with already.', 'password');
}
