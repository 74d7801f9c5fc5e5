import { Injectable } from '@nestjs/common';
import { AppError, invalidInput } from '../app-error.js';
import { NOBODY, type MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { Outbox } from '../jobs/outbox.js';
import { hashToken } from './opaque-tokens.js';
import { PasswordStrategy } from './password.strategy.js';
import { NO_ORGANIZATION, SEND_PASSWORD_RESET } from './passwords.jobs.js';
import { PasswordsRepository } from './passwords.repository.js';
import { hashPassword, refuseWeakPassword } from './passwords.js';
import type { ChangePasswordInput } from './sign-ins.graphql.js';

@Injectable()
export class PasswordsService {
  constructor(
    private readonly db: Db,
    private readonly outbox: Outbox,
    private readonly strategy: PasswordStrategy,
    private readonly repository: PasswordsRepository,
  ) {}

  /** Notes the wish and leaves the rest to the job, so that nothing here depends on whether the address is known. */
  async requestReset(email: string): Promise<void> {
    await this.db.become({ kind: 'system', orgId: NO_ORGANIZATION });
    const reset = await this.repository.request(email);
    if (reset) await this.outbox.announce(SEND_PASSWORD_RESET, reset);
  }

  /** @throws AppError NOT_FOUND, the same for a token that is forged, used or too old */
  async reset(token: string, password: string): Promise<void> {
    const tokenHash = hashToken(token);
    const email = await this.repository.emailOf(tokenHash);
    if (!email) throw deadLink();
    refuseWeakPassword(password, email, 'password');
    const passwordHash = await hashPassword(password);
    await this.db.become(NOBODY);
    if (!(await this.repository.reset(tokenHash, passwordHash))) throw deadLink();
  }

  /** @throws AppError INVALID_INPUT for a wrong current password, RATE_LIMITED */
  async change(
    { currentPassword, newPassword }: ChangePasswordInput,
    actor: MemberActor,
    ip: string,
  ): Promise<void> {
    const email = await this.repository.ownEmail(actor);
    refuseWeakPassword(newPassword, email, 'input.newPassword');
    const proof = await this.strategy.prove(email, currentPassword, ip);
    if (!proof) throw wrongPassword();
    const newHash = await hashPassword(newPassword);
    if (!(await this.repository.change(proof, newHash, actor.signInId))) throw wrongPassword();
    await this.strategy.forget(proof.attempt);
  }
}

/** What a link that leads nowhere answers, whatever the reason. */
export function deadLink(): AppError {
  return new AppError('NOT_FOUND', 'This link was used before or is too old; ask for a new one.', 'token');
}

function wrongPassword(): AppError {
  return invalidInput('input.currentPassword: is not your password.', 'input.currentPassword');
}
