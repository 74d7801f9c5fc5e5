import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { renderMail, type MailBrand, type RenderedMail } from '../mail/mail-template.js';
import type { ReminderReason } from '../notifications/reminder.entity.js';
import {
  ReminderSources,
  type ReminderSource,
  type ReminderSubject,
} from '../notifications/reminder-sources.service.js';
import { IfThenRepository } from './if-then.repository.js';

/** What reminders of if-then plans ask before they leave, and what they say: nothing of the plan. */
@Injectable()
export class IfThenReminders implements ReminderSource {
  constructor(
    sources: ReminderSources,
    private readonly plans: IfThenRepository,
    @Inject(ENV) private readonly env: Env,
  ) {
    sources.register('CUE', this);
  }

  async objection({ id }: ReminderSubject): Promise<ReminderReason | null> {
    const prompt = await this.plans.findForReminder(id);
    if (!prompt || prompt.isSeen) return 'NO_LONGER_DUE';
    return prompt.isArchived ? 'PLAN_NOT_ACTIVE' : null;
  }

  mail({ id }: ReminderSubject, brand: MailBrand, unsubscribeUrl: string): RenderedMail {
    const subject = 'A plan of yours';
    return renderMail(brand, {
      subject,
      preheader: 'You wanted to be reminded of it now.',
      heading: subject,
      paragraphs: ['You made a plan for this moment and wanted to be reminded of it.'],
      button: { label: 'See the plan', url: `${this.env.publicUrl}/prompts/if-then-prompt_${id}` },
      footnote: 'You are asked to sign in, so that nobody else reads what you planned.',
      unsubscribeUrl,
    });
  }
}
