import { Injectable } from '@nestjs/common';
import { invalidInput, notFound } from '../app-error.js';
import { SituationRowsService } from './situation-rows.service.js';
import type { AddTaskInput, ChangeTaskInput } from './tasks.graphql.js';
import { TasksRepository } from './tasks.repository.js';

type Reference = Promise<{ id: string }>;

/** What fills a client's week, and which of it serves what they want in the long run. */
@Injectable()
export class TasksService {
  constructor(
    private readonly tasks: TasksRepository,
    private readonly rows: SituationRowsService,
  ) {}

  /** @throws AppError NOT_FOUND for a goal that is not one's own, INVALID_INPUT for one that is not LONG, LIMIT_REACHED */
  async add({ name, hours, goalId = null }: AddTaskInput): Reference {
    // Before the goal's own lock, in the order in which goals are changed.
    await this.rows.lockClient();
    await this.needsLong(goalId);
    return this.rows.add('tasks', { name, hours, goal_id: goalId });
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT while it is archived, INVALID_INPUT */
  async change(id: string, version: number, { name, hours, goalId }: ChangeTaskInput): Reference {
    await this.needsLong(goalId);
    return this.rows.change('tasks', id, version, { name, hours, goal_id: goalId }, ['goal_id']);
  }

  private async needsLong(goalId: string | null | undefined): Promise<void> {
    if (!goalId) return;
    const horizon = await this.tasks.horizonOf(goalId);
    if (horizon === undefined) throw notFound('Goal', 'input.goalId');
    if (horizon !== 'LONG') throw invalidInput('A task serves a LONG goal or none.', 'input.goalId');
  }
}
