import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { id } from '../graphql/ids.js';
import { Action, declared, One } from '../graphql/read/declare.js';
import { RATING_DAYS, SessionRating } from './ratings.graphql.js';
import { RatingsService } from './ratings.service.js';
import { Session } from './sessions.graphql.js';

@Resolver()
export class RatingsResolver {
  constructor(private readonly ratings: RatingsService) {}

  @Action(() => Session, {
    description: `Says as its client how a session was that was held; once more within ${RATING_DAYS} days changes it. The coach sees it, nobody else.`,
    allow: ['CLIENT'],
    args: { sessionId: id('session'), rating: z.number().min(1).max(5) },
  })
  rateSession(
    @Args('sessionId', { type: () => ID, description: 'Id of the session.' }) sessionId: string,
    @Args('rating', { type: () => Int, description: 'From 1, of no use, to 5, just what was needed.' })
    rating: number,
  ): Promise<{ id: string }> {
    return this.ratings.rate(sessionId, rating);
  }
}

/** How a session was. */
@Resolver(() => Session)
export class SessionRatings {
  @One(() => SessionRating, {
    nullable: true,
    description:
      'How its client found it; null until they say, while it does not count as held, and for who is no side of it.',
    on: (session, rating) => `${session}.status = 'HELD' and ${rating}.id = ${session}.id`,
  })
  rating(): SessionRating {
    return declared();
  }
}
