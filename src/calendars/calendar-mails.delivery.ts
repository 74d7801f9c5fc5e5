// Guarantees: each change of a session reaches both calendars by one mail of one Message-ID; one that a later change has
// overtaken is not sent, and whom no invitation reached gets no cancellation. A worker that dies anywhere in between leaves
// a lease that brings the mail back.
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import type { MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { Doorbell } from '../jobs/doorbell.js';
import { declareJob } from '../jobs/job.js';
import { MailDeliveryError, Mailer } from '../mail/mailer.js';
import { calendarMail } from '../mail/mails.js';
import { messageId } from '../mail/message-id.js';
import { retryAt } from '../notifications/reminder.verdict.js';
import { composed, type Composed } from './calendar-mail.compose.js';
import { CalendarMailsRepository, type ClaimedMail, type MailLetter } from './calendar-mails.repository.js';
import { CalendarOrganizer } from './calendar-organizer.js';
import { calendarText } from './ics.js';

export const SEND_CALENDAR_MAIL = declareJob('send-calendar-mail');

/** How long a worker may take from the claim until it locks the row to send, in ms; then another one claims it. */
export const LEASE = 30_000;

/** How long a cancellation waits for what becomes of the invitation that is just leaving, in ms. */
const LOOK_AGAIN = 5_000;

/** What could not leave within this time, in ms, is no news any more; the feed shows it all the same. */
const TRIED_FOR = 7 * 86_400_000;

const BATCH = 500;

/** Whom a mail goes to, and whether it may have been sent before. */
interface Delivery {
  recipient: MemberActor;
  handed: boolean;
}

@Injectable()
export class CalendarMailsDelivery {
  constructor(
    private readonly db: Db,
    private readonly mails: CalendarMailsRepository,
    private readonly mailer: Mailer,
    private readonly doorbell: Doorbell,
    private readonly organizer: CalendarOrganizer,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Claims what is due at `now`, in all organizations, and rings for it.
   * @returns how many
   */
  async claimDue(now: Date): Promise<number> {
    let claimed = 0;
    for (;;) {
      const refs = await this.mails.claim(now, LEASE, BATCH);
      claimed += refs.length;
      await this.doorbell.ring(SEND_CALENDAR_MAIL, refs);
      if (refs.length < BATCH) return claimed;
    }
  }

  /**
   * Sends a claimed mail, or settles why not. Doing so again, also at once, changes nothing.
   * @throws what went wrong, once the mail waits for its next attempt
   */
  async deliver(orgId: string, id: string, now: Date): Promise<void> {
    try {
      const delivery = await this.db.run({ kind: 'system', orgId }, () => this.begin(orgId, id, now));
      if (delivery) await this.db.run(delivery.recipient, () => this.send(delivery, id, now));
    } catch (error) {
      const waits = await this.retreat(orgId, id, now);
      // With the database away the lease does the same: a retry of the queue would come later and keep the bell silent.
      if (waits) throw error;
    }
  }

  /** Notes, in a commit of its own, that the mail is about to leave. @returns null when there is nothing to do, or nobody left */
  private async begin(orgId: string, id: string, now: Date): Promise<Delivery | null> {
    const found = await this.mails.lockRecipient(id);
    if (!found) return null;
    const { member_id: memberId, roles, handed } = found;
    const gone =
      found.org_status !== 'ACTIVE'
        ? 'ORGANIZATION_CLOSED'
        : found.status !== 'ACTIVE'
          ? 'RECIPIENT_LEFT'
          : null;
    if (gone) {
      await this.mails.drop(id, 'SUPPRESSED', gone, handed);
      return null;
    }
    await this.mails.hand(id, now);
    return { recipient: { kind: 'member', orgId, memberId, roles, signInId: null }, handed };
  }

  /**
   * Check, send and confirm in one transaction that holds the row's lock. Should it be run anew after the mail has left
   * (a deadlock, a crash, a lost COMMIT), the copy has the same Message-ID and the same sequence: that is what makes a
   * second copy harmless.
   */
  private async send({ handed }: Delivery, id: string, now: Date): Promise<void> {
    const mail = await this.mails.lockForSending(id);
    if (!mail) return;
    if (mail.superseded) return this.mails.drop(id, 'SUPPRESSED', 'SUPERSEDED', handed);
    if (mail.method === 'CANCEL' && !mail.invited) {
      if (mail.inviting) return this.mails.putOff(id, new Date(now.getTime() + LOOK_AGAIN), mail.attempts);
      return this.mails.drop(id, 'SUPPRESSED', 'NEVER_INVITED', handed);
    }
    const letter = await this.mails.findLetter();
    const said = await this.compose(mail, letter, now);
    if (said.reason === 'TOO_LATE') return this.mails.drop(id, 'EXPIRED', 'TOO_LATE', handed);
    if (said.reason) return this.mails.drop(id, 'SUPPRESSED', said.reason, handed);
    try {
      await this.post(mail, letter, said);
    } catch (error) {
      if (!(error instanceof MailDeliveryError)) throw error;
      if (error.permanent) return this.mails.drop(id, 'FAILED', 'REFUSED', handed);
      return this.wait(mail, now);
    }
    await this.mails.markSent(id, now);
  }

  private async compose(mail: ClaimedMail, { name, email, zone, organization }: MailLetter, now: Date) {
    const sessions = await this.mails.sessionsOf(mail.subjectId);
    const [any] = sessions;
    return composed({
      mail: { ...mail, known: mail.invited || mail.inviting },
      sessions,
      recipient: { name, email, zone },
      sides: any ? await this.mails.findSides(any.id) : [],
      organizer: this.organizer.of(organization),
      host: this.organizer.host,
      now: now.getTime(),
    });
  }

  private async post(
    { id, subjectKind, subjectId }: ClaimedMail,
    { email, organization, color }: MailLetter,
    { subject, sentences, calendar }: Extract<Composed, { reason: null }>,
  ): Promise<void> {
    const path = subjectKind === 'SESSION' ? `/sessions/session_${subjectId}` : '/sessions';
    const url = `${this.env.publicUrl}${path}`;
    await this.mailer.send({
      ...calendarMail({ organization, color }, { subject, sentences, url }),
      to: email,
      messageId: messageId(`calendar-${id}`, this.organizer.host),
      calendar: { method: calendar.method, text: calendarText(calendar) },
    });
  }

  private async wait(
    { id, attempts, createdAt }: Pick<ClaimedMail, 'id' | 'attempts' | 'createdAt'>,
    now: Date,
  ): Promise<void> {
    if (now.getTime() - createdAt.getTime() > TRIED_FOR)
      return this.mails.drop(id, 'EXPIRED', 'TOO_LATE', true);
    await this.mails.putOff(id, new Date(retryAt(attempts + 1, now.getTime())), attempts + 1);
  }

  /** @returns whether the mail waits now for its next attempt, or needs none */
  private async retreat(orgId: string, id: string, now: Date): Promise<boolean> {
    try {
      await this.db.run({ kind: 'system', orgId }, async () => {
        const failed = await this.mails.lockFailed(id);
        if (failed) await this.wait({ id, ...failed }, now);
      });
      return true;
    } catch {
      return false;
    }
  }
}
