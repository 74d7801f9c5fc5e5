import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { Db } from '../db/db.js';
import { declareJob, Job, type JobRef } from '../jobs/job.js';
import { Sweep } from '../jobs/sweep.js';
import { MailDeliveryError, Mailer } from '../mail/mailer.js';
import { passwordResetMail } from '../mail/mails.js';
import { messageId } from '../mail/message-id.js';
import { hashToken, MailTokens } from './opaque-tokens.js';
import { PasswordsRepository, RESET_MINUTES } from './passwords.repository.js';

export const SEND_PASSWORD_RESET = declareJob('send-password-reset');

/** Where work is announced that belongs to no organization: none has this id. */
export const NO_ORGANIZATION = '00000000-0000-0000-0000-000000000000';

@Injectable()
export class PasswordsJobs {
  constructor(
    private readonly db: Db,
    private readonly mailer: Mailer,
    private readonly tokens: MailTokens,
    private readonly repository: PasswordsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Job(SEND_PASSWORD_RESET)
  async send({ subjectId: reset }: JobRef): Promise<void> {
    const recipient = await this.repository.recipient(reset);
    if (!recipient) return;
    const system = { kind: 'system', orgId: recipient.orgId } as const;
    const effect = `password-reset-${reset}`;
    const token = this.tokens.make(effect);
    // Committed before the mail leaves: whoever reads it at once finds that its link works.
    const { email, brand } = await this.db.run(system, async () => {
      await this.repository.arm(reset, hashToken(token));
      return this.repository.letterhead(recipient.memberId);
    });
    const { publicUrl } = this.env;
    const mail = passwordResetMail(brand, {
      url: `${publicUrl}/reset?token=${token}`,
      validMinutes: RESET_MINUTES,
    });
    try {
      await this.mailer.send({
        to: email,
        messageId: messageId(effect, new URL(publicUrl).hostname),
        ...mail,
      });
    } catch (error) {
      // The address takes no mail, and nobody else may learn of the wish: it ends here.
      if (!(error instanceof MailDeliveryError && error.permanent)) throw error;
    }
    await this.db.run(system, () => this.repository.sent(reset));
  }

  @Sweep({ name: 'forget-attempts', everySeconds: 3_600 })
  async forget(): Promise<void> {
    await this.repository.forgetOld();
  }
}
