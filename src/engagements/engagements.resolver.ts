import { Args, ID, Resolver } from '@nestjs/graphql';
import { Client, ClientConnection } from '../clients/clients.graphql.js';
import { Coach } from '../coaches/coaches.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page, ReadOne, ReadPage } from '../graphql/read/declare.js';
import type { EngagementStatus } from './engagement.entity.js';
import {
  Engagement,
  EngagementConnection,
  EngagementEndingEnum,
  EngagementStatusEnum,
  ProposeEngagementInput,
} from './engagements.graphql.js';
import { EngagementsService } from './engagements.service.js';

const newestFirst = [{ sql: (row: string) => `${row}.id`, type: 'uuid' as const, descending: true }];
const byStatus = {
  status: (row: string, { arg }: { arg(name: string, type: string): string }) =>
    `${row}.status = ${arg('status', 'text')}`,
};
const statusArg = {
  type: () => EngagementStatusEnum,
  nullable: true,
  description: 'Only those that stand there.',
};
const idArg = { type: () => ID, description: 'Id of the engagement.' };
const args = { id: id('engagement') };
/** The day in UTC, `YYYY-MM-DD`. */
const today = () => new Date().toISOString().slice(0, 10);

@Resolver()
export class EngagementsResolver {
  constructor(private readonly service: EngagementsService) {}

  @ReadOne(() => Engagement, {
    description: 'An engagement by id; null where there is none that you may see.',
    allow: ['ADMIN', 'COACH', 'CLIENT'],
    args,
    where: (engagement, { arg }) => `${engagement}.id = ${arg('id', 'uuid')}`,
  })
  engagement(@Args('id', idArg) _id: string): Engagement {
    return declared();
  }

  @ReadPage(() => EngagementConnection, {
    description: 'The engagements that you are part of, or as an admin all of them; newest first.',
    allow: ['ADMIN', 'COACH', 'CLIENT'],
    // What was handed over is seen as well, and is no part of one's own.
    where: (engagement) =>
      `(select app.has_role('ADMIN')) or (select app.member_id()) in (${engagement}.coach_id, ${engagement}.client_id)`,
    filters: byStatus,
    order: newestFirst,
  })
  engagements(@Args() _page: PageArgs, @Args('status', statusArg) _status?: EngagementStatus): object {
    return declared();
  }

  @Action(() => Engagement, {
    description: 'Proposes that a coach and a client work together; it begins once both have signed.',
    allow: ['ADMIN'],
  })
  proposeEngagement(
    @Args('input', { type: () => ProposeEngagementInput, description: 'Who, and from when.' })
    input: ProposeEngagementInput,
  ): Promise<{ id: string }> {
    return this.service.propose(input);
  }

  @Action(() => Engagement, {
    description:
      'Signs an engagement and its agreement for your side; with the second signature it is active. Where it follows another one the coach signs first, and with the client’s signature the old one ends. Signing twice is no error.',
    allow: ['COACH', 'CLIENT'],
    args,
  })
  signEngagement(@Args('id', idArg) engagementId: string): Promise<{ id: string }> {
    return this.service.sign(engagementId, today());
  }

  @Action(() => Engagement, {
    description: 'Lets an active engagement rest.',
    allow: ['COACH', 'CLIENT'],
    args,
  })
  pauseEngagement(@Args('id', idArg) engagementId: string): Promise<{ id: string }> {
    return this.service.pause(engagementId);
  }

  @Action(() => Engagement, {
    description: 'Takes a resting engagement up again.',
    allow: ['COACH', 'CLIENT'],
    args,
  })
  resumeEngagement(@Args('id', idArg) engagementId: string): Promise<{ id: string }> {
    return this.service.resume(engagementId);
  }

  @Action(() => Engagement, {
    description:
      'Ends an engagement, or declines it: either side at any time, an admin while it is only proposed. Booked sessions are cancelled, what they held is given back, what waits for signatures is withdrawn, and the client is asked for an exit check-in; `closing` says what is left to do. From then on the coach no longer sees the client’s goals, sessions and reviews.',
    allow: ['ADMIN', 'COACH', 'CLIENT'],
    args,
  })
  endEngagement(
    @Args('id', idArg) engagementId: string,
    @Args('ending', { type: () => EngagementEndingEnum, description: 'How it ends.' })
    ending: 'COMPLETED' | 'ENDED_EARLY',
  ): Promise<{ id: string }> {
    return this.service.end(engagementId, ending, today());
  }
}

/** Whom a coach works with. */
@Resolver(() => Coach)
export class CoachEngagements {
  @Page(() => ClientConnection, {
    description:
      'The clients that the coach works with, as far as you may see them: both have signed and it is not over.',
    counted: true,
    on: (coach, client) =>
      `${client}.id in (select e.client_id from engagements e where e.org_id = ${coach}.org_id` +
      ` and e.coach_id = ${coach}.id and e.status in ('ACTIVE', 'PAUSED'))`,
    order: newestFirst,
  })
  clients(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => EngagementConnection, {
    description: 'The coach’s engagements that you may see, newest first.',
    on: (coach, engagement) => `${engagement}.coach_id = ${coach}.id`,
    filters: byStatus,
    order: newestFirst,
  })
  engagements(@Args() _page: PageArgs, @Args('status', statusArg) _status?: EngagementStatus): object {
    return declared();
  }
}

/** Who coaches a client. */
@Resolver(() => Client)
export class ClientEngagements {
  @Page(() => EngagementConnection, {
    description: 'The client’s engagements that you may see, newest first.',
    on: (client, engagement) => `${engagement}.client_id = ${client}.id`,
    filters: byStatus,
    order: newestFirst,
  })
  engagements(@Args() _page: PageArgs, @Args('status', statusArg) _status?: EngagementStatus): object {
    return declared();
  }
}
