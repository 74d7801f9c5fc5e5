import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page } from '../graphql/read/declare.js';
import { SituationRowsService } from './situation-rows.service.js';
import { Situation } from './situation.graphql.js';
import { archivedArg, archivedFilter } from './situation.lists.js';
import { AddTaskInput, ChangeTaskInput, Task, TaskConnection } from './tasks.graphql.js';
import { TasksService } from './tasks.service.js';

type Reference = Promise<{ id: string }>;
const args = { id: id('task') };
const idArg = { type: () => ID, description: 'Id of the task.' };
const CLIENT = ['CLIENT'] as const;

@Resolver()
export class TasksResolver {
  constructor(
    private readonly tasks: TasksService,
    private readonly rows: SituationRowsService,
  ) {}

  @Action(() => Task, {
    description: 'Adds what fills your usual week; at most 50 tasks stand at once.',
    allow: CLIENT,
  })
  addTask(
    @Args('input', { type: () => AddTaskInput, description: 'The task.' }) input: AddTaskInput,
  ): Reference {
    return this.tasks.add(input);
  }

  @Action(() => Task, { description: 'Changes a task of yours.', allow: CLIENT, args })
  changeTask(
    @Args('id', idArg) taskId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeTaskInput, description: 'What to change.' }) input: ChangeTaskInput,
  ): Reference {
    return this.tasks.change(taskId, version, input);
  }

  @Action(() => Task, {
    description: 'Puts a task of yours away; doing so again changes nothing.',
    allow: CLIENT,
    args,
  })
  archiveTask(@Args('id', idArg) taskId: string): Reference {
    return this.rows.archive('tasks', taskId);
  }

  @Action(() => Task, {
    description: 'Takes an archived task of yours back; at most 50 tasks stand at once.',
    allow: CLIENT,
    args,
  })
  unarchiveTask(@Args('id', idArg) taskId: string): Reference {
    return this.rows.unarchive('tasks', taskId);
  }
}

/** What fills a client's week. */
@Resolver(() => Situation)
export class SituationTasks {
  @Page(() => TaskConnection, {
    description: 'What fills the usual week, the longest first. Consent: TASKS.',
    on: (situation, task) => `${task}.client_id = ${situation}.id`,
    filters: archivedFilter,
    order: [
      { sql: (task) => `${task}.hours`, type: 'numeric', descending: true },
      { sql: (task) => `${task}.id`, type: 'uuid', descending: true },
    ],
  })
  tasks(@Args() _page: PageArgs, @Args('archived', archivedArg) _archived: boolean): object {
    return declared();
  }
}
