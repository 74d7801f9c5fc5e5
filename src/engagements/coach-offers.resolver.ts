import { Args, ID, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { Client } from '../clients/clients.graphql.js';
import { Coach } from '../coaches/coaches.graphql.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Many, One, ReadMany, Sql } from '../graphql/read/declare.js';
import {
  CoachOffer,
  CoachRequest,
  MAX_MESSAGE,
  MAX_OFFERS,
  MAX_OPEN_REQUESTS,
} from './coach-offers.graphql.js';
import { CoachOffersService } from './coach-offers.service.js';
import { Engagement } from './engagements.graphql.js';

/** One that stands, of a coach who takes one more client. */
const stands = (offer: string) => `${offer}.ended_at is null and app.has_place(${offer}.coach_id)`;
const byId = [{ sql: (offer: string) => `${offer}.id`, type: 'uuid' as const }];

@Resolver()
export class CoachOffersResolver {
  constructor(private readonly service: CoachOffersService) {}

  @ReadMany(() => [CoachOffer], {
    description:
      'The coaches who are offered to you now, each with a place free; ask one with `askForCoach`, or another one of your own wish.',
    allow: ['CLIENT'],
    where: (offer) => `${offer}.client_id = (select app.member_id()) and ${stands(offer)}`,
    order: byId,
    limit: MAX_OFFERS,
  })
  myCoachOffers(): CoachOffer[] {
    return declared();
  }

  @Action(() => Client, {
    description: `Offers a client 1 to ${MAX_OFFERS} coaches to choose from, in place of those offered before. LIMIT_REACHED when one of them is full.`,
    allow: ['ADMIN'],
    args: { clientId: id('client'), coachIds: z.array(id('coach')).min(1).max(MAX_OFFERS) },
  })
  offerCoaches(
    @Args('clientId', { type: () => ID, description: 'Id of the client.' }) clientId: string,
    @Args('coachIds', { type: () => [ID], description: `Ids of the coaches, 1 to ${MAX_OFFERS}.` })
    coachIds: string[],
  ): Promise<{ id: string }> {
    return this.service.offer(clientId, coachIds);
  }

  @Action(() => Engagement, {
    description: `Asks a coach for an engagement, which you sign by it; the coach accepts with \`signEngagement\` or declines with \`endEngagement\`, and sees who you are meanwhile. LIMIT_REACHED when the coach is full, or ${MAX_OPEN_REQUESTS} have not answered you yet.`,
    allow: ['CLIENT'],
    args: { coachId: id('coach'), message: z.string().trim().min(1).max(MAX_MESSAGE) },
  })
  askForCoach(
    @Args('coachId', { type: () => ID, description: 'Id of the coach, offered or not.' }) coachId: string,
    @Args('message', {
      type: () => String,
      nullable: true,
      description: `What to tell the coach, and nobody else; at most ${MAX_MESSAGE} letters.`,
    })
    message?: string | null,
  ): Promise<{ id: string }> {
    return this.service.ask(coachId, message ?? null, new Date().toISOString().slice(0, 10));
  }
}

@Resolver(() => Client)
export class ClientCoachOffers {
  @Many(() => [CoachOffer], {
    description:
      'The coaches who are offered to the client now: for admins and the client; empty for others.',
    on: (client, offer) => `${offer}.client_id = ${client}.id and ${stands(offer)}`,
    order: byId,
    limit: MAX_OFFERS,
  })
  coachOffers(): CoachOffer[] {
    return declared();
  }
}

@Resolver(() => Coach)
export class CoachPlace {
  @Sql(() => Boolean, {
    description: 'Whether the coach takes one more client now.',
    sql: (coach) => `app.has_place(${coach}.id)`,
  })
  hasPlace(): boolean {
    return declared();
  }
}

@Resolver(() => Engagement)
export class EngagementRequest {
  @One(() => CoachRequest, {
    nullable: true,
    description:
      'That the client asked for it, and what they wrote: for the two sides. Null where an admin proposed it, and for others.',
    on: (engagement, request) => `${request}.id = ${engagement}.id`,
  })
  request(): CoachRequest {
    return declared();
  }
}
