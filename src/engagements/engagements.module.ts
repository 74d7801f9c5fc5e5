import { Module } from '@nestjs/common';
import { AgreementsRepository } from './agreements.repository.js';
import { AgreementsResolver, EngagementAgreements } from './agreements.resolver.js';
import { AgreementsService } from './agreements.service.js';
import { AllocationsExpiry } from './allocations.expiry.js';
import { AllocationsJobs } from './allocations.jobs.js';
import { AllocationsRepository } from './allocations.repository.js';
import { AllocationEntries, AllocationsResolver, EngagementAllocation } from './allocations.resolver.js';
import { AllocationsService } from './allocations.service.js';
import { EngagementClosing } from './closing.resolver.js';
import { CoachOffersRepository } from './coach-offers.repository.js';
import {
  ClientCoachOffers,
  CoachOffersResolver,
  CoachPlace,
  EngagementRequest,
} from './coach-offers.resolver.js';
import { CoachOffersService } from './coach-offers.service.js';
import { EngagementsRepository } from './engagements.repository.js';
import { ClientEngagements, CoachEngagements, EngagementsResolver } from './engagements.resolver.js';
import { EngagementsService } from './engagements.service.js';
import { GrantsRepository } from './grants.repository.js';
import { GrantsService } from './grants.service.js';
import { HandOversRepository } from './hand-overs.repository.js';
import { EngagementHandOver, HandOversResolver } from './hand-overs.resolver.js';
import { HandOversService } from './hand-overs.service.js';

@Module({
  providers: [
    AgreementsRepository,
    AgreementsResolver,
    AgreementsService,
    AllocationEntries,
    AllocationsExpiry,
    AllocationsJobs,
    AllocationsRepository,
    AllocationsResolver,
    AllocationsService,
    ClientCoachOffers,
    ClientEngagements,
    CoachEngagements,
    CoachOffersRepository,
    CoachOffersResolver,
    CoachOffersService,
    CoachPlace,
    EngagementAgreements,
    EngagementAllocation,
    EngagementClosing,
    EngagementHandOver,
    EngagementRequest,
    EngagementsRepository,
    EngagementsResolver,
    EngagementsService,
    GrantsRepository,
    GrantsService,
    HandOversRepository,
    HandOversResolver,
    HandOversService,
  ],
  exports: [AllocationsService, EngagementsService, HandOversService],
})
export class EngagementsModule {}
