import { Module } from '@nestjs/common';
import { GoalsProgressRepository } from './goals.progress.repository.js';
import { GoalsProgressService } from './goals.progress.service.js';
import { ClientGoals, GoalLists, MilestoneGoal, ProgressGoal } from './goals.relations.resolver.js';
import { GoalsRepository } from './goals.repository.js';
import { GoalsResolver } from './goals.resolver.js';
import { GoalsService } from './goals.service.js';

@Module({
  providers: [
    GoalsRepository,
    GoalsProgressRepository,
    GoalsService,
    GoalsProgressService,
    GoalsResolver,
    ClientGoals,
    GoalLists,
    MilestoneGoal,
    ProgressGoal,
  ],
  exports: [GoalsService],
})
export class GoalsModule {}
