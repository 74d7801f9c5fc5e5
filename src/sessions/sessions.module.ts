import { Module } from '@nestjs/common';
import { EngagementsModule } from '../engagements/engagements.module.js';
import { SessionNotesRepository } from './session-notes.repository.js';
import { SessionNotes, SessionNotesResolver } from './session-notes.resolver.js';
import { SessionNotesService } from './session-notes.service.js';
import { SessionsRepository } from './sessions.repository.js';
import { ClientSessions, SessionsResolver } from './sessions.resolver.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [EngagementsModule],
  providers: [
    SessionsRepository,
    SessionsService,
    SessionsResolver,
    ClientSessions,
    SessionNotesRepository,
    SessionNotesService,
    SessionNotesResolver,
    SessionNotes,
  ],
  exports: [SessionsService],
})
export class SessionsModule {}
