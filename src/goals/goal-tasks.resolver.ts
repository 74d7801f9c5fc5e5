import { Resolver } from '@nestjs/graphql';
import { declared, One } from '../graphql/read/declare.js';
import { Task } from '../situations/tasks.graphql.js';
import { Goal } from './goals.graphql.js';

@Resolver(() => Task)
export class TaskGoal {
  @One(() => Goal, {
    nullable: true,
    description: 'The goal that it serves; null for none. It counts while that is LONG.',
    on: (task, goal) => `${goal}.id = ${task}.goal_id`,
  })
  goal(): Goal {
    return declared();
  }
}
