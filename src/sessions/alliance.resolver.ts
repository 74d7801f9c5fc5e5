import { Args, ID, Resolver } from '@nestjs/graphql';
import { Engagement } from '../engagements/engagements.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, Page, ReadMany } from '../graphql/read/declare.js';
import { AlliancePulse, AlliancePulseConnection, AlliancePulseInput } from './alliance.graphql.js';
import { AllianceService } from './alliance.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('alliance-pulse') };
const idArg = { type: () => ID, description: 'Id of the alliance pulse.' };
/** More coaches at once than anybody has. */
const DUE_LIMIT = 20;

@Resolver()
export class AllianceResolver {
  constructor(private readonly alliance: AllianceService) {}

  @ReadMany(() => [AlliancePulse], {
    description: `The alliance pulses that wait for your answer, one of an engagement at most, the longest due first; at most ${DUE_LIMIT}.`,
    allow: CLIENT,
    where: (pulse) => `${pulse}.client_id = (select app.member_id()) and ${pulse}.status = 'DUE'`,
    order: [{ sql: (pulse) => `${pulse}.id`, type: 'uuid' }],
    limit: DUE_LIMIT,
  })
  myDueAlliancePulses(): AlliancePulse[] {
    return declared();
  }

  @Action(() => AlliancePulse, {
    description: 'Answers an alliance pulse that is due. Your coach sees the answers, nobody else.',
    allow: CLIENT,
    args,
  })
  answerAlliancePulse(
    @Args('id', idArg) pulseId: string,
    @Args('input', { type: () => AlliancePulseInput, description: 'The three answers.' })
    input: AlliancePulseInput,
  ): Reference {
    return this.alliance.answer(pulseId, input);
  }

  @Action(() => AlliancePulse, {
    description: 'Lets an alliance pulse that is due be; the next one is asked for in its time.',
    allow: CLIENT,
    args,
  })
  skipAlliancePulse(@Args('id', idArg) pulseId: string): Reference {
    return this.alliance.skip(pulseId);
  }
}

/** How two work together. */
@Resolver(() => Engagement)
export class EngagementAlliance {
  @Page(() => AlliancePulseConnection, {
    description: 'How the client finds the work, the latest first; empty for who is no side of it.',
    on: (engagement, pulse) => `${pulse}.engagement_id = ${engagement}.id`,
    order: [{ sql: (pulse) => `${pulse}.id`, type: 'uuid', descending: true }],
  })
  alliancePulses(@Args() _page: PageArgs): object {
    return declared();
  }

  @One(() => AlliancePulse, {
    nullable: true,
    description:
      'The last pulse that was answered, whose `ruptureRisk` holds until the next; null before the first, and for who is no side of it.',
    on: (engagement, pulse) => `${pulse}.engagement_id = ${engagement}.id and ${pulse}.status = 'ANSWERED'`,
    order: [
      { sql: (pulse) => `${pulse}.held_count`, type: 'int', descending: true },
      { sql: (pulse) => `${pulse}.id`, type: 'uuid', descending: true },
    ],
  })
  lastAlliancePulse(): AlliancePulse {
    return declared();
  }
}
