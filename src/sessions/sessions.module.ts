import { Module } from '@nestjs/common';
import { AvailabilityModule } from '../availability/availability.module.js';
import { EngagementsModule } from '../engagements/engagements.module.js';
import { AttendancesResolver } from './attendances.resolver.js';
import { SeriesRepository } from './series.repository.js';
import { SeriesReschedule } from './series.reschedule.js';
import { SeriesResolver, SessionRecurrence } from './series.resolver.js';
import { SeriesService } from './series.service.js';
import { SessionCorrections } from './session-corrections.resolver.js';
import { SessionNotesRepository } from './session-notes.repository.js';
import { SessionNotes, SessionNotesResolver } from './session-notes.resolver.js';
import { SessionNotesService } from './session-notes.service.js';
import { SessionChanges } from './session.changes.js';
import { SessionsBooking } from './sessions.booking.js';
import { SessionsCancel } from './sessions.cancel.js';
import { SessionsLocking } from './sessions.locking.js';
import { SessionsMarks } from './sessions.marks.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsReschedule } from './sessions.reschedule.js';
import { ClientSessions, SessionsResolver } from './sessions.resolver.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [EngagementsModule, AvailabilityModule],
  providers: [
    SessionChanges,
    SessionsRepository,
    SessionsLocking,
    SessionsBooking,
    SessionsReschedule,
    SessionsCancel,
    SessionsMarks,
    SessionsService,
    SessionsResolver,
    ClientSessions,
    SessionCorrections,
    AttendancesResolver,
    SeriesRepository,
    SeriesService,
    SeriesReschedule,
    SeriesResolver,
    SessionRecurrence,
    SessionNotesRepository,
    SessionNotesService,
    SessionNotesResolver,
    SessionNotes,
  ],
  exports: [SessionsService],
})
export class SessionsModule {}
