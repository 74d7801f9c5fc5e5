import { Module } from '@nestjs/common';
import { EngagementsRepository } from './engagements.repository.js';
import { ClientEngagements, CoachEngagements, EngagementsResolver } from './engagements.resolver.js';
import { EngagementsService } from './engagements.service.js';

@Module({
  providers: [
    EngagementsRepository,
    EngagementsService,
    EngagementsResolver,
    CoachEngagements,
    ClientEngagements,
  ],
  exports: [EngagementsService],
})
export class EngagementsModule {}
