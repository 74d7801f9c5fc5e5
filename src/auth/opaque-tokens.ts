// Guarantees: a token that opens something is 32 bytes that nobody can guess; the database holds its SHA-256 only.
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';

const ID_BYTES = 16;
const SECRET_BYTES = 32;
const MAC_BYTES = 32;

/** What the database keeps of a token. */
export function hashToken(token: string | Buffer): Buffer {
  return createHash('sha256').update(token).digest();
}

/** One key for each purpose, so that no token of one kind is ever a token of another. */
function keyFor(purpose: string, env: Env): Buffer {
  return Buffer.from(hkdfSync('sha256', env.tokenSecret, '', `waymark ${purpose}`, 32));
}

/**
 * Tokens that travel in mails. One is made when its mail leaves and is the same at every attempt, so a mail that was
 * sent twice holds the same link twice; nothing of it needs storing but the hash.
 */
@Injectable()
export class MailTokens {
  private readonly key: Buffer;

  constructor(@Inject(ENV) env: Env) {
    this.key = keyFor('mail tokens', env);
  }

  /** @param effect what the mail is about and which one of them: `invitation-<uuid>-2` */
  make(effect: string): string {
    return createHmac('sha256', this.key).update(effect).digest('base64url');
  }
}

/** A refresh token, taken apart. */
export interface RefreshToken {
  signInId: string;
  /** Of the secret; equal to the sign-in's when this is its newest token. */
  hash: Buffer;
}

/**
 * Refresh tokens: the sign-in's id, a secret, and a seal over both. What bears no seal of ours is told from a genuine
 * token that is no longer the newest, so nobody ends a sign-in by inventing tokens for it.
 */
@Injectable()
export class RefreshTokens {
  private readonly key: Buffer;

  constructor(@Inject(ENV) env: Env) {
    this.key = keyFor('refresh tokens', env);
  }

  /** A new secret; its hash is stored, and once the sign-in has an id, the secret is sealed for it. */
  secret(): { secret: Buffer; hash: Buffer } {
    const secret = randomBytes(SECRET_BYTES);
    return { secret, hash: hashToken(secret) };
  }

  seal(signInId: string, secret: Buffer): string {
    const body = Buffer.concat([Buffer.from(signInId.replaceAll('-', ''), 'hex'), secret]);
    return Buffer.concat([body, this.mac(body)]).toString('base64url');
  }

  /** @returns null for what is no token of ours */
  open(token: string): RefreshToken | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID_BYTES + SECRET_BYTES + MAC_BYTES) return null;
    // Decoding forgives odd letters and the unused bits of the last one: one token has one spelling.
    if (bytes.toString('base64url') !== token) return null;
    const body = bytes.subarray(0, ID_BYTES + SECRET_BYTES);
    if (!timingSafeEqual(bytes.subarray(ID_BYTES + SECRET_BYTES), this.mac(body))) return null;
    const hex = body.subarray(0, ID_BYTES).toString('hex');
    const signInId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    return { signInId, hash: hashToken(body.subarray(ID_BYTES)) };
  }

  private mac(body: Buffer): Buffer {
    return createHmac('sha256', this.key).update(body).digest();
  }
}
