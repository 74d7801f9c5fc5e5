import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import type { MailBrand, RenderedMail } from '../mail/mail-template.js';
import { checkInReminderMail } from '../mail/mails.js';
import type { ReminderReason } from '../notifications/reminder.entity.js';
import {
  ReminderSources,
  type ReminderSource,
  type ReminderSubject,
} from '../notifications/reminder-sources.service.js';
import { CheckInsOpeningRepository } from './check-ins.opening.repository.js';

/** What reminders of check-ins ask before they leave, and what they say. */
@Injectable()
export class CheckInsReminders implements ReminderSource {
  constructor(
    sources: ReminderSources,
    private readonly checkIns: CheckInsOpeningRepository,
    @Inject(ENV) private readonly env: Env,
  ) {
    sources.register('CHECK_IN_DUE', this);
  }

  async objection({ id, version }: ReminderSubject): Promise<ReminderReason | null> {
    return (await this.checkIns.findDueVersion(id)) === version ? null : 'NO_LONGER_DUE';
  }

  mail({ id }: ReminderSubject, brand: MailBrand, unsubscribeUrl: string): RenderedMail {
    return checkInReminderMail(brand, {
      url: `${this.env.publicUrl}/check-ins/check-in_${id}`,
      unsubscribeUrl,
    });
  }
}
