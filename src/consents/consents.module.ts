import { Module } from '@nestjs/common';
import { EngagementsModule } from '../engagements/engagements.module.js';
import { ConsentsRepository } from './consents.repository.js';
import { ConsentsResolver } from './consents.resolver.js';
import { ConsentsService } from './consents.service.js';

@Module({ imports: [EngagementsModule], providers: [ConsentsRepository, ConsentsService, ConsentsResolver] })
export class ConsentsModule {}
