import { Inject, Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { ENV, type Env } from '../config/env.js';
import { ROLES, type MemberActor, type Role } from '../db/actor.js';

export const ISSUER = 'waymark';
export const AUDIENCE = 'waymark-api';
export const ALGORITHM = 'HS256';

/** How long an access token is good, in seconds. Ending the sign-in ends it at once: the database is asked each time. */
export const ACCESS_TOKEN_SECONDS = 600;

/** What an access token says: one membership, and the sign-in that it came from. */
export interface AccessClaims {
  org: string;
  member: string;
  roles: Role[];
  signIn: string;
}

/** Issues access tokens. */
@Injectable()
export class Tokens {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /** @returns a signed JWT that speaks for exactly this membership */
  access({ orgId, memberId, roles, signInId }: MemberActor): Promise<string> {
    const claims = { org: orgId, member: memberId, roles, signIn: signInId };
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
      .sign(this.env.tokenSecret);
  }
}

/** The actor of verified claims; null where they are not an access token's. */
export function actorOf(claims: Partial<AccessClaims>): MemberActor | null {
  const { org, member, roles, signIn } = claims;
  if (!org || !member || !signIn || !Array.isArray(roles)) return null;
  if (!roles.every((role) => ROLES.includes(role))) return null;
  return { kind: 'member', orgId: org, memberId: member, roles, signInId: signIn };
}
