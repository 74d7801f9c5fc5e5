import { Module } from '@nestjs/common';
import { EngagementsModule } from '../engagements/engagements.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { CheckInsJobs } from './check-ins.jobs.js';
import { CheckInsOpening } from './check-ins.opening.js';
import { CheckInsOpeningRepository } from './check-ins.opening.repository.js';
import { ClientCheckIns, ClosingCheckIn, ReminderCheckIn } from './check-ins.relations.resolver.js';
import { CheckInsReminders } from './check-ins.reminders.js';
import { CheckInsRepository } from './check-ins.repository.js';
import { CheckInsResolver } from './check-ins.resolver.js';
import { CheckInsService } from './check-ins.service.js';
import { InstrumentsRepository } from './instruments.repository.js';
import { InstrumentsResolver } from './instruments.resolver.js';
import { InstrumentsService } from './instruments.service.js';
import { WeeklyPulsesRepository } from './weekly-pulses.repository.js';
import { WeeklyPulsesService } from './weekly-pulses.service.js';

@Module({
  imports: [EngagementsModule, NotificationsModule],
  providers: [
    CheckInsJobs,
    CheckInsOpening,
    CheckInsOpeningRepository,
    CheckInsReminders,
    CheckInsRepository,
    CheckInsResolver,
    CheckInsService,
    ClientCheckIns,
    ClosingCheckIn,
    InstrumentsRepository,
    InstrumentsResolver,
    InstrumentsService,
    ReminderCheckIn,
    WeeklyPulsesRepository,
    WeeklyPulsesService,
  ],
})
export class CheckInsModule {}
