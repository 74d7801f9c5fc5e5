import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import type { MailBrand, RenderedMail } from '../mail/mail-template.js';
import { reviewReminderMail } from '../mail/mails.js';
import type { ReminderReason } from '../notifications/reminder.entity.js';
import {
  ReminderSources,
  type ReminderSource,
  type ReminderSubject,
} from '../notifications/reminder-sources.service.js';
import { ReviewsRepository } from './reviews.repository.js';

/** What reminders of reviews ask before they leave, and what they say. */
@Injectable()
export class ReviewsReminders implements ReminderSource {
  constructor(
    sources: ReminderSources,
    private readonly reviews: ReviewsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {
    sources.register('REVIEW_DUE', this);
  }

  async objection({ id, version }: ReminderSubject): Promise<ReminderReason | null> {
    const review = await this.reviews.findForReminder(id);
    if (!review || review.status !== 'DUE' || review.version !== version) return 'NO_LONGER_DUE';
    return review.plan_status === 'ACTIVE' ? null : 'PLAN_NOT_ACTIVE';
  }

  mail({ id }: ReminderSubject, brand: MailBrand, unsubscribeUrl: string): RenderedMail {
    const url = `${this.env.publicUrl}/reviews/review_${id}`;
    return reviewReminderMail(brand, { url, unsubscribeUrl });
  }
}
