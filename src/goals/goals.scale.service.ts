import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { isClosed } from './goal.states.js';
import { GoalsScaleRepository } from './goals.scale.repository.js';

type Reference = Promise<{ id: string }>;

/** Goal attainment scaling: what client and coach agree on. */
@Injectable()
export class GoalsScaleService {
  constructor(private readonly scales: GoalsScaleRepository) {}

  /**
   * Confirms the scale that was seen at `version`, as the client or as their coach; the second of the two locks it.
   * Confirming it again changes nothing.
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT for a goal without a whole scale or that is closed
   */
  async confirm(goalId: string, version: number): Reference {
    const scale = await this.scales.findScale(goalId);
    if (!scale) throw notFound('Goal');
    if (scale.measure !== 'GAS') throw new AppError('CONFLICT', 'This goal is not measured by a scale.');
    if (scale.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'The scale was changed meanwhile; look again.', 'version');
    }
    if (isClosed(scale.status)) throw new AppError('CONFLICT', 'The goal is closed.');
    if (!scale.isComplete) {
      throw new AppError(
        'CONFLICT',
        'A scale needs five levels, a level at the start, importance and difficulty.',
      );
    }
    await this.scales.confirmScale(goalId, version, new Date());
    return { id: goalId };
  }

  /**
   * Confirms a client's rating as their coach; confirming it again changes nothing.
   * @returns the progress update
   * @throws AppError NOT_FOUND, CONFLICT for one that is no rating or was corrected
   */
  async confirmRating(progressId: string): Reference {
    if (await this.scales.confirmRating(progressId, new Date())) return { id: progressId };
    const before = await this.scales.hasConfirmed(progressId);
    if (before === undefined) throw notFound('GoalProgress');
    if (before) return { id: progressId };
    throw new AppError('CONFLICT', 'Only a rating of a scaled goal that was not corrected can be confirmed.');
  }
}
