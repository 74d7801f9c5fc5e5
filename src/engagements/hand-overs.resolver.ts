import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, ReadPage } from '../graphql/read/declare.js';
import { Engagement } from './engagements.graphql.js';
import type { HandOverSubject } from './hand-over.entity.js';
import {
  HandOver,
  HandOverRequest,
  HandOverRequestConnection,
  HandOverSubjectEnum,
} from './hand-overs.graphql.js';
import { HandOversService } from './hand-overs.service.js';

const args = { engagementId: id('engagement') };

@Resolver()
export class HandOversResolver {
  constructor(private readonly service: HandOversService) {}

  @ReadPage(() => HandOverRequestConnection, {
    description:
      'The requests for another coach that stand: as an admin all of them, as a client your own; oldest first.',
    allow: ['ADMIN', 'CLIENT'],
    where: (request) => `${request}.ended_at is null`,
    order: [{ sql: (request) => `${request}.id`, type: 'uuid' }],
  })
  handOverRequests(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => HandOverRequest, {
    description:
      'Says as the client that you want to go on with another coach. Admins learn that you do, your coach does not; nobody is asked why. Twice is no error.',
    allow: ['CLIENT'],
    args,
  })
  requestHandOver(
    @Args('engagementId', { type: () => ID, description: 'Id of the engagement.' }) engagementId: string,
  ): Promise<{ id: string }> {
    return this.service.request(engagementId);
  }

  @Action(() => HandOverRequest, {
    description: 'Takes a request for another coach back. Twice is no error.',
    allow: ['CLIENT'],
    args: { id: id('hand-over-request') },
  })
  withdrawHandOverRequest(
    @Args('id', { type: () => ID, description: 'Id of the request.' }) requestId: string,
  ): Promise<{ id: string }> {
    return this.service.takeBack(requestId);
  }

  @Action(() => HandOver, {
    description:
      'Proposes as an admin, or as its client, that an engagement goes on with another coach, on what is usually agreed. The new coach signs first, then the client: with that signature the old engagement ends, its booked sessions are cancelled, and what is left of its allocation goes along. Nothing of the old engagement reaches the new coach until the client picks it.',
    allow: ['ADMIN', 'CLIENT'],
    args: { ...args, coachId: id('coach') },
  })
  handOver(
    @Args('engagementId', {
      type: () => ID,
      description: 'Id of the engagement that is to be handed over; it may be over already.',
    })
    engagementId: string,
    @Args('coachId', { type: () => ID, description: 'Id of the new coach.' }) coachId: string,
  ): Promise<{ id: string }> {
    return this.service.propose(engagementId, coachId, new Date().toISOString().slice(0, 10));
  }

  @Action(() => HandOver, {
    description:
      'Says as the client what of the old engagement the new coach may see: all that is named, and nothing else from the next request on. It can be changed at any time, holds once both have signed, and ends with the new engagement.',
    allow: ['CLIENT'],
    args,
  })
  pickForHandOver(
    @Args('engagementId', { type: () => ID, description: 'Id of the new engagement.' }) engagementId: string,
    @Args('subjects', {
      type: () => [HandOverSubjectEnum],
      description: 'What may be seen; an empty list for nothing.',
    })
    subjects: HandOverSubject[],
  ): Promise<{ id: string }> {
    return this.service.pick(engagementId, subjects);
  }
}

@Resolver(() => Engagement)
export class EngagementHandOver {
  @One(() => HandOver, {
    nullable: true,
    description:
      'Where the engagement comes from, for its client and admins; null where it follows no other, and for its coach.',
    on: (engagement, handOver) => `${handOver}.id = ${engagement}.id`,
  })
  handOver(): HandOver {
    return declared();
  }

  @One(() => HandOverRequest, {
    nullable: true,
    description:
      'That its client wants another coach: for the client and admins. Null where they do not, and for the coach.',
    on: (engagement, request) =>
      `${request}.engagement_id = ${engagement}.id and ${request}.ended_at is null`,
  })
  handOverRequest(): HandOverRequest {
    return declared();
  }
}
