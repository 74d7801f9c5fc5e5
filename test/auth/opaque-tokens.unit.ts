import { randomBytes, randomUUID } from 'node:crypto';
import type { Env } from '../../src/config/env.js';
import { hashToken, MailTokens, RefreshTokens } from '../../src/auth/opaque-tokens.js';

const env = { tokenSecret: randomBytes(32) } as Env;

test('a refresh token opens to its sign-in and the hash of its secret', () => {
  const tokens = new RefreshTokens(env);
  const signInId = randomUUID();
  const { secret, hash } = tokens.secret();
  expect(tokens.open(tokens.seal(signInId, secret))).toEqual({ signInId, hash });
});

test('a refresh token with any other letter, or sealed with another key, is none', () => {
  const tokens = new RefreshTokens(env);
  const token = tokens.seal(randomUUID(), tokens.secret().secret);
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'x' ? 'y' : 'x';
    expect(tokens.open(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
  }
  expect(new RefreshTokens({ tokenSecret: randomBytes(32) } as Env).open(token)).toBeNull();
});

test('the token of a mail is the same at each attempt and another for each effect and key', () => {
  const tokens = new MailTokens(env);
  const made = [tokens.make('invitation-1-1'), tokens.make('invitation-1-2'), tokens.make('invitation-2-1')];
  expect(tokens.make('invitation-1-1')).toBe(made[0]);
  expect(new Set(made.map((token) => hashToken(token).toString('hex'))).size).toBe(3);
  expect(made[0]).toMatch(/^[\w-]{43}$/);
  expect(new MailTokens({ tokenSecret: randomBytes(32) } as Env).make('invitation-1-1')).not.toBe(made[0]);
});
