import { Int } from '@nestjs/graphql';
import { Id, Reads, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import type { GoalMilestoneEntity } from './goal-milestone.entity.js';

@Reads('goal_milestones', { idKind: 'goal-milestone', description: 'A step on the way to a goal.' })
export class GoalMilestone implements Pick<GoalMilestoneEntity, 'title' | 'position' | 'dueOn'> {
  @Id('goal-milestone')
  id: string;

  @Stored(() => String, { description: 'What is to be done.' })
  title: string;

  @Stored(() => Int, { description: 'Its place in the order, from 1.' })
  position: number;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The day by which it is to be done; without one it is never late.',
  })
  dueOn: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was done; null while it is open.' })
  doneAt: string | null;
}
