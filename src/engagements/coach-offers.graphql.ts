import { Coach } from '../coaches/coaches.graphql.js';
import { Client } from '../clients/clients.graphql.js';
import { Id, One, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';

/** Among more nobody chooses. */
export const MAX_OFFERS = 5;
/** Each takes a place of a coach until it is answered. */
export const MAX_OPEN_REQUESTS = 3;
export const MAX_MESSAGE = 1000;

@Reads('coach_offers', {
  idKind: 'coach-offer',
  description: 'A coach whom an admin offers to a client. The coach does not learn of it.',
})
export class CoachOffer {
  @Id('coach-offer')
  id: string;

  @One(() => Coach, {
    description: 'Who is offered.',
    on: (offer, coach) => `${coach}.id = ${offer}.coach_id`,
  })
  coach: Coach;

  @One(() => Client, {
    description: 'To whom.',
    on: (offer, client) => `${client}.id = ${offer}.client_id`,
  })
  client: Client;

  @Stored(() => Instant, { description: 'When it was offered.' })
  offeredAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When it was taken up or replaced by a later choice; null while it stands.',
  })
  endedAt: string | null;
}

@Reads('coach_requests', { description: 'That a client asked a coach for an engagement.' })
export class CoachRequest {
  @Sealed({
    nullable: true,
    description: 'What the client wrote to the coach; null where nothing. Encrypted at rest.',
  })
  message: string | null;

  @Stored(() => Instant, { description: 'When the client asked.' })
  askedAt: string;
}
