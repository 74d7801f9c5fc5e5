// Guarantees: a password is compared in one place, at most so often for one address from one place, and with the same
// work whether the address is known or not.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Strategy as LocalStrategy } from 'passport-local';
import { AppError } from '../app-error.js';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';
import { verifyPassword } from './passwords.js';
import { runStrategy } from './run-strategy.js';

/** Tries that may fail in a row, from one network address at one e-mail address. */
const MAX_TRIES = 10;
/** After this long since the first of them the count begins anew. */
const WITHIN_MINUTES = 15;

/** A person whose password was compared a moment ago. */
export interface Proof {
  userId: string;
  /** The hash that fitted. Whoever acts on the proof makes sure that it is still the person's. */
  passwordHash: string;
  /** Names the counted tries; they are forgotten once the proof has served. */
  attempt: Buffer;
}

interface Candidate {
  allowed: boolean;
  user_id: string | null;
  password_hash: string | null;
}

/** What the count of tries is kept under: it tells neither address. */
export function attemptKey(what: string, ip: string, email: string): Buffer {
  return createHash('sha256').update([what, ip, email].join(' ')).digest();
}

@Injectable()
export class PasswordStrategy {
  private readonly strategy: LocalStrategy;

  constructor(private readonly db: Db) {
    this.strategy = new LocalStrategy(
      { usernameField: 'email', passReqToCallback: true },
      (asking, email, password, done) => {
        this.compare(email, password, asking.ip!).then((proof) => done(null, proof ?? false), done);
      },
    );
  }

  /**
   * Runs the strategy, before the unit of work takes its connection: comparing takes long, and a try must be counted
   * although its operation fails.
   * @param ip where the try comes from
   * @returns null where the address is unknown or the password is another
   * @throws AppError RATE_LIMITED
   */
  prove(email: string, password: string, ip: string): Promise<Proof | null> {
    return runStrategy<Proof>(this.strategy, { body: { email, password }, ip });
  }

  /** In the current unit of work: a proof that served ends the count. */
  async forget(attempt: Buffer): Promise<void> {
    await this.db.query('select app.forget_attempts($1)', [attempt]);
  }

  private async compare(email: string, password: string, ip: string): Promise<Proof | null> {
    const attempt = attemptKey('sign-in', ip, email);
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select * from app.begin_sign_in($1, $2, $3, make_interval(mins => $4))',
      values: [email, attempt, MAX_TRIES, WITHIN_MINUTES],
    });
    const [{ allowed, user_id: userId, password_hash: passwordHash }] = rows as [Candidate];
    if (!allowed) {
      throw new AppError('RATE_LIMITED', `Too many tries; wait ${WITHIN_MINUTES} minutes.`);
    }
    const fits = await verifyPassword(passwordHash, password);
    return fits ? { userId: userId!, passwordHash: passwordHash!, attempt } : null;
  }
}
