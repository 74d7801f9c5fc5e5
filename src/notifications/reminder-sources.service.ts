import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { MailBrand, RenderedMail } from '../mail/mail-template.js';
import { reminderPurposes, type ReminderPurpose, type ReminderReason } from './reminder.entity.js';

/** What a reminder is about. */
export interface ReminderSubject {
  id: string;
  /** As it was when the reminder was planned; another one now means that the reason has gone. */
  version: number;
}

/**
 * Knows the subjects of a purpose. Notifications stands to the left of the modules whose things it reminds of, so they
 * register themselves.
 */
export interface ReminderSource {
  /**
   * Asked at send time, in the recipient's unit of work.
   * @returns why there is no reason to write any more; null while there is
   */
  objection(subject: ReminderSubject): Promise<ReminderReason | null>;
  /** The words, without private content. */
  mail(subject: ReminderSubject, brand: MailBrand, unsubscribeUrl: string): RenderedMail;
}

@Injectable()
export class ReminderSources implements OnApplicationBootstrap {
  private readonly sources = new Map<ReminderPurpose, ReminderSource>();

  register(purpose: ReminderPurpose, source: ReminderSource): void {
    this.sources.set(purpose, source);
  }

  of(purpose: ReminderPurpose): ReminderSource {
    return this.sources.get(purpose)!;
  }

  /** @throws Error at boot, when a purpose has no source */
  onApplicationBootstrap(): void {
    const orphan = reminderPurposes.find((purpose) => !this.sources.has(purpose));
    if (orphan) throw new Error(`Nobody knows the subjects of ${orphan} reminders.`);
  }
}
