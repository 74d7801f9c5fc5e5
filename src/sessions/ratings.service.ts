import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { RATING_DAYS } from './ratings.graphql.js';
import { RatingsRepository } from './ratings.repository.js';

const DAY = 86_400_000;

/** How a client found a session. */
@Injectable()
export class RatingsService {
  constructor(private readonly ratings: RatingsRepository) {}

  /**
   * Rates a session that was held, or changes the rating while that is still possible.
   * @returns the session
   * @throws AppError NOT_FOUND, FORBIDDEN for the coach, CONFLICT
   */
  async rate(sessionId: string, rating: number): Promise<{ id: string }> {
    const session = await this.ratings.keep(sessionId);
    if (!session) throw notFound('Session', 'sessionId');
    if (!session.isClient) throw new AppError('FORBIDDEN', 'A session is rated by its client.');
    if (session.status !== 'HELD') throw new AppError('CONFLICT', 'Only a session that was held is rated.');
    const now = Date.now();
    if (await this.ratings.rate(sessionId, rating, new Date(now), new Date(now - RATING_DAYS * DAY)))
      return { id: sessionId };
    throw new AppError('CONFLICT', `A rating can be changed for ${RATING_DAYS} days.`);
  }
}
