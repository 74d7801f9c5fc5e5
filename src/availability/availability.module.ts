import { Module } from '@nestjs/common';
import { AvailabilityRepository } from './availability.repository.js';
import { AvailabilityResolver, CoachAvailability } from './availability.resolver.js';
import { AvailabilityService } from './availability.service.js';
import { CalendarImport } from './calendar-import.js';
import { CalendarImportRoute } from './calendar-import.route.js';
import { FreeSlotsResolver, SlotsOfFreeSlots } from './free-slots.resolver.js';

@Module({
  providers: [
    AvailabilityRepository,
    AvailabilityService,
    AvailabilityResolver,
    CoachAvailability,
    CalendarImport,
    CalendarImportRoute,
    FreeSlotsResolver,
    SlotsOfFreeSlots,
  ],
  exports: [AvailabilityService],
})
export class AvailabilityModule {}
