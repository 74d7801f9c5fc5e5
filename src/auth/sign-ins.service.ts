import { Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import { AppError, notFound } from '../app-error.js';
import { NOBODY, type MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { RefreshTokens } from './opaque-tokens.js';
import { PasswordStrategy } from './password.strategy.js';
import type { SignInAnswer, SignInInput } from './sign-ins.graphql.js';
import { SignInsRepository, type Membership } from './sign-ins.repository.js';
import { Tokens } from './tokens.js';

@Injectable()
export class SignInsService {
  constructor(
    private readonly db: Db,
    private readonly passwords: PasswordStrategy,
    private readonly refreshTokens: RefreshTokens,
    private readonly tokens: Tokens,
    private readonly repository: SignInsRepository,
  ) {}

  /**
   * @param ip where the request comes from
   * @throws AppError UNAUTHENTICATED, the same whatever does not fit; RATE_LIMITED
   */
  async signIn({ email, password, organization }: SignInInput, ip: string): Promise<SignInAnswer> {
    const proof = await this.passwords.prove(email, password, ip);
    if (!proof) throw refused();
    await this.db.become(NOBODY);
    const membership = await this.repository.membershipToOpen(proof, organization ?? null);
    if (!membership) throw refused();
    await this.passwords.forget(proof.attempt);
    return this.open(membership);
  }

  /**
   * Opens a sign-in in the current unit of work, which speaks as that member from here on.
   * @throws AppError UNAUTHENTICATED when the membership does not stand
   */
  async open(membership: Membership): Promise<SignInAnswer> {
    const { secret, hash } = this.refreshTokens.secret();
    const signInId = await this.repository.open(membership, hash);
    return this.answer(membership, signInId, secret);
  }

  /**
   * Replaces a refresh token by the next. One that was replaced before ends its whole sign-in.
   * @throws AppError UNAUTHENTICATED, the same for whatever is not the newest token of a sign-in that stands; CONFLICT
   * for the slower of two at the same moment, which gets no tokens and ends nothing
   */
  async refresh(refreshToken: string): Promise<SignInAnswer> {
    const token = this.refreshTokens.open(refreshToken);
    if (!token) throw ended();
    await this.repository.endReused(token);
    await this.db.become(NOBODY);
    const { secret, hash } = this.refreshTokens.secret();
    const membership = await this.repository.refresh(token, hash);
    if (membership) return this.answer(membership, token.signInId, secret);
    if (!(await this.repository.stands(token.signInId))) throw ended();
    throw new AppError(
      'CONFLICT',
      'This sign-in was refreshed at the same moment; go on with the tokens of the other answer.',
    );
  }

  /** @throws AppError NOT_FOUND where the person is no member of the organization */
  async switchTo(orgId: string): Promise<SignInAnswer> {
    const membership = await this.repository.ownMembershipIn(orgId);
    if (!membership) throw notFound('Organization');
    return this.open(membership);
  }

  async signOut(): Promise<void> {
    await this.repository.endOwn((this.db.actor as MemberActor).signInId);
  }

  async signOutEverywhere(): Promise<void> {
    await this.repository.endOwn(null);
  }

  /** Ends the sign-ins of a member of the admin's organization. */
  async endOfMember(memberId: string): Promise<void> {
    await this.repository.endOfMember(memberId);
  }

  private async answer(membership: Membership, signInId: string, secret: Buffer): Promise<SignInAnswer> {
    const actor: MemberActor = { kind: 'member', ...membership, signInId };
    await this.db.become(actor);
    const accessToken = await this.tokens.access(actor);
    return {
      accessToken,
      refreshToken: this.refreshTokens.seal(signInId, secret),
      expiresAt: new Date(decodeJwt(accessToken).exp! * 1_000).toISOString(),
      memberId: membership.memberId,
    };
  }
}

function refused(): AppError {
  return new AppError('UNAUTHENTICATED', 'The e-mail address, the password or the organization is wrong.');
}

function ended(): AppError {
  return new AppError('UNAUTHENTICATED', 'Sign in again: this sign-in has ended.');
}
