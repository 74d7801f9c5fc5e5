import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page, ReadOne } from '../graphql/read/declare.js';
import type { GapKind, GapStatus } from './gap.kinds.js';
import { Gap, GapConnection, GapKindEnum, GapStatusEnum } from './gaps.graphql.js';
import { GapsService } from './gaps.service.js';
import { text, whole } from './situation.checks.js';
import { Situation } from './situation.graphql.js';
import { rankOf } from './situation.needs.js';

type Reference = Promise<{ id: string }>;
const args = { id: id('gap') };
const idArg = { type: () => ID, description: 'Id of the gap.' };
const CLIENT = ['CLIENT'] as const;

/** Gaps belong to their client: the coach reads what they may, only the client decides. */
@Resolver()
export class GapsResolver {
  constructor(private readonly gaps: GapsService) {}

  @ReadOne(() => Gap, {
    description: 'A gap by id; null where there is none that you may see.',
    allow: ['CLIENT', 'COACH'],
    args,
    where: (gap, { arg }) => `${gap}.id = ${arg('id', 'uuid')}`,
  })
  gap(@Args('id', idArg) _id: string): Gap {
    return declared();
  }

  @Action(() => Situation, {
    description:
      'Finds the gaps in your situation as it is now: new ones are added, those that are gone are closed, and what you decided about the others stays. Doing so again changes nothing.',
    allow: CLIENT,
  })
  findGaps(): Reference {
    return this.gaps.find();
  }

  @Action(() => Gap, {
    description: 'Says that something is being done about a gap of yours; again changes nothing.',
    allow: CLIENT,
    args,
  })
  addressGap(@Args('id', idArg) gapId: string): Reference {
    return this.gaps.address(gapId);
  }

  @Action(() => Gap, {
    description: 'Says that a gap of yours stays as it is, and why; again replaces the reason.',
    allow: CLIENT,
    args: { ...args, reason: text(500) },
  })
  acceptGap(
    @Args('id', idArg) gapId: string,
    @Args('reason', {
      type: () => String,
      description: 'Why; at most 500 letters, encrypted at rest. Who sees the gap reads it.',
    })
    reason: string,
  ): Reference {
    return this.gaps.accept(gapId, reason);
  }

  @Action(() => Gap, {
    description: 'Takes back what you decided about a gap of yours; it is open again.',
    allow: CLIENT,
    args,
  })
  reopenGap(@Args('id', idArg) gapId: string): Reference {
    return this.gaps.reopen(gapId);
  }

  @Action(() => Gap, {
    description: 'Says how important a gap is to you; finding gaps keeps it so.',
    allow: CLIENT,
    args: { ...args, importance: whole(1, 5) },
  })
  weighGap(
    @Args('id', idArg) gapId: string,
    @Args('importance', { type: () => Int, description: 'From 1 hardly to 5 above all.' }) importance: number,
  ): Reference {
    return this.gaps.weigh(gapId, importance);
  }
}

/** The gaps of a client. */
@Resolver(() => Situation)
export class SituationGaps {
  @Page(() => GapConnection, {
    description:
      'The gaps, the highest rank (magnitude × importance) first. A coach sees those whose every row they have consent to, and none from a private constraint.',
    counted: true,
    on: (situation, gap) => `${gap}.client_id = ${situation}.id`,
    filters: {
      kind: (gap, { arg }) => `${gap}.kind = ${arg('kind', 'text')}`,
      status: (gap, { arg }) => `${gap}.status = ${arg('status', 'text')}`,
      closed: (gap, { arg }) => `(${gap}.closed_at is not null) = ${arg('closed', 'boolean')}`,
    },
    order: [
      { sql: rankOf, type: 'numeric', descending: true },
      { sql: (gap) => `${gap}.id`, type: 'uuid', descending: true },
    ],
  })
  gaps(
    @Args() _page: PageArgs,
    @Args('kind', { type: () => GapKindEnum, nullable: true, description: 'Only gaps of this kind.' })
    _kind: GapKind | undefined,
    @Args('status', { type: () => GapStatusEnum, nullable: true, description: 'Only gaps that stand there.' })
    _status: GapStatus | undefined,
    @Args('closed', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Those that are gone instead of those that are there.',
    })
    _closed: boolean,
  ): object {
    return declared();
  }
}
