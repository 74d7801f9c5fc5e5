import { Injectable, Logger } from '@nestjs/common';
import { instantAt } from '../actions/action.days.js';
import { Db } from '../db/db.js';
import { errorKind } from '../error-kind.js';
import { MembersService } from '../members/members.service.js';
import { RemindersService } from '../notifications/reminders.service.js';
import { MORNING, renewalReminder } from './credential.renewal.js';
import { CredentialsRepository } from './credentials.repository.js';
import { LearningDueRepository, type DueKind } from './learning-due.repository.js';
import { RisksRepository } from './risks.repository.js';

const BATCH = 500;

/** How long after the stop date the reminder of a risk's review is of use, in ms: then the client has seen it, or will not. */
const RISK_REMINDER = 7 * 86_400_000;

/** A risk runs once, and so is reviewed once. */
const ONLY_VERSION = 1;

/** Does what time has made due: reminders of credentials that expire, and reviews of risks whose stop date has come. */
@Injectable()
export class LearningDue {
  private readonly log = new Logger('LearningDue');

  constructor(
    private readonly db: Db,
    private readonly members: MembersService,
    private readonly due: LearningDueRepository,
    private readonly credentials: CredentialsRepository,
    private readonly risks: RisksRepository,
    private readonly reminders: RemindersService,
  ) {}

  /** Plans a reminder for each credential whose day to remind has come, in all organizations. */
  async announceCredentials(now: Date): Promise<void> {
    await this.forClients('CREDENTIALS', now, (clientId) => this.announce(clientId, now));
  }

  /** Opens the review of each risk whose stop date has come for its client, in all organizations. */
  async openReviews(now: Date): Promise<void> {
    await this.forClients('RISKS', now, (clientId) => this.review(clientId, now));
  }

  /** Several workers may do so at once: rows are locked, and what the other has done is no longer due. */
  private async forClients(
    kind: DueKind,
    now: Date,
    work: (clientId: string) => Promise<void>,
  ): Promise<void> {
    for (;;) {
      const found = await this.due.findClients(kind, now, BATCH);
      let done = 0;
      for (const { orgId, clientId } of found) if (await this.as(orgId, clientId, work)) done += 1;
      // Clients who fail would be found again at once.
      if (found.length < BATCH || done === 0) return;
    }
  }

  /** One client's failure is not the others'; the next sweep finds them again. */
  private async as(
    orgId: string,
    clientId: string,
    work: (clientId: string) => Promise<void>,
  ): Promise<boolean> {
    try {
      const client = await this.members.actorOf(orgId, clientId);
      if (!client) return false;
      await this.db.run(client, () => work(clientId));
      return true;
    } catch (error) {
      this.log.error({
        msg: 'what is due in learning was not done',
        orgId,
        clientId,
        error: errorKind(error),
      });
      return false;
    }
  }

  private async announce(clientId: string, now: Date): Promise<void> {
    for (const credential of await this.credentials.lockToAnnounce(now)) {
      const { dueAt, expiresAt } = renewalReminder(credential, credential.zone);
      await this.reminders.plan({
        purpose: 'CREDENTIAL_RENEWAL',
        subjectId: credential.id,
        subjectVersion: credential.renewalVersion,
        recipientId: clientId,
        dueAt: new Date(dueAt),
        expiresAt: new Date(expiresAt),
        chosenTime: false,
      });
      await this.credentials.markAnnounced(credential.id);
    }
  }

  private async review(clientId: string, now: Date): Promise<void> {
    for (const { id, stopOn, zone } of await this.risks.lockDue(now)) {
      await this.risks.openReview(id, now);
      const dueAt = instantAt(stopOn, MORNING, zone);
      await this.reminders.plan({
        purpose: 'RISK_REVIEW',
        subjectId: id,
        subjectVersion: ONLY_VERSION,
        recipientId: clientId,
        dueAt: new Date(dueAt),
        expiresAt: new Date(Math.max(dueAt, now.getTime()) + RISK_REMINDER),
        chosenTime: false,
      });
    }
  }
}
