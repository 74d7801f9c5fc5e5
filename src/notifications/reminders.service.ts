import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { ReminderReason } from './reminder.entity.js';
import { RemindersRepository, type Intent } from './reminders.repository.js';
import type { Decliner } from './unsubscribe.token.js';

@Injectable()
export class RemindersService {
  constructor(
    private readonly db: Db,
    private readonly reminders: RemindersRepository,
  ) {}

  /** Plans a reminder in the current unit of work; planning the same one again changes nothing. */
  async plan(intent: Intent): Promise<void> {
    await this.reminders.intend(intent, null);
  }

  /** As `plan`, of any number in one statement; also for the other side of an engagement of the actor's. */
  async planAll(intents: readonly Intent[]): Promise<void> {
    if (intents.length > 0) await this.reminders.intendAll(intents);
  }

  /** Records in the current unit of work why a reminder is not sent although it once was due. */
  async passOver(intent: Intent, reason: ReminderReason): Promise<void> {
    await this.reminders.intend(intent, reason);
  }

  /**
   * Declines a topic in a unit of work of its own, also what is waiting: each reminder asks again when it is to leave.
   * Once more changes nothing. @param decliner as a token proved, which stands in for signing in
   */
  async decline({ orgId, memberId, topic }: Decliner): Promise<void> {
    await this.db.run({ kind: 'system', orgId }, () => this.reminders.optOut(memberId, topic));
  }
}
