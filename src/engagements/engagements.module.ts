import { Module } from '@nestjs/common';
import { AllocationsRepository } from './allocations.repository.js';
import { AllocationsService } from './allocations.service.js';
import { EngagementsRepository } from './engagements.repository.js';
import { ClientEngagements, CoachEngagements, EngagementsResolver } from './engagements.resolver.js';
import { EngagementsService } from './engagements.service.js';

@Module({
  providers: [
    AllocationsRepository,
    AllocationsService,
    EngagementsRepository,
    EngagementsService,
    EngagementsResolver,
    CoachEngagements,
    ClientEngagements,
  ],
  exports: [AllocationsService, EngagementsService],
})
export class EngagementsModule {}
