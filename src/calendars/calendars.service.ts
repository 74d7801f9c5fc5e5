import { Injectable } from '@nestjs/common';
import { SessionsService } from '../sessions/sessions.service.js';
import { CalendarMailsRepository } from './calendar-mails.repository.js';
import { SessionReminders } from './session-reminders.js';

/** Hears of every change of a session, and notes in the same unit of work what its two sides have to be told. */
@Injectable()
export class CalendarsService {
  constructor(
    sessions: SessionsService,
    private readonly mails: CalendarMailsRepository,
    private readonly reminders: SessionReminders,
  ) {
    sessions.onChange((id) => this.tellOfSession(id));
    sessions.onSeriesChange((id) => this.tellOfSeries(id));
  }

  private async tellOfSession(id: string): Promise<void> {
    await this.mails.planSession(id);
    await this.reminders.plan(id, Date.now());
  }

  private async tellOfSeries(id: string): Promise<void> {
    await this.mails.planSeries(id);
    await this.reminders.plan(id, Date.now());
  }
}
