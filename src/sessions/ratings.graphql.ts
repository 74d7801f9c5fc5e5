import { Int } from '@nestjs/graphql';
import { Id, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { SessionRatingEntity } from './session-rating.entity.js';

/** For how long a client can think better of a rating. */
export const RATING_DAYS = 7;

@Reads('session_ratings', {
  idKind: 'session-rating',
  description: 'How a client found a session. For the client and the coach of the session, nobody else.',
})
export class SessionRating implements Pick<SessionRatingEntity, 'rating' | 'version'> {
  @Id('session-rating')
  id: string;

  @Stored(() => Int, { description: 'From 1, of no use, to 5, just what was needed.' })
  rating: number;

  @Stored(() => Instant, { description: 'When it was first given.' })
  ratedAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was last changed; null when it never was.' })
  changedAt: string | null;

  @Sql(() => Instant, {
    description: `Until when the client can change it: ${RATING_DAYS} days after it was first given.`,
    sql: (rating) => `${rating}.rated_at + interval '${RATING_DAYS} days'`,
  })
  changeableUntil: string;

  @Stored(() => Int, { description: 'Grows with every change.' })
  version: number;
}
