import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { changesOf, endsValue, opensSegment, type GoalContent } from './goal.changes.js';
import { CHILDREN_MAX, MILESTONES_MAX, smartFrom } from './goal.needs.js';
import { mayActivate } from './goal.smart.js';
import { isClosed, mayStep, type GoalStatus } from './goal.states.js';
import type { CreateGoalInput, UpdateGoalInput } from './goals.input.graphql.js';
import { GoalsRepository, type LockedGoal } from './goals.repository.js';

type Reference = Promise<{ id: string }>;

const EMPTY = {
  behaviour: null,
  unit: null,
  baseline: null,
  target: null,
  targetOn: null,
  confidence: null,
  support: null,
  answers: null,
  parentId: null,
  weight: null,
};

/** A client's own goals: what they say, and the steps of their life. */
@Injectable()
export class GoalsService {
  constructor(private readonly goals: GoalsRepository) {}

  /** @throws AppError NOT_FOUND for a parent that is not one's own, LIMIT_REACHED when that one is full */
  async create({ milestones, ...input }: CreateGoalInput): Reference {
    if ((milestones?.length ?? 0) > MILESTONES_MAX) {
      throw invalidInput(`A goal has at most ${MILESTONES_MAX} milestones.`, 'input.milestones');
    }
    const content: GoalContent = { ...EMPTY, ...given(input) };
    if (content.parentId) {
      await this.goals.lockClient();
      await this.needsRoomUnder(content.parentId);
    }
    return { id: await this.goals.insert(content, milestones ?? []) };
  }

  /**
   * Changes what was seen at `version`; nothing happens where nothing differs.
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT once it is closed, INVALID_INPUT where a reason is missing or
   * the goal could no longer be measured, LIMIT_REACHED
   */
  async update(id: string, version: number, { reason, ...input }: UpdateGoalInput): Reference {
    for (const name of ['title', 'horizon', 'kind', 'measure'] as const) {
      if (input[name] === null) throw invalidInput(`A goal has a ${name}.`, `input.${name}`);
    }
    if (input.parentId !== undefined) await this.goals.lockClient();
    const before = await this.locked(id);
    if (before.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'The goal was changed meanwhile; look again.', 'version');
    }
    if (isClosed(before.status)) throw new AppError('CONFLICT', 'The goal is closed.');
    const after: LockedGoal = { ...before, ...given(input) };
    const changes = changesOf(before, after);
    if (changes.length === 0) return { id };
    const opens = before.hasProgress && opensSegment(changes);
    if (opens && !reason) {
      throw invalidInput('Progress was made already: say why measure or date change.', 'input.reason');
    }
    if (before.status !== 'DRAFT') needsMeasureAndDate(after);
    const segment = { opens, endsValue: endsValue(changes) };
    const record = { changes, reason: reason ?? null, at: new Date() };
    const write = () => this.goals.change(id, after, segment, record);
    if (after.parentId === before.parentId) await write();
    else await this.moveUnder(after, write);
    return { id };
  }

  /**
   * Activating an active goal again changes nothing.
   * @throws AppError NOT_FOUND, CONFLICT for a closed goal or one that is not measurable and timely, LIMIT_REACHED
   */
  activate(id: string): Reference {
    return this.makeActive(id, ['DRAFT']);
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is paused (or active already), LIMIT_REACHED */
  resume(id: string): Reference {
    return this.makeActive(id, ['PAUSED']);
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is active (or paused already) */
  pause(id: string): Reference {
    return this.step(id, 'PAUSED');
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is active or paused (or completed so already) */
  complete(id: string, outcome: 'ACHIEVED' | 'PARTLY'): Reference {
    return this.step(id, outcome);
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is active or paused (or abandoned already) */
  abandon(id: string, reason: string): Reference {
    return this.step(id, 'ABANDONED', reason);
  }

  private async makeActive(id: string, from: GoalStatus[]): Reference {
    await this.goals.lockClient();
    const goal = await this.locked(id);
    if (goal.status === 'ACTIVE') return { id };
    if (!from.includes(goal.status)) throw refusedStep(goal.status);
    const now = new Date();
    // What was activated once was found fit then; its dates may lie behind it since.
    if (goal.status === 'DRAFT') needsToBeSmart(goal, now);
    await this.withinCap(() => this.goals.step(id, goal.status, 'ACTIVE', null, now));
    return { id };
  }

  private async step(id: string, to: GoalStatus, reason: string | null = null): Reference {
    const { status } = await this.locked(id);
    if (status === to) return { id };
    if (!mayStep(status, to)) throw refusedStep(status);
    await this.goals.step(id, status, to, reason, new Date());
    return { id };
  }

  private async moveUnder({ id, parentId }: LockedGoal, write: () => Promise<void>): Promise<void> {
    if (parentId) {
      if (await this.goals.isAtOrAbove(id, parentId)) {
        throw invalidInput('A goal cannot serve itself, not by way of others either.', 'input.parentId');
      }
      await this.needsRoomUnder(parentId);
    }
    await this.withinCap(write);
  }

  private async needsRoomUnder(parentId: string): Promise<void> {
    if ((await this.goals.countChildren(parentId)) >= CHILDREN_MAX) {
      throw new AppError('LIMIT_REACHED', `At most ${CHILDREN_MAX} goals can serve one.`, 'input.parentId');
    }
  }

  /** Refuses what adds to the active goals beyond the cap; the client is locked. Closing a goal never hits the cap. */
  private async withinCap(change: () => Promise<void>): Promise<void> {
    const before = await this.goals.countForCap();
    await change();
    const after = await this.goals.countForCap();
    if (after.active > after.cap && after.active > before.active) {
      throw new AppError(
        'LIMIT_REACHED',
        `You have ${before.active} active goals, and ${after.cap} are allowed: pause or complete one first.`,
      );
    }
  }

  private async locked(id: string): Promise<LockedGoal> {
    const goal = await this.goals.lock(id);
    if (!goal) throw notFound('Goal');
    return goal;
  }
}

/** What was given, an absent key left absent. */
function given<Input extends object>(input: Input): Input {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Input;
}

function refusedStep(status: GoalStatus): AppError {
  return new AppError('CONFLICT', `The goal is ${status}; this step does not start there.`);
}

function verdictsOn(goal: LockedGoal, asOf: number) {
  const isLinked = goal.answers !== null || goal.parentId !== null;
  return smartFrom({ ...goal, isLinked }, asOf);
}

function needsToBeSmart(goal: LockedGoal, now: Date): void {
  const verdicts = verdictsOn(goal, now.getTime());
  if (mayActivate(verdicts)) return;
  const problems = verdicts.filter(({ required, passed }) => required && !passed);
  throw new AppError('CONFLICT', problems.map(({ message }) => message).join(' '));
}

/** A goal that is worked on stays measurable and keeps a date; how near the first result must be is for its start. */
function needsMeasureAndDate(goal: LockedGoal): void {
  const problem = verdictsOn(goal, 0).find(({ letter, passed }) => letter === 'M' && !passed);
  if (problem) throw invalidInput(problem.message, 'input');
  if (goal.targetOn === null)
    throw invalidInput('Only a draft can be without a target date.', 'input.targetOn');
}
