import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { dayIn, instantAt } from './action.days.js';
import { isOpen, mayStep, STRETCH_TO_REFLECT_ON, type ActionStatus } from './action.states.js';
import type {
  ActionPartInput,
  CompleteActionInput,
  CorrectDoneInput,
  CreateActionInput,
  UpdateActionInput,
} from './actions.input.graphql.js';
import { ActionsRepository, type ActionContent, type LockedAction } from './actions.repository.js';
import { IfThenService } from './if-then.service.js';

type Reference = Promise<{ id: string }>;

/** Why the whole is dropped; it was not given up. */
const SPLIT = 'Split into smaller ones.';
const NOON = '12:00';

/** The small steps of a client. The client writes all of them, a coach those that they wrote down for themselves. */
@Injectable()
export class ActionsService {
  constructor(
    private readonly db: Db,
    private readonly actions: ActionsRepository,
    private readonly ifThen: IfThenService,
    private readonly dataKeys: DataKeys,
  ) {}

  /**
   * Writes an action down in the current unit of work.
   * @param clientId whose; the actor's own when null. A coach names an own client
   * @throws AppError NOT_FOUND for a client, goal, gap or assignee out of the actor's reach, INVALID_INPUT
   */
  async create(clientId: string | null, { dueOn, ...input }: CreateActionInput): Reference {
    const client = clientId ?? this.ownId();
    const content: ActionContent = {
      kind: input.kind,
      title: input.title,
      goalId: input.goalId ?? null,
      gapId: input.gapId ?? null,
      effortMinutes: input.effortMinutes ?? null,
      assigneeId: input.assigneeId ?? client,
      stretch: input.stretch ?? 0,
      tags: distinct(input.tags),
    };
    await this.check(client, content);
    return { id: await this.actions.insert(client, content, dueOn ?? null) };
  }

