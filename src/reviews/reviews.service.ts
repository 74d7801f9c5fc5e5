import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import type { AnswerReviewInput } from './reviews.graphql.js';
import { ReviewsRepository, type SealedAnswer } from './reviews.repository.js';

@Injectable()
export class ReviewsService {
  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  /**
   * Answers the client's own review, once, and notes where their goals stand.
   * @throws AppError NOT_FOUND, INVALID_INPUT for an empty answer, CONFLICT once it is answered or missed
   */
  async answer(id: string, input: AnswerReviewInput, now: Date): Promise<{ id: string }> {
    const { wentWell, blockers, nextCommitment } = input;
    if (!wentWell && !blockers && !nextCommitment) {
      throw invalidInput('At least one of the questions needs an answer.', 'input');
    }
    if (!(await this.reviews.answer(id, now))) throw await this.refusal(id);
    const seal = await this.dataKeys.sealer();
    const sealed = (text: string | null | undefined, column: string) =>
      text ? seal(text, { table: 'review_answers', column, rowId: id }) : null;
    const answer: SealedAnswer = {
      wentWell: sealed(wentWell, 'went_well'),
      blockers: sealed(blockers, 'blockers'),
      nextCommitment: sealed(nextCommitment, 'next_commitment'),
    };
    await this.reviews.insertAnswer(id, answer);
    await this.reviews.noteGoals(id);
    return { id };
  }

  private async refusal(id: string): Promise<AppError> {
    switch (await this.reviews.findOwnStatus(id)) {
      case undefined:
        return notFound('Review');
      case 'MISSED':
        return new AppError('CONFLICT', 'This review is closed: the next one has come.');
      default:
        return new AppError('CONFLICT', 'This review is answered already.');
    }
  }
}
