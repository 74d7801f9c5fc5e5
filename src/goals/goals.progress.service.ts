import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { MILESTONES_MAX } from './goal.needs.js';
import { isClosed } from './goal.states.js';
import type { CorrectProgressInput, GoalMilestoneInput, LogProgressInput } from './goals.input.graphql.js';
import { GoalsProgressRepository } from './goals.progress.repository.js';
import { GoalsRepository } from './goals.repository.js';
import { measureProblem } from './goals.requirements.js';

type Reference = Promise<{ id: string }>;

/** A device's clock may run ahead; this much of future is taken for now. */
const CLOCK_AHEAD_MS = 5 * 60_000;

/** What happens on the way to a client's own goals: updates and milestones. */
@Injectable()
export class GoalsProgressService {
  constructor(
    private readonly goals: GoalsRepository,
    private readonly progress: GoalsProgressRepository,
  ) {}

  /** @throws AppError NOT_FOUND, CONFLICT unless the goal is active and takes updates, INVALID_INPUT */
  async log(goalId: string, { value, note, at }: LogProgressInput): Reference {
    const instant = pastInstant(at, new Date());
    if (await this.progress.append(goalId, value, note ?? null, instant)) return { id: goalId };
    throw await this.refusal(goalId);
  }

  /**
   * Puts the right value in the place of a wrong one, for every figure, whatever the goal's status.
   * @returns the goal
   * @throws AppError NOT_FOUND, CONFLICT when it was corrected already, INVALID_INPUT
   */
  async correct(id: string, { value, note, reason }: CorrectProgressInput): Reference {
    const goalId = await this.progress.correct(id, value, note, reason);
    if (goalId) return { id: goalId };
    const measure = await this.progress.findMeasureOf(id);
    if (!measure) throw notFound('GoalProgress');
    throw measure === 'GAS' ? notLevel() : notBinary();
  }

  /**
   * @returns the goal
   * @throws AppError NOT_FOUND, CONFLICT once the goal is closed, LIMIT_REACHED
   */
  async addMilestone(goalId: string, { title, dueOn }: GoalMilestoneInput): Reference {
    const goal = await this.goals.lock(goalId);
    if (!goal) throw notFound('Goal', 'goalId');
    if (isClosed(goal.status)) throw new AppError('CONFLICT', 'The goal is closed.');
    if (!(await this.progress.addMilestone(goalId, title, dueOn ?? null, new Date()))) {
      throw new AppError('LIMIT_REACHED', `A goal has at most ${MILESTONES_MAX} milestones.`, 'goalId');
    }
    return { id: goalId };
  }

  /**
   * Completing it again changes nothing.
   * @throws AppError NOT_FOUND, CONFLICT unless the goal is active
   */
  async completeMilestone(id: string): Reference {
    const milestone = await this.progress.lockMilestone(id);
    if (!milestone) throw notFound('GoalMilestone');
    if (milestone.isDone) return { id };
    if (milestone.status !== 'ACTIVE') throw notActive(milestone.status);
    await this.progress.completeMilestone(id, new Date());
    return { id };
  }

  /**
   * Takes the done mark of a milestone back, whatever the goal's status: it was set by mistake.
   * @throws AppError NOT_FOUND
   */
  async reopenMilestone(id: string, reason: string): Reference {
    const milestone = await this.progress.lockMilestone(id);
    if (!milestone) throw notFound('GoalMilestone');
    if (milestone.isDone) await this.progress.reopenMilestone(id, reason, new Date());
    return { id };
  }

  /**
   * @returns the goal
   * @throws AppError NOT_FOUND, CONFLICT for one that is done, or of a closed goal, or that an active goal is measured by
   */
  async removeMilestone(id: string, reason: string | null): Reference {
    const milestone = await this.progress.lockMilestone(id);
    if (!milestone) throw notFound('GoalMilestone');
    if (milestone.isDone) throw new AppError('CONFLICT', 'It is done: take the done mark back first.');
    if (isClosed(milestone.status)) throw new AppError('CONFLICT', 'The goal is closed.');
    const goal = (await this.goals.lock(milestone.goalId))!;
    const problem = measureProblem({ ...goal, milestoneDates: goal.milestoneDates.slice(1) });
    if (goal.status !== 'DRAFT' && problem) throw new AppError('CONFLICT', problem);
    await this.progress.removeMilestone(id, reason, new Date());
    return { id: milestone.goalId };
  }

  private async refusal(goalId: string): Promise<AppError> {
    const goal = await this.progress.findForRefusal(goalId);
    if (!goal) return notFound('Goal', 'goalId');
    if (goal.status !== 'ACTIVE') return notActive(goal.status);
    if (goal.measure === 'BINARY') return notBinary();
    if (goal.measure === 'GAS') {
      const message = 'The scale is not agreed on yet: you and your coach confirm it first.';
      return goal.isLocked ? notLevel() : new AppError('CONFLICT', message);
    }
    return new AppError('CONFLICT', 'This goal is measured by its milestones: complete them instead.');
  }
}

function pastInstant(at: string | null | undefined, now: Date): Date {
  if (!at) return now;
  const instant = new Date(at);
  if (instant.getTime() > now.getTime() + CLOCK_AHEAD_MS) {
    throw invalidInput('Progress cannot lie in the future.', 'input.at');
  }
  return instant > now ? now : instant;
}

function notActive(status: string): AppError {
  return new AppError('CONFLICT', `Progress is made on active goals; this one is ${status}.`);
}

function notBinary(): AppError {
  return invalidInput('This goal is done or not: the value is 1 or 0.', 'input.value');
}

function notLevel(): AppError {
  return invalidInput('The value is a level of the scale: −2, −1, 0, 1 or 2.', 'input.value');
}
