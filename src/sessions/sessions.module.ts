import { Module } from '@nestjs/common';
import { SessionsRepository } from './sessions.repository.js';
import { ClientSessions, SessionsResolver } from './sessions.resolver.js';
import { SessionsService } from './sessions.service.js';

@Module({
  providers: [SessionsRepository, SessionsService, SessionsResolver, ClientSessions],
  exports: [SessionsService],
})
export class SessionsModule {}
