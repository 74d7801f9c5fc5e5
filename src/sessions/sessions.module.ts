import { Module } from '@nestjs/common';
import { ActionsModule } from '../actions/actions.module.js';
import { AvailabilityModule } from '../availability/availability.module.js';
import { EngagementsModule } from '../engagements/engagements.module.js';
import { AgendaItemsRepository } from './agenda-items.repository.js';
import { AgendaItemsResolver, EngagementAgenda, SessionAgenda } from './agenda-items.resolver.js';
import { AgendaItemsService } from './agenda-items.service.js';
import { AgreedActionsRepository } from './agreed-actions.repository.js';
import { ActionSession, AgreedActionsResolver, SessionActions } from './agreed-actions.resolver.js';
import { AgreedActionsService } from './agreed-actions.service.js';
import { AllianceRepository } from './alliance.repository.js';
import { AllianceResolver, EngagementAlliance } from './alliance.resolver.js';
import { AllianceService } from './alliance.service.js';
import { AttendancesResolver } from './attendances.resolver.js';
import { NoteTemplatesRepository } from './note-templates.repository.js';
import { NoteTemplatesResolver } from './note-templates.resolver.js';
import { NoteTemplatesService } from './note-templates.service.js';
import { PrivateNotesRepository } from './private-notes.repository.js';
import { PrivateNotesResolver, SessionPrivateNotes } from './private-notes.resolver.js';
import { PrivateNotesService } from './private-notes.service.js';
import { RatingsRepository } from './ratings.repository.js';
import { RatingsResolver, SessionRatings } from './ratings.resolver.js';
import { RatingsService } from './ratings.service.js';
import { RecordingsRepository } from './recordings.repository.js';
import { RecordingsResolver, SessionRecordings } from './recordings.resolver.js';
import { RecordingsService } from './recordings.service.js';
import { SeriesRepository } from './series.repository.js';
import { SeriesReschedule } from './series.reschedule.js';
import { SeriesResolver, SessionRecurrence } from './series.resolver.js';
import { SeriesService } from './series.service.js';
import { SessionCorrections } from './session-corrections.resolver.js';
import { SessionClosing } from './session-closing.resolver.js';
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
  imports: [EngagementsModule, ActionsModule, AvailabilityModule],
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
    SessionClosing,
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
    PrivateNotesRepository,
    PrivateNotesService,
    PrivateNotesResolver,
    SessionPrivateNotes,
    NoteTemplatesRepository,
    NoteTemplatesService,
    NoteTemplatesResolver,
    AgendaItemsRepository,
    AgendaItemsService,
    AgendaItemsResolver,
    SessionAgenda,
    EngagementAgenda,
    AgreedActionsRepository,
    AgreedActionsService,
    AgreedActionsResolver,
    SessionActions,
    ActionSession,
    RatingsRepository,
    RatingsService,
    RatingsResolver,
    SessionRatings,
    RecordingsRepository,
    RecordingsService,
    RecordingsResolver,
    SessionRecordings,
    AllianceRepository,
    AllianceService,
    AllianceResolver,
    EngagementAlliance,
  ],
  exports: [SessionsService],
})
export class SessionsModule {}
