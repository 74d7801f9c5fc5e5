import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { MembersModule } from '../members/members.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarFeedsResolver } from './calendar-feeds.resolver.js';
import { CalendarFeedsRoute } from './calendar-feeds.route.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';
import { CalendarMailsDelivery } from './calendar-mails.delivery.js';
import { CalendarMailsRepository } from './calendar-mails.repository.js';
import { CalendarOrganizer } from './calendar-organizer.js';
import { CalendarSessionsRepository } from './calendar-sessions.repository.js';
import { CalendarsJobs } from './calendars.jobs.js';
import { CalendarsService } from './calendars.service.js';
import { SessionReminders } from './session-reminders.js';

@Module({
  imports: [MailModule, MembersModule, NotificationsModule, SessionsModule],
  providers: [
    CalendarFeedsRepository,
    CalendarFeedsResolver,
    CalendarFeedsRoute,
    CalendarFeedsService,
    CalendarMailsDelivery,
    CalendarMailsRepository,
    CalendarOrganizer,
    CalendarSessionsRepository,
    CalendarsJobs,
    CalendarsService,
    SessionReminders,
  ],
})
export class CalendarsModule {}
