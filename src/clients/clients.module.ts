import { Module } from '@nestjs/common';
import { ClientsRepository } from './clients.repository.js';
import { ClientsResolver, MemberClient } from './clients.resolver.js';
import { ClientsService } from './clients.service.js';

@Module({
  providers: [ClientsRepository, ClientsService, ClientsResolver, MemberClient],
  exports: [ClientsService],
})
export class ClientsModule {}
