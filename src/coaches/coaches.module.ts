import { Module } from '@nestjs/common';
import { CoachesRepository } from './coaches.repository.js';
import { CoachesResolver, MemberCoach } from './coaches.resolver.js';
import { CoachesService } from './coaches.service.js';

@Module({
  providers: [CoachesRepository, CoachesService, CoachesResolver, MemberCoach],
  exports: [CoachesService],
})
export class CoachesModule {}
