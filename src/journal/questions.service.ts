import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { forRow } from './journal.texts.js';
import type { AskQuestionInput, ChangeQuestionInput } from './questions.graphql.js';
import { QuestionsRepository, type LockedQuestion } from './questions.repository.js';

type Reference = Promise<{ id: string }>;

/** What a client is curious about. */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly questions: QuestionsRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  /** @throws AppError NOT_FOUND for a goal that is not one's own */
  async ask({ text, goalId }: AskQuestionInput): Reference {
    const id = await this.questions.reserve();
    await this.questions.insert(id, await this.seal(id, 'text', text), goalId ?? null);
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT once it is answered */
  async change(id: string, version: number, { text, goalId }: ChangeQuestionInput): Reference {
    const question = await this.locked(id);
    if (question.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'The question was changed meanwhile; look again.', 'version');
    }
    if (question.isAnswered) throw answered();
    await this.questions.change(id, text ? await this.seal(id, 'text', text) : undefined, goalId);
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT once it is answered */
  async answer(id: string, answer: string): Reference {
    if (await this.questions.answer(id, await this.seal(id, 'answer', answer), new Date())) return { id };
    await this.locked(id);
    throw answered();
  }

  /** @throws AppError NOT_FOUND, CONFLICT while it is open */
  async reopen(id: string, reason: string): Reference {
    const question = await this.locked(id);
    if (!question.isAnswered) throw new AppError('CONFLICT', 'The question is open.');
    const reopening = await this.questions.reserve();
    const seal = forRow(await this.dataKeys.sealer(), 'journal_reopenings', reopening);
    await this.questions.reopen(id, reopening, seal('reason', reason), new Date());
    return { id };
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
    if (!(await this.questions.archive(id, archivedAt))) throw notFound('Question');
    return { id };
  }

  private async seal(id: string, column: string, text: string): Promise<string> {
    return forRow(await this.dataKeys.sealer(), 'questions', id)(column, text);
  }

  private async locked(id: string): Promise<LockedQuestion> {
    const question = await this.questions.lock(id);
    if (!question) throw notFound('Question');
    return question;
  }
}

function answered(): AppError {
  return new AppError('CONFLICT', 'The question is answered; open it again first.');
}
