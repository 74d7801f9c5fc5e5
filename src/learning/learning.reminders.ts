import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { renderMail, type MailBrand, type RenderedMail } from '../mail/mail-template.js';
import type { ReminderReason } from '../notifications/reminder.entity.js';
import {
  ReminderSources,
  type ReminderSource,
  type ReminderSubject,
} from '../notifications/reminder-sources.service.js';
import { CredentialsRepository } from './credentials.repository.js';
import { RisksRepository } from './risks.repository.js';

/** What reminders of credentials ask before they leave, and what they say: not which, nor from whom. */
@Injectable()
export class CredentialReminders implements ReminderSource {
  constructor(
    sources: ReminderSources,
    private readonly credentials: CredentialsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {
    sources.register('CREDENTIAL_RENEWAL', this);
  }

  async objection({ id, version }: ReminderSubject): Promise<ReminderReason | null> {
    return (await this.credentials.isToBeReminded(id, version)) ? null : 'NO_LONGER_DUE';
  }

  mail({ id }: ReminderSubject, brand: MailBrand, unsubscribeUrl: string): RenderedMail {
    const subject = 'One of your credentials expires soon';
    return renderMail(brand, {
      subject,
      preheader: 'You wanted to be told in time.',
      heading: subject,
      paragraphs: ['You wanted to be told in time to renew it.'],
      button: { label: 'See which', url: `${this.env.publicUrl}/credentials/credential_${id}` },
      footnote: 'You are asked to sign in, so that nobody else reads it.',
      unsubscribeUrl,
    });
  }
}

/** What reminders of risks ask before they leave, and what they say: nothing of what was dared. */
@Injectable()
export class RiskReminders implements ReminderSource {
  constructor(
    sources: ReminderSources,
    private readonly risks: RisksRepository,
    @Inject(ENV) private readonly env: Env,
  ) {
    sources.register('RISK_REVIEW', this);
  }

  async objection({ id }: ReminderSubject): Promise<ReminderReason | null> {
    return (await this.risks.isToBeDecided(id)) ? null : 'NO_LONGER_DUE';
  }

  mail({ id }: ReminderSubject, brand: MailBrand, unsubscribeUrl: string): RenderedMail {
    const subject = 'Time to stop and look';
    return renderMail(brand, {
      subject,
      preheader: 'The day that you set yourself has come.',
      heading: subject,
      paragraphs: ['You set yourself this day to look at something that you tried, and to decide.'],
      button: { label: 'Look and decide', url: `${this.env.publicUrl}/risks/risk_${id}` },
      footnote: 'You are asked to sign in, so that nobody else reads what you wrote.',
      unsubscribeUrl,
    });
  }
}
