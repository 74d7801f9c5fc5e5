import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { ReminderSources } from './reminder-sources.service.js';
import { RemindersDelivery } from './reminders.delivery.js';
import { RemindersJobs } from './reminders.jobs.js';
import { RemindersRepository } from './reminders.repository.js';
import { RemindersResolver } from './reminders.resolver.js';
import { RemindersService } from './reminders.service.js';
import { UnsubscribeRoute } from './unsubscribe.route.js';

@Module({
  imports: [MailModule],
  providers: [
    ReminderSources,
    RemindersDelivery,
    RemindersJobs,
    RemindersRepository,
    RemindersResolver,
    RemindersService,
    UnsubscribeRoute,
  ],
  exports: [ReminderSources, RemindersService],
})
export class NotificationsModule {}
