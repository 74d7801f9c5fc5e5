import { Injectable } from '@nestjs/common';
import { IfThenService } from '../actions/if-then.service.js';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { JournalLive } from './journal.live.js';
import { forRow } from './journal.texts.js';
import type { ChangeSetbackInput, LogSetbackInput } from './setbacks.graphql.js';
import { SetbacksRepository, type LockedSetback } from './setbacks.repository.js';

type Reference = Promise<{ id: string }>;

/** A device's clock may run ahead; this much of future is taken for now. */
const CLOCK_AHEAD_MS = 5 * 60_000;

/** A client's own setbacks. Nothing of them reaches the organization: no job, no event, no count. */
@Injectable()
export class SetbacksService {
  constructor(
    private readonly setbacks: SetbacksRepository,
    private readonly dataKeys: DataKeys,
    private readonly live: JournalLive,
    private readonly ifThen: IfThenService,
  ) {}

  /** @throws AppError NOT_FOUND for a goal that is not one's own, INVALID_INPUT for what has not happened yet */
  async log({
    goalId,
    what,
    controllability,
    lesson,
    nextExperiment,
    happenedAt,
  }: LogSetbackInput): Reference {
    const at = pastInstant(happenedAt, new Date());
    const id = await this.setbacks.reserve();
    const seal = forRow(await this.dataKeys.sealer(), 'setbacks', id);
    const clientId = await this.setbacks.insert(id, {
      goalId: goalId ?? null,
      what: seal('what', what),
      controllability,
      lesson: lesson ? seal('lesson', lesson) : null,
      nextExperiment: nextExperiment ? seal('next_experiment', nextExperiment) : null,
      happenedAt: at,
    });
    await this.ifThen.fire(clientId, 'SETBACK_LOGGED', id);
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT once it is closed */
  async change(id: string, version: number, input: ChangeSetbackInput): Reference {
    const setback = await this.locked(id);
    if (setback.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'The setback was changed meanwhile; look again.', 'version');
    }
    if (setback.isClosed) throw new AppError('CONFLICT', 'The setback is closed; open it again first.');
    const seal = forRow(await this.dataKeys.sealer(), 'setbacks', id);
    const sealed = (column: string, text: string | null | undefined) => text && seal(column, text);
    await this.setbacks.change(id, {
      goalId: input.goalId,
      what: sealed('what', input.what) ?? undefined,
      controllability: input.controllability ?? undefined,
      lesson: sealed('lesson', input.lesson),
      nextExperiment: sealed('next_experiment', input.nextExperiment),
    });
    return this.told(id);
  }

  /**
   * Closes it with a lesson, here or written before, or with the word that there is none.
   * @throws AppError NOT_FOUND, CONFLICT once it is closed, INVALID_INPUT with neither or both
   */
  async close(id: string, lesson: string | null, nothingToLearn: boolean): Reference {
    const setback = await this.locked(id);
    if (setback.isClosed) throw new AppError('CONFLICT', 'The setback is closed already.');
    const hasLesson = lesson !== null || setback.hasLesson;
    if (hasLesson && nothingToLearn) {
      throw invalidInput(
        'It holds a lesson: either there is one, or nothing to learn here.',
        'nothingToLearn',
      );
    }
    if (!hasLesson && !nothingToLearn) {
      throw invalidInput('Say what you take from it, or that there is nothing to learn here.', 'lesson');
    }
    const seal = forRow(await this.dataKeys.sealer(), 'setbacks', id);
    await this.setbacks.close(id, lesson && seal('lesson', lesson), nothingToLearn, new Date());
    return this.told(id);
  }

  /** @throws AppError NOT_FOUND, CONFLICT while it is open */
  async reopen(id: string, reason: string): Reference {
    const setback = await this.locked(id);
    if (!setback.isClosed) throw new AppError('CONFLICT', 'The setback is open.');
    const reopening = await this.setbacks.reserve();
    const seal = forRow(await this.dataKeys.sealer(), 'journal_reopenings', reopening);
    await this.setbacks.reopen(id, reopening, seal('reason', reason), new Date());
    return this.told(id);
  }

  /** @throws AppError NOT_FOUND */
  archive(id: string): Reference {
    return this.put(id, new Date());
  }

  /** @throws AppError NOT_FOUND */
  unarchive(id: string): Reference {
    return this.put(id, null);
  }

  private async put(id: string, archivedAt: Date | null): Reference {
    if (!(await this.setbacks.archive(id, archivedAt))) throw notFound('Setback');
    return this.told(id);
  }

  private async told(id: string): Reference {
    await this.live.changed('setbacks', id);
    return { id };
  }

  private async locked(id: string): Promise<LockedSetback> {
    const setback = await this.setbacks.lock(id);
    if (!setback) throw notFound('Setback');
    return setback;
  }
}

function pastInstant(at: string | null | undefined, now: Date): Date {
  if (!at) return now;
  const instant = new Date(at);
  if (instant.getTime() > now.getTime() + CLOCK_AHEAD_MS) {
    throw invalidInput('A setback lies behind you, not in the future.', 'input.happenedAt');
  }
  return instant > now ? now : instant;
}
