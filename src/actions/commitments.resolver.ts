import { Args, ID, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, Computed, declared, Page } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import { dayCheck } from './actions.input.graphql.js';
import type { WeekOffKind } from './commitment.entity.js';
import {
  CommitWeeklyInput,
  WeeklyCommitment,
  WeeklyCommitmentConnection,
  WeekOff,
  WeekOffConnection,
  WeekOffKindEnum,
} from './commitments.graphql.js';
import { CommitmentsService, WEEKS_AHEAD } from './commitments.service.js';
import { BehaviouralMirror } from './mirror.graphql.js';
import { Momentum } from './momentum.graphql.js';
import {
  mirrorFrom,
  mirrorNeeds,
  momentumFrom,
  momentumNeeds,
  type MirrorNeeds,
  type MomentumNeeds,
} from './momentum.sql.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;

@Resolver()
export class CommitmentsResolver {
  constructor(private readonly commitments: CommitmentsService) {}

  @Action(() => WeeklyCommitment, {
    description:
      'Says how many actions a week you mean to do from a week on. What was set before stays on record; saying the same again changes nothing.',
    allow: CLIENT,
  })
  commitWeekly(
    @Args('input', { type: () => CommitWeeklyInput, description: 'How many, and from when on.' })
    input: CommitWeeklyInput,
  ): Reference {
    return this.commitments.commit(input);
  }

  @Action(() => WeekOff, {
    description: `Takes a week out of the count: leave for any week that counts still or lies up to ${WEEKS_AHEAD} ahead, grace for one that has begun, twice a quarter (the quarter of its Thursday). Taking it again changes nothing.`,
    allow: CLIENT,
    args: { week: dayCheck },
  })
  takeWeekOff(
    @Args('week', { type: () => LocalDate, description: 'Any day of the week.' }) week: string,
    @Args('kind', { type: () => WeekOffKindEnum, description: 'Why it is not to count.' }) kind: WeekOffKind,
  ): Reference {
    return this.commitments.takeWeekOff(week, kind);
  }

  @Action(() => WeekOff, {
    description: 'Takes a week off of yours back: it counts again. Once more changes nothing.',
    allow: CLIENT,
    args: { id: id('week-off') },
  })
  giveWeekBack(
    @Args('id', { type: () => ID, description: 'Id of the week off.' }) weekId: string,
  ): Reference {
    return this.commitments.giveWeekBack(weekId);
  }
}

/** What a client means to do, and does. */
@Resolver(() => Client)
export class ClientCommitments {
  @Computed<MomentumNeeds>(() => Momentum, {
    nullable: true,
    description:
      'How steadily the client acts, with its twelve weeks; null for who may not see the client’s actions.',
    needs: momentumNeeds,
    compute: momentumFrom,
  })
  momentum(): Momentum | null {
    return declared();
  }

  @Computed<MirrorNeeds>(() => BehaviouralMirror, {
    nullable: true,
    description: 'What the client’s deeds look like; null for who may not see the client’s actions.',
    needs: mirrorNeeds,
    compute: mirrorFrom,
  })
  mirror(): BehaviouralMirror | null {
    return declared();
  }

  @Page(() => WeeklyCommitmentConnection, {
    description: 'What the client meant to do every week, the latest set first.',
    on: (client, commitment) => `${commitment}.client_id = ${client}.id`,
    order: [
      { sql: (commitment) => `${commitment}.position`, type: 'int', descending: true },
      { sql: (commitment) => `${commitment}.id`, type: 'uuid', descending: true },
    ],
  })
  weeklyCommitments(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => WeekOffConnection, {
    description: 'The weeks that do not count, the latest taken first.',
    on: (client, week) => `${week}.client_id = ${client}.id`,
    filters: {
      returned: (week, { arg }) => `(${week}.returned_at is not null) = ${arg('returned', 'boolean')}`,
    },
    order: [{ sql: (week) => `${week}.id`, type: 'uuid', descending: true }],
  })
  weeksOff(
    @Args() _page: PageArgs,
    @Args('returned', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Those that were taken back instead of those that stand.',
    })
    _returned: boolean,
  ): object {
    return declared();
  }
}
