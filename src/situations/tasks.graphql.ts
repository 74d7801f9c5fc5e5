import { Float, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Id, Input, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { text } from './situation.checks.js';
import { servesLongGoal } from './situation.needs.js';
import type { TaskEntity } from './task.entity.js';

@Reads('tasks', { idKind: 'task', description: 'Something that fills a client’s usual week.' })
export class Task implements Pick<TaskEntity, 'name' | 'version'> {
  @Id('task')
  id: string;

  @Stored(() => String, { description: 'What it is.' })
  name: string;

  @Stored(() => Float, { description: 'Hours that it takes in a usual week, up to 168.' })
  hours: number;

  @Sql(() => Boolean, {
    description:
      'Whether it serves a LONG goal, and so counts for the task alignment. A goal that was made SHORT since does not count.',
    sql: servesLongGoal,
  })
  servesLongGoal: boolean;

  @Stored(() => Instant, { nullable: true, description: 'When it was archived; null while it stands.' })
  archivedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const TaskConnection = connectionOf(Task, 'tasks');

const WEEK_HOURS = 168;
/** As it is stored: up to six decimals, of which at least one counts. */
const hoursCheck = z
  .number()
  .min(0.000001)
  .max(WEEK_HOURS)
  .transform((given) => Number(given.toFixed(6)));

const name = { check: text(120), description: 'What it is; at most 120 letters.' };
const hours = { check: hoursCheck, description: 'Hours that it takes in a usual week, up to 168.' };
const goalId = {
  nullable: true,
  check: id('goal'),
  description: 'The goal of yours that it serves; only a LONG one. Null for none.',
};

@InputType({ description: 'Something that fills your usual week.' })
export class AddTaskInput {
  @Input(() => String, name)
  name: string;

  @Input(() => Float, hours)
  hours: number;

  @Input(() => ID, goalId)
  goalId?: string | null;
}

@InputType({ description: 'What to change of a task; what is left out stays.' })
export class ChangeTaskInput {
  @Input(() => String, { ...name, nullable: true })
  name?: string | null;

  @Input(() => Float, { ...hours, nullable: true })
  hours?: number | null;

  @Input(() => ID, goalId)
  goalId?: string | null;
}
