import { Module } from '@nestjs/common';
import { TaskGoal } from './goal-tasks.resolver.js';
import { GoalTemplatesResolver } from './goal-templates.resolver.js';
import { GoalsProgressRepository } from './goals.progress.repository.js';
import { GoalsProgressService } from './goals.progress.service.js';
import { ClientGoals, GoalLists, MilestoneGoal, ProgressGoal } from './goals.relations.resolver.js';
import { GoalsRepository } from './goals.repository.js';
import { GoalsResolver } from './goals.resolver.js';
import { GoalsScaleRepository } from './goals.scale.repository.js';
import { EngagementAttainment, GoalsScaleResolver } from './goals.scale.resolver.js';
import { GoalsScaleService } from './goals.scale.service.js';
import { GoalsService } from './goals.service.js';

@Module({
  providers: [
    GoalsRepository,
    GoalsProgressRepository,
    GoalsScaleRepository,
    GoalsService,
    GoalsProgressService,
    GoalsScaleService,
    GoalsResolver,
    GoalsScaleResolver,
    GoalTemplatesResolver,
    EngagementAttainment,
    ClientGoals,
    GoalLists,
    MilestoneGoal,
    ProgressGoal,
    TaskGoal,
  ],
  exports: [GoalsService],
})
export class GoalsModule {}