  /**
   * Changes what was seen at `version`.
   * @throws AppError NOT_FOUND, FORBIDDEN, VERSION_CONFLICT, CONFLICT once it is over, INVALID_INPUT
   */
  async update(id: string, version: number, input: UpdateActionInput): Reference {
    for (const name of ['kind', 'title'] as const) {
      if (input[name] === null) throw invalidInput(`An action has a ${name}.`, `input.${name}`);
    }
    const before = await this.locked(id);
    if (before.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The action was changed meanwhile; look again.', 'version');
    needsOpen(before);
    const after: ActionContent = {
      kind: input.kind ?? before.kind,
      title: input.title ?? before.title,
      goalId: input.goalId === undefined ? before.goalId : input.goalId,
      gapId: input.gapId === undefined ? before.gapId : input.gapId,
      effortMinutes: input.effortMinutes === undefined ? before.effortMinutes : input.effortMinutes,
      assigneeId: input.assigneeId === undefined ? before.assigneeId : (input.assigneeId ?? before.clientId),
      stretch: input.stretch === undefined ? before.stretch : (input.stretch ?? 0),
      tags: input.tags === undefined ? before.tags : distinct(input.tags),
    };
    await this.check(before.clientId, after, before);
    await this.actions.change(id, after);
    return { id };
  }

  /** Begins it; once more changes nothing. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  start(id: string): Reference {
    return this.step(id, 'DOING', null);
  }

  /** Puts back what was begun, skipped or dropped. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  reopen(id: string): Reference {
    return this.step(id, 'TODO', null);
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  skip(id: string, reason: string): Reference {
    return this.step(id, 'SKIPPED', reason);
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  drop(id: string, reason: string): Reference {
    return this.step(id, 'DROPPED', reason);
  }

  /**
   * Marks it done; what is done already keeps its day, and takes evidence that comes later. The client's own doing meets the cues of their if-then plans.
   * @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT, INVALID_INPUT for a day in the future
   */
  async complete(id: string, input: CompleteActionInput): Reference {
    const action = await this.locked(id);
    const evidence = { text: input.evidence ?? null, url: input.evidenceUrl ?? null };
    if (action.status === 'DONE') {
      if (evidence.text ?? evidence.url) await this.actions.addEvidence(id, evidence);
      return { id };
    }
    if (!mayStep(action.status, 'DONE')) throw refusedStep(action.status);
    const done = doneOn(input.doneOn ?? null, action.zone, new Date());
    await this.actions.step(id, { status: 'DONE', reason: null, ...done }, evidence);
    if (action.clientId === this.memberId()) await this.ifThen.fire(action.clientId, 'ACTION_DONE', id);
    return { id };
  }

  /**
   * Puts an open action to another day. The first day that it is given is no reschedule.
   * @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT, INVALID_INPUT for a day that has passed
   */
  async reschedule(id: string, dueOn: string): Reference {
    const action = await this.locked(id);
    needsOpen(action);
    const now = new Date();
    if (dueOn < dayIn(action.zone, now.getTime())) throw invalidInput('That day has passed.', 'dueOn');
    if (action.dueOn === null) await this.actions.setDue(id, dueOn);
    else if (action.dueOn !== dueOn) await this.actions.reschedule(id, dueOn, now);
    return { id };
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  async split(id: string, parts: ActionPartInput[]): Reference {
    needsOpen(await this.locked(id));
    await this.actions.split(id, parts, SPLIT);
    return { id };
  }

  /**
   * Puts a wrong done mark right; it stays on record.
   * @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT unless it is done, INVALID_INPUT for a day in the future
   */
  async correctDone(id: string, { doneOn: day, reason }: CorrectDoneInput): Reference {
    const action = await this.locked(id);
    if (action.status !== 'DONE') throw new AppError('CONFLICT', 'The action is not marked done.');
    if (day === action.doneOn) return { id };
    const standing = day
      ? { status: 'DONE' as const, reason: null, ...doneOn(day, action.zone, new Date()) }
      : { status: 'TODO' as const, reason: null, doneAt: null, doneOn: null };
    await this.actions.recordCorrection(id, action.doneOn!, day ?? null, reason);
    await this.actions.step(id, standing);
    return { id };
  }

  /** Answers the question of a stretch, or answers it anew. @throws AppError NOT_FOUND, CONFLICT where none is asked */
  async reflect(id: string, answer: string): Reference {
    const action = await this.actions.findOwn(id);
    if (!action) throw notFound('Action');
    if (action.status !== 'DONE' || action.stretch < STRETCH_TO_REFLECT_ON)
      throw new AppError('CONFLICT', `Only a done action with a stretch of ${STRETCH_TO_REFLECT_ON} asks.`);
    const seal = await this.dataKeys.sealer();
    const sealed = seal(answer, { table: 'action_reflections', column: 'answer', rowId: id });
    await this.actions.reflect(id, sealed, new Date());
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT while it is open */
  archive(id: string): Reference {
    return this.file(id, new Date());
  }

  /** @throws AppError NOT_FOUND, CONFLICT while it is open */
  unarchive(id: string): Reference {
    return this.file(id, null);
  }

  private async file(id: string, at: Date | null): Reference {
    if (await this.actions.archive(id, at)) return { id };
    if (!(await this.actions.findOwn(id))) throw notFound('Action');
    throw new AppError('CONFLICT', 'The action is open; only what is over is archived.');
  }

  private async step(id: string, to: ActionStatus, reason: string | null): Reference {
    const { status } = await this.locked(id);
    if (status === to) return { id };
    if (!mayStep(status, to)) throw refusedStep(status);
    await this.actions.step(id, { status: to, reason, doneAt: null, doneOn: null });
    return { id };
  }

  private async check(clientId: string, content: ActionContent, before?: ActionContent): Promise<void> {
    if (content.goalId && content.gapId)
      throw invalidInput('An action serves a goal or a gap, not both.', 'input.gapId');
    const found = await this.actions.survey(clientId, content);
    if (!found) throw notFound('Client', 'clientId');
    // Who has left stays named until somebody else takes it on.
    if (!found.isAssignable && content.assigneeId !== before?.assigneeId)
      throw notFound('Member', 'input.assigneeId');
    if (!found.hasGoal) throw notFound('Goal', 'input.goalId');
    // A coach may write on what serves a gap that is hidden from them.
    if (!found.hasGap && content.gapId !== before?.gapId) throw notFound('Gap', 'input.gapId');
  }

  private async locked(id: string): Promise<LockedAction> {
    const action = await this.actions.lock(id);
    if (action) return action;
    if (!(await this.actions.isVisible(id))) throw notFound('Action');
    throw new AppError('FORBIDDEN', 'An action is written by its client, and by a coach who took it on.');
  }

  private memberId(): string | null {
    const { actor } = this.db;
    return actor.kind === 'member' ? actor.memberId : null;
  }

  private ownId(): string {
    const { actor } = this.db;
    if (actor.kind !== 'member' || !actor.roles.includes('CLIENT'))
      throw invalidInput('Say for which client.', 'clientId');
    return actor.memberId;
  }
}

function distinct(tags: string[] | null | undefined): string[] {
  return [...new Set(tags ?? [])];
}

function needsOpen({ status }: LockedAction): void {
  if (!isOpen(status)) throw new AppError('CONFLICT', `The action is ${status}; reopen it first.`);
}

function refusedStep(status: ActionStatus): AppError {
  return new AppError('CONFLICT', `The action is ${status}; this step does not start there.`);
}

/** A day before today is taken at its noon: nobody says at what time. */
function doneOn(day: string | null, zone: string, now: Date): { doneAt: Date; doneOn: string } {
  const today = dayIn(zone, now.getTime());
  if (day === null || day === today) return { doneAt: now, doneOn: today };
  if (day > today) throw invalidInput('That day is still to come.', 'input.doneOn');
  return { doneAt: new Date(instantAt(day, NOON, zone)), doneOn: day };
}
