import { Module } from '@nestjs/common';
import { AvailabilityRepository } from './availability.repository.js';
import { AvailabilityResolver, CoachAvailability } from './availability.resolver.js';
import { AvailabilityService } from './availability.service.js';
import { FreeSlotsResolver, SlotsOfFreeSlots } from './free-slots.resolver.js';

@Module({
  providers: [
    AvailabilityRepository,
    AvailabilityService,
    AvailabilityResolver,
    CoachAvailability,
    FreeSlotsResolver,
    SlotsOfFreeSlots,
  ],
  exports: [AvailabilityService],
})
export class AvailabilityModule {}
