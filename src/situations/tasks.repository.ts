import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';

constraintMeans('tasks_goal_fk', () => notFound('Goal', 'input.goalId'));

@Injectable()
export class TasksRepository {
  constructor(private readonly db: Db) {}

  /** The horizon of a goal of the actor's, which stays so until the transaction ends; undefined where there is none. */
  async horizonOf(goalId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ horizon: string }>(
      `select horizon from goals
       where org_id = app.org_id() and client_id = app.member_id() and id = $1 for share`,
      [goalId],
    );
    return row?.horizon;
  }
}
