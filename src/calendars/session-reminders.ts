import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import type { MailBrand, RenderedMail } from '../mail/mail-template.js';
import { sessionReminderMail } from '../mail/mails.js';
import type { ReminderReason } from '../notifications/reminder.entity.js';
import {
  ReminderSources,
  type ReminderSource,
  type ReminderSubject,
} from '../notifications/reminder-sources.service.js';
import { RemindersService } from '../notifications/reminders.service.js';
import { CalendarSessionsRepository } from './calendar-sessions.repository.js';

const HOUR = 3_600_000;

/** How long before a session each leaves; the earlier one is of no use any more when the later one leaves. Ms. */
const LEADS = [
  { purpose: 'SESSION_DAY_BEFORE', lead: 24 * HOUR, until: HOUR, within: 'a day' },
  { purpose: 'SESSION_HOUR_BEFORE', lead: HOUR, until: 0, within: 'an hour' },
] as const;

/** Reminders of sessions (SPEC 3.7): for both sides, where the notice was longer than the lead. */
@Injectable()
export class SessionReminders {
  constructor(
    sources: ReminderSources,
    private readonly reminders: RemindersService,
    private readonly sessions: CalendarSessionsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {
    for (const { purpose, within } of LEADS) sources.register(purpose, this.source(within));
  }

  /**
   * Plans, in the current unit of work, the reminders of a session or of all in a series as they are now; what was planned
   * for an earlier time finds another sequence when it is to leave. @param now ms since the epoch
   */
  async plan(subjectId: string, now: number): Promise<void> {
    const booked = await this.sessions.findBooked(subjectId);
    const intents = booked.flatMap(({ id, sequence, startsAt, coachId, clientId }) =>
      [coachId, clientId].flatMap((recipientId) =>
        LEADS.map(({ purpose, lead, until }) => ({
          purpose,
          subjectId: id,
          subjectVersion: sequence,
          recipientId,
          dueAt: new Date(startsAt.getTime() - lead),
          expiresAt: new Date(startsAt.getTime() - until),
          chosenTime: false,
        })),
      ),
    );
    await this.reminders.planAll(intents.filter(({ dueAt }) => dueAt.getTime() > now));
  }

  private source(within: (typeof LEADS)[number]['within']): ReminderSource {
    return {
      objection: (subject: ReminderSubject): Promise<ReminderReason | null> => this.objection(subject),
      mail: ({ id }: ReminderSubject, brand: MailBrand, unsubscribeUrl: string): RenderedMail =>
        sessionReminderMail(brand, {
          within,
          url: `${this.env.publicUrl}/sessions/session_${id}`,
          unsubscribeUrl,
        }),
    };
  }

  private async objection({ id, version }: ReminderSubject): Promise<ReminderReason | null> {
    const [session] = await this.sessions.findBooked(id);
    return session?.sequence === version ? null : 'NO_LONGER_DUE';
  }
}
