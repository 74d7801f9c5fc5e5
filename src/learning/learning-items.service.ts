import { Injectable } from '@nestjs/common';
import { dayIn } from '../actions/action.days.js';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { mayStep, type LearningStatus } from './learning-item.states.js';
import type { ChangeLearningInput, PlanLearningInput } from './learning-items.graphql.js';
import { LearningItemsRepository, type LockedItem } from './learning-items.repository.js';

type Reference = Promise<{ id: string }>;

/** What a client learns from: theirs alone. */
@Injectable()
export class LearningItemsService {
  constructor(private readonly items: LearningItemsRepository) {}

  /** @throws AppError NOT_FOUND for a gap that is not one's own, INVALID_INPUT */
  async plan(input: PlanLearningInput): Reference {
    return { id: await this.items.insert(input) };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT */
  async change(id: string, version: number, input: ChangeLearningInput): Reference {
    for (const name of ['kind', 'title'] as const) {
      if (input[name] === null) throw invalidInput(`A learning item has a ${name}.`, `input.${name}`);
    }
    const before = await this.locked(id);
    if (before.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The item was changed meanwhile; look again.', 'version');
    await this.items.change(id, input);
    return { id };
  }

  /** One step on; where it stands there already nothing changes. @throws AppError NOT_FOUND, CONFLICT */
  async step(id: string, to: Exclude<LearningStatus, 'DONE'>): Reference {
    const item = await this.locked(id);
    if (item.status === to) return { id };
    needsStep(item, to);
    await this.items.step(id, to, null);
    return { id };
  }

  /**
   * Marks it done; what is done already stays as it is.
   * @param on the day in the client's zone; today when null
   * @throws AppError NOT_FOUND, CONFLICT, INVALID_INPUT for a day in the future
   */
  async complete(id: string, on: string | null): Reference {
    const item = await this.locked(id);
    if (item.status === 'DONE') return { id };
    needsStep(item, 'DONE');
    await this.items.step(id, 'DONE', pastDay(on, item));
    return { id };
  }

  /**
   * Puts a wrong done mark right; it stays on record.
   * @param on the right day; null where it had not been done
   * @throws AppError NOT_FOUND, CONFLICT unless it is done, INVALID_INPUT for the same day or one in the future
   */
  async correct(id: string, on: string | null, reason: string): Reference {
    const item = await this.locked(id);
    if (item.status !== 'DONE') throw new AppError('CONFLICT', 'Only what is done can be corrected.');
    if (on === item.doneOn) throw invalidInput('That is the day that it says already.', 'doneOn');
    await this.items.correct(id, item.doneOn!, on === null ? null : pastDay(on, item), reason);
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async archive(id: string): Reference {
    if (!(await this.items.setArchived(id, new Date()))) throw notFound('LearningItem');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.items.setArchived(id, null))) throw notFound('LearningItem');
    return { id };
  }

  private async locked(id: string): Promise<LockedItem> {
    const item = await this.items.lock(id);
    if (!item) throw notFound('LearningItem');
    return item;
  }
}

function needsStep({ status }: LockedItem, to: LearningStatus): void {
  if (!mayStep(status, to))
    throw new AppError('CONFLICT', `An item that is ${status} does not become ${to}.`);
}

function pastDay(on: string | null, { zone }: LockedItem): string {
  const today = dayIn(zone, Date.now());
  if (on !== null && on > today) throw invalidInput('That day is still to come.', 'doneOn');
  return on ?? today;
}
