import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, Computed, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { REASON_MAX, text, TEXT_MAX } from './journal.texts.js';
import { bounceBackOf, type Bounce } from './setback.bounce-back.js';
import { nextDoneSql } from './setback.sql.js';
import {
  BounceBack,
  ChangeSetbackInput,
  LogSetbackInput,
  Setback,
  SetbackConnection,
} from './setbacks.graphql.js';
import { SetbacksService } from './setbacks.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('setback') };
const idArg = { type: () => ID, description: 'Id of the setback.' };

/** The latest setbacks that the bounce-back time is of: enough for years, few enough for one statement. */
const BOUNCES_MAX = 500;

@Resolver()
export class SetbacksResolver {
  constructor(private readonly setbacks: SetbacksService) {}

  @ReadOne(() => Setback, {
    description:
      'A setback by id, your own or one shared with you; null where there is none that you may see.',
    allow: ['CLIENT', 'COACH'],
    args,
    where: (setback, { arg }) => `${setback}.id = ${arg('id', 'uuid')}`,
  })
  setback(@Args('id', idArg) _id: string): Setback {
    return declared();
  }

  @ReadPage(() => SetbackConnection, {
    description: 'Your own setbacks, newest first.',
    allow: CLIENT,
    where: (setback) => `${setback}.client_id = (select app.member_id())`,
    filters: {
      open: (setback, { arg }) => `(${setback}.closed_at is null) = ${arg('open', 'boolean')}`,
      goalId: (setback, { arg }) => `${setback}.goal_id = ${arg('goalId', 'uuid')}`,
      archived: (setback, { arg }) => `(${setback}.archived_at is not null) = ${arg('archived', 'boolean')}`,
    },
    order: [{ sql: (setback) => `${setback}.id`, type: 'uuid', descending: true }],
    args: { goalId: id('goal') },
  })
  mySetbacks(
    @Args() _page: PageArgs,
    @Args('open', {
      type: () => Boolean,
      nullable: true,
      description: 'True for open ones only, false for closed ones only; both where left out.',
    })
    _open?: boolean,
    @Args('goalId', { type: () => ID, nullable: true, description: 'Only those on this goal.' })
    _goalId?: string,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'True for those that were put away, false for those in sight.',
    })
    _archived?: boolean,
  ): object {
    return declared();
  }

  @Action(() => Setback, {
    description:
      'Writes a setback of yours down. Nobody else sees it unless you share it; your if-then plans that wait for a setback ring.',
    allow: CLIENT,
  })
  logSetback(
    @Args('input', { type: () => LogSetbackInput, description: 'What happened.' }) input: LogSetbackInput,
  ): Reference {
    return this.setbacks.log(input);
  }

  @Action(() => Setback, { description: 'Changes an open setback of yours.', allow: CLIENT, args })
  changeSetback(
    @Args('id', idArg) setbackId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeSetbackInput, description: 'What to change.' })
    input: ChangeSetbackInput,
  ): Reference {
    return this.setbacks.change(setbackId, version, input);
  }

  @Action(() => Setback, {
    description:
      'Closes a setback of yours: with a lesson, given here or written before, or with the word that there is nothing to learn here. It takes the one or the other.',
    allow: CLIENT,
    args: { ...args, lesson: text(TEXT_MAX) },
  })
  closeSetback(
    @Args('id', idArg) setbackId: string,
    @Args('lesson', {
      type: () => String,
      nullable: true,
      description: `What you take from it, at most ${TEXT_MAX} letters; left out, the lesson that stands in it counts.`,
    })
    lesson?: string | null,
    @Args('nothingToLearn', {
      type: () => Boolean,
      defaultValue: false,
      description: 'True says that there is nothing to learn here.',
    })
    nothingToLearn?: boolean,
  ): Reference {
    return this.setbacks.close(setbackId, lesson ?? null, nothingToLearn ?? false);
  }

  @Action(() => Setback, {
    description: 'Opens a closed setback of yours again; that it was, and why, stays on record for you.',
    allow: CLIENT,
    args: { ...args, reason: text(REASON_MAX) },
  })
  reopenSetback(
    @Args('id', idArg) setbackId: string,
    @Args('reason', { type: () => String, description: `Why; at most ${REASON_MAX} letters.` })
    reason: string,
  ): Reference {
    return this.setbacks.reopen(setbackId, reason);
  }

  @Action(() => Setback, {
    description: 'Puts a setback of yours away; it stays whole. Doing so twice is no error.',
    allow: CLIENT,
    args,
  })
  archiveSetback(@Args('id', idArg) setbackId: string): Reference {
    return this.setbacks.archive(setbackId);
  }

  @Action(() => Setback, {
    description: 'Brings back a setback of yours that was put away. Doing so twice is no error.',
    allow: CLIENT,
    args,
  })
  unarchiveSetback(@Args('id', idArg) setbackId: string): Reference {
    return this.setbacks.unarchive(setbackId);
  }
}

@Resolver(() => Client)
export class ClientBounceBack {
  @Computed<{ bounces: Bounce[] | null }>(() => BounceBack, {
    nullable: true,
    description: `How long it takes from a setback to the next step, from the latest ${BOUNCES_MAX} setbacks on goals. The client’s own; null for anybody else.`,
    needs: (client) => ({
      bounces:
        `(select case when ${client}.id = (select app.member_id()) then array_to_json(array(` +
        `select row_to_json(b) from (select extract(epoch from s.happened_at) * 1000 as "happenedAt",` +
        ` extract(epoch from (${nextDoneSql('s')})) * 1000 as "doneAt" from setbacks s` +
        ` where s.org_id = ${client}.org_id and s.client_id = ${client}.id and s.goal_id is not null` +
        ` order by s.id desc limit ${BOUNCES_MAX}) b)) end)`,
    }),
    compute: ({ bounces }) => bounces && bounceBackOf(bounces),
  })
  bounceBack(): BounceBack | null {
    return declared();
  }
}
