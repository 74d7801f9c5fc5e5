import { Inject, Injectable } from '@nestjs/common';
import { hashToken, MailTokens } from '../auth/opaque-tokens.js';
import { ENV, type Env } from '../config/env.js';
import { Db } from '../db/db.js';
import { declareJob, Job, type JobRef } from '../jobs/job.js';
import { MailDeliveryError, Mailer, type OutgoingMail } from '../mail/mailer.js';
import { invitationMail } from '../mail/mails.js';
import { messageId } from '../mail/message-id.js';
import { InvitationsRepository, VALID_DAYS } from './invitations.repository.js';

export const SEND_INVITATION = declareJob('send-invitation');

@Injectable()
export class InvitationsJobs {
  constructor(
    private readonly db: Db,
    private readonly mailer: Mailer,
    private readonly tokens: MailTokens,
    private readonly repository: InvitationsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Job(SEND_INVITATION)
  async send({ orgId, subjectId: id }: JobRef): Promise<void> {
    const system = { kind: 'system', orgId } as const;
    // Committed before the mail leaves: whoever reads it at once finds that its link works.
    const due = await this.db.run(system, async () => {
      const mail = await this.repository.dueMail(id);
      if (!mail) return undefined;
      const effect = `invitation-${id}-${mail.version}`;
      const token = this.tokens.make(effect);
      const armed = await this.repository.arm(id, mail.version, hashToken(token));
      return armed ? { ...mail, effect, token } : undefined;
    });
    if (!due) return;
    const { publicUrl } = this.env;
    const { email, version, brand, effect, token } = due;
    const delivered = await this.deliver({
      to: email,
      messageId: messageId(effect, new URL(publicUrl).hostname),
      ...invitationMail(brand, {
        url: `${publicUrl}/invitation?token=${token}`,
        validDays: VALID_DAYS,
      }),
    });
    await this.db.run(system, () => this.repository.sent(id, version, !delivered));
  }

  /** @returns false when the address takes no mail: trying again is useless, and the admin is shown so */
  private async deliver(mail: OutgoingMail): Promise<boolean> {
    try {
      await this.mailer.send(mail);
      return true;
    } catch (error) {
      if (error instanceof MailDeliveryError && error.permanent) return false;
      throw error;
    }
  }
}
