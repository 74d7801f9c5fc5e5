// Guarantees: a reminder is sent for a reason that still stands when it leaves; every copy of it has one Message-ID; one
// that does not leave says why. A worker that dies anywhere in between leaves a lease that brings it back.
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import type { MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { Doorbell } from '../jobs/doorbell.js';
import { declareJob } from '../jobs/job.js';
import { MailDeliveryError, Mailer } from '../mail/mailer.js';
import { messageId } from '../mail/message-id.js';
import { ReminderSources } from './reminder-sources.service.js';
import { retryAt, topicOf, verdictOf, type SendFacts } from './reminder.verdict.js';
import { RemindersRepository, type Claimed, type Letter } from './reminders.repository.js';
import { UnsubscribeRoute } from './unsubscribe.route.js';

export const SEND_REMINDER = declareJob('send-reminder');

/** How long a worker may take from the claim until it locks the row to send, in ms; then another one claims it. */
export const LEASE = 30_000;

const BATCH = 500;

@Injectable()
export class RemindersDelivery {
  constructor(
    private readonly db: Db,
    private readonly reminders: RemindersRepository,
    private readonly sources: ReminderSources,
    private readonly mailer: Mailer,
    private readonly doorbell: Doorbell,
    private readonly unsubscribe: UnsubscribeRoute,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Claims what is due at `now`, in all organizations, and rings for it.
   * @returns how many
   */
  async claimDue(now: Date): Promise<number> {
    let claimed = 0;
    let ringing = Promise.resolve();
    for (;;) {
      const refs = await this.reminders.claim(now, LEASE, BATCH);
      claimed += refs.length;
      // The database claims the next batch while the queue takes this one.
      await ringing;
      ringing = this.doorbell.ring(SEND_REMINDER, refs);
      if (refs.length < BATCH) break;
    }
    await ringing;
    return claimed;
  }

  /**
   * Sends a claimed reminder, or settles why not. Doing so again, also at once, changes nothing.
   * @throws what went wrong, once the reminder waits for its next attempt
   */
  async deliver(orgId: string, id: string, now: Date): Promise<void> {
    try {
      const recipient = await this.db.run({ kind: 'system', orgId }, () => this.findRecipient(orgId, id));
      if (recipient) await this.db.run(recipient, () => this.send(recipient, id, now));
    } catch (error) {
      const waits = await this.retreat(orgId, id, now);
      // With the database away the lease does the same: a retry of the queue would come later and keep the bell silent.
      if (waits) throw error;
    }
  }

  /** The recipient as an actor; null when there is nothing to do any more, or nobody left to write to. */
  private async findRecipient(orgId: string, id: string): Promise<MemberActor | null> {
    const found = await this.reminders.findRecipient(id);
    if (!found) return null;
    const gone =
      found.org_status !== 'ACTIVE'
        ? 'ORGANIZATION_CLOSED'
        : found.status !== 'ACTIVE'
          ? 'RECIPIENT_LEFT'
          : null;
    if (gone) {
      await this.reminders.drop(id, 'SUPPRESSED', gone);
      return null;
    }
    return { kind: 'member', orgId, memberId: found.member_id, roles: found.roles, signInId: null };
  }

  /**
   * Check, send and confirm in one transaction that holds the row's lock. Should it be run anew after the mail has left
   * (a deadlock, a crash, a lost COMMIT), the copy has the same Message-ID: that is what makes a second copy harmless.
   */
  private async send(recipient: MemberActor, id: string, now: Date): Promise<void> {
    const reminder = await this.reminders.lockForSending(id);
    if (!reminder) return;
    const topic = topicOf[reminder.purpose];
    const source = this.sources.of(reminder.purpose);
    const subject = { id: reminder.subject_id, version: reminder.subject_version };
    const objection = await source.objection(subject);
    const letter = await this.reminders.findLetter(topic);
    const verdict = verdictOf(factsOf(reminder, letter, objection), now.getTime());
    if (verdict.to === 'drop') return this.reminders.drop(id, verdict.state, verdict.reason);
    if (verdict.to === 'wait') return this.reminders.putOff(id, new Date(verdict.until), reminder.attempts);
    const { orgId, memberId } = recipient;
    const mail = source.mail(
      subject,
      { organization: letter.organization, color: letter.color },
      this.unsubscribe.url({ orgId, memberId, topic }),
    );
    try {
      const stable = messageId(`reminder-${id}`, new URL(this.env.publicUrl).hostname);
      await this.mailer.send({ ...mail, to: letter.email, messageId: stable });
    } catch (error) {
      if (!(error instanceof MailDeliveryError)) throw error;
      if (error.permanent) return this.reminders.drop(id, 'FAILED', 'REFUSED');
      const attempts = reminder.attempts + 1;
      return this.reminders.putOff(id, new Date(retryAt(attempts, now.getTime())), attempts);
    }
    await this.reminders.markSent(id, now);
  }

  /** @returns whether the reminder waits now for its next attempt, or needs none */
  private async retreat(orgId: string, id: string, now: Date): Promise<boolean> {
    try {
      await this.db.run({ kind: 'system', orgId }, async () => {
        const failed = await this.reminders.lockFailed(id);
        if (!failed) return;
        if (failed.expires_at <= now) return this.reminders.drop(id, 'EXPIRED', 'TOO_LATE');
        const attempts = failed.attempts + 1;
        return this.reminders.putOff(id, new Date(retryAt(attempts, now.getTime())), attempts);
      });
      return true;
    } catch {
      return false;
    }
  }
}

function factsOf(reminder: Claimed, letter: Letter, objection: SendFacts['objection']): SendFacts {
  return {
    purpose: reminder.purpose,
    dueAt: reminder.due_at.getTime(),
    expiresAt: reminder.expires_at.getTime(),
    chosenTime: reminder.chosen_time,
    objection,
    optedOut: letter.opted_out,
    zone: letter.zone,
    quiet: { from: letter.quiet_from, until: letter.quiet_until, daysOff: letter.weekend },
  };
}
