import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { renderMail, type MailBrand, type RenderedMail } from '../mail/mail-template.js';
import type { ReminderReason } from '../notifications/reminder.entity.js';
import {
  ReminderSources,
  type ReminderSource,
  type ReminderSubject,
} from '../notifications/reminder-sources.service.js';
import { GroupMeetingsRepository } from './group-meetings.repository.js';

/** What reminders of meetings ask before they leave, and what they say: not which group, nor what about. */
@Injectable()
export class GroupReminders implements ReminderSource {
  constructor(
    sources: ReminderSources,
    private readonly meetings: GroupMeetingsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {
    sources.register('GROUP_MEETING', this);
  }

  async objection({ id, version }: ReminderSubject): Promise<ReminderReason | null> {
    return (await this.meetings.isToBeReminded(id, version)) ? null : 'NO_LONGER_DUE';
  }

  mail({ id }: ReminderSubject, brand: MailBrand, unsubscribeUrl: string): RenderedMail {
    const subject = 'A group of yours meets within a day';
    return renderMail(brand, {
      subject,
      preheader: 'See when and where, and say whether you come.',
      heading: subject,
      paragraphs: ['See when and where it meets. If you cannot come, let the others know.'],
      button: { label: 'See the meeting', url: `${this.env.publicUrl}/groups/meetings/group-meeting_${id}` },
      footnote: 'You are asked to sign in, so that nobody else learns of your group.',
      unsubscribeUrl,
    });
  }
}
