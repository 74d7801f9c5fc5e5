import { Module } from '@nestjs/common';
import { ConsentsRepository } from './consents.repository.js';
import { ConsentsResolver } from './consents.resolver.js';
import { ConsentsService } from './consents.service.js';

@Module({ providers: [ConsentsRepository, ConsentsService, ConsentsResolver] })
export class ConsentsModule {}
