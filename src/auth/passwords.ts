import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { invalidInput } from '../app-error.js';

/** argon2id, the package's default algorithm, at OWASP's first recommendation: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const MIN_LETTERS = 10;
const MAX_LETTERS = 200;

/** An address to sign in with, as it is stored: trimmed and in lower case. */
export const emailCheck = z
  .string()
  .trim()
  .toLowerCase()
  .min(3)
  .max(254)
  .regex(/^[^\p{C}\s<>()[\]\\,;:@"]+@[^\p{C}\s<>()[\]\\,;:@"]+$/u, 'must be an e-mail address');

/** A password as an argument: whatever it is, within reason. */
export const passwordCheck = z
  .string()
  .min(1, 'must not be empty')
  .max(MAX_LETTERS, `must have at most ${MAX_LETTERS} letters`);

/**
 * Refuses a new password that is short, or the one that every guesser tries first.
 * @param field where the password stands in the arguments
 * @throws AppError INVALID_INPUT
 */
export function refuseWeakPassword(password: string, email: string, field: string): void {
  if ([...password].length < MIN_LETTERS) {
    throw invalidInput(`${field}: must have at least ${MIN_LETTERS} letters.`, field);
  }
  if (password.trim().toLowerCase() === email) {
    throw invalidInput(`${field}: must not be the e-mail address.`, field);
  }
}

/** The same letters are the same password, however a keyboard composes them. */
const composed = (password: string) => password.normalize('NFC');

export function hashPassword(password: string): Promise<string> {
  return hash(composed(password), COST);
}

let dummy: Promise<string> | undefined;

/**
 * Compares a password with a hash. Without a hash it does the same work on one that no password fits, so that the time
 * tells nobody whether an address is known.
 */
export async function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword(randomUUID());
  const fits = await verify(hashed ?? (await dummy), composed(password));
  return fits && hashed !== null;
}
