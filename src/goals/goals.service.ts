import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { changesOf, endsValue, opensSegment, type GoalContent } from './goal.changes.js';
import { CHILDREN_MAX, MILESTONES_MAX } from './goal.needs.js';
import { isClosed, mayCorrect, mayStep, type ClosedGoalStatus, type GoalStatus } from './goal.states.js';
import type { CreateGoalInput, UpdateGoalInput } from './goals.input.graphql.js';
import { GoalsRepository, type LockedGoal } from './goals.repository.js';
import { needsBaselineLevel, needsMeasureAndDate, needsToBeSmart } from './goals.requirements.js';

type Reference = Promise<{ id: string }>;

const EMPTY = {
  behaviour: null,
  unit: null,
  baseline: null,
  target: null,
  levels: null,
  importance: null,
  difficulty: null,
  targetOn: null,
  confidence: null,
  support: null,
  gapId: null,
  valueId: null,
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
    needsBaselineLevel(content);
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
    needsBaselineLevel(after);
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
    return this.makeActive(id, ({ status }) => status === 'DRAFT');
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is paused (or active already), LIMIT_REACHED */
  resume(id: string): Reference {
    return this.makeActive(id, ({ status }) => status === 'PAUSED');
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

  /**
   * Closes a goal because another one of the client's takes its place.
   * @throws AppError NOT_FOUND, CONFLICT unless it is active or paused (or replaced by the same already) and the other is
   * not closed, INVALID_INPUT for a goal that would replace itself
   */
  async supersede(id: string, successorId: string, reason: string | null): Reference {
    if (id === successorId) throw invalidInput('A goal cannot replace itself.', 'successorId');
    // Two goals that replace each other at once stand in line here.
    await this.goals.lockClient();
    const goal = await this.locked(id);
    if (goal.successorId === successorId) return { id };
    if (!mayStep(goal.status, 'SUPERSEDED')) throw refusedStep(goal.status);
    const successor = await this.goals.lock(successorId);
    if (!successor) throw notFound('Goal', 'successorId');
    if (isClosed(successor.status)) {
      throw new AppError('CONFLICT', 'A closed goal cannot take the place of another.', 'successorId');
    }
    await this.goals.step(id, {
      from: goal,
      to: 'SUPERSEDED',
      reason,
      at: new Date(),
      successor: successorId,
    });
    return { id };
  }

  /**
   * Takes the closing of a goal back: it should not have been closed.
   * @throws AppError NOT_FOUND, CONFLICT unless it is closed (or active already), LIMIT_REACHED
   */
  reopen(id: string, reason: string): Reference {
    return this.makeActive(id, (goal) => mayCorrect(goal.status, 'ACTIVE'), reason);
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is closed */
  async correctOutcome(id: string, outcome: ClosedGoalStatus, reason: string): Reference {
    const goal = await this.locked(id);
    if (goal.status === outcome) return { id };
    if (!mayCorrect(goal.status, outcome)) throw refusedStep(goal.status);
    await this.goals.step(id, { from: goal, to: outcome, reason, at: new Date() });
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT for an active goal */
  async archive(id: string): Reference {
    if (!(await this.goals.archive(id, new Date()))) throw notFound('Goal');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.goals.archive(id, null))) throw notFound('Goal');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async tag(id: string, tags: string[]): Reference {
    if (!(await this.goals.tag(id, tags))) throw notFound('Goal');
    return { id };
  }

  private async makeActive(
    id: string,
    startsHere: (goal: LockedGoal) => boolean,
    reason: string | null = null,
  ): Reference {
    await this.goals.lockClient();
    const found = await this.goals.lockForActivation(id);
    if (!found) throw notFound('Goal');
    const { goal, room } = found;
    if (goal.status === 'ACTIVE') return { id };
    if (!startsHere(goal)) throw refusedStep(goal.status);
    const now = new Date();
    // What was activated once was found fit then; its dates may lie behind it since.
    if (goal.status === 'DRAFT') needsToBeSmart(goal, now);
    if (room.adds > 0 && room.active + room.adds > room.cap) throw limitReached(room);
    await this.goals.step(id, { from: goal, to: 'ACTIVE', reason, at: now });
    return { id };
  }

  private async step(id: string, to: GoalStatus, reason: string | null = null): Reference {
    const goal = await this.locked(id);
    if (goal.status === to) return { id };
    if (!mayStep(goal.status, to)) throw refusedStep(goal.status);
    await this.goals.step(id, { from: goal, to, reason, at: new Date() });
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
    if (after.active > after.cap && after.active > before.active) throw limitReached(before);
  }

  private async locked(id: string): Promise<LockedGoal> {
    const goal = await this.goals.lock(id);
    if (!goal) throw notFound('Goal');
    return goal;
  }
}

function limitReached({ active, cap }: { active: number; cap: number }): AppError {
  return new AppError(
    'LIMIT_REACHED',
    `You have ${active} active goals, and ${cap} are allowed: pause or complete one first.`,
  );
}

/** What was given, an absent key left absent. */
function given<Input extends object>(input: Input): Input {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Input;
}

function refusedStep(status: GoalStatus): AppError {
  return new AppError('CONFLICT', `The goal is ${status}; this step does not start there.`);
}
