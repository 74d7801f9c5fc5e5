import { Args, Context, ID, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../db/actor.js';
import { PageArgs } from '../graphql/connections.js';
import type { OperationContext } from '../graphql/context.js';
import { id } from '../graphql/ids.js';
import type { Row } from '../graphql/read/declaration.js';
import { Action, declared, Live, Many, ReadPage } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { JournalEntry } from './journal-entries.graphql.js';
import { JournalShare, JournalShareConnection, ShareWithInput } from './journal-shares.graphql.js';
import { JournalSharesService } from './journal-shares.service.js';
import { JournalLive } from './journal.live.js';
import { Setback } from './setbacks.graphql.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const newestFirst = [{ sql: (share: Row) => `${share}.id`, type: 'uuid' as const, descending: true }];
const withArg = { type: () => ShareWithInput, description: 'Who may read it.' };
const untilArg = { type: () => Instant, description: 'The first instant at which they may no longer.' };
const SHARES_MAX = 50;
const SHARES = `Whom it is or was shared with, latest first, at most ${SHARES_MAX}: the client sees all of them, another person their own while it stands.`;

@Resolver()
export class JournalSharesResolver {
  constructor(
    private readonly shares: JournalSharesService,
    private readonly live: JournalLive,
  ) {}

  @ReadPage(() => JournalShareConnection, {
    description: 'What clients of yours or your buddies share with you now, latest first.',
    allow: ['CLIENT', 'COACH'],
    where: (share) => `${share}.person_id = (select app.member_id())`,
    order: newestFirst,
  })
  sharedWithMe(@Args() _page: PageArgs): object {
    return declared();
  }

  @ReadPage(() => JournalShareConnection, {
    description: 'What you share or shared of your journal and your setbacks, latest first.',
    allow: CLIENT,
    where: (share) => `${share}.client_id = (select app.member_id())`,
    order: newestFirst,
  })
  myJournalShares(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => JournalShare, {
    description:
      'Lets a person whom you work with now read an entry of your journal. Sharing what they may read already changes until when. It holds from the next request on.',
    allow: CLIENT,
    args: { id: id('journal-entry') },
  })
  shareJournalEntry(
    @Args('id', { type: () => ID, description: 'Id of the journal entry.' }) entryId: string,
    @Args('with', withArg) person: ShareWithInput,
    @Args('until', untilArg) until: string,
  ): Reference {
    return this.shares.shareEntry(entryId, person, until);
  }

  @Action(() => JournalShare, {
    description:
      'Lets a person whom you work with now read a setback of yours. Sharing what they may read already changes until when. It holds from the next request on.',
    allow: CLIENT,
    args: { id: id('setback') },
  })
  shareSetback(
    @Args('id', { type: () => ID, description: 'Id of the setback.' }) setbackId: string,
    @Args('with', withArg) person: ShareWithInput,
    @Args('until', untilArg) until: string,
  ): Reference {
    return this.shares.shareSetback(setbackId, person, until);
  }

  @Action(() => JournalShare, {
    description:
      'Takes back what you shared; it holds from the next request on, and open subscriptions are told. Taking it back twice is no error.',
    allow: CLIENT,
    args: { id: id('journal-share') },
  })
  takeBackShare(@Args('id', { type: () => ID, description: 'Id of the share.' }) shareId: string): Reference {
    return this.shares.takeBack(shareId);
  }

  @Live(() => Setback, {
    description:
      'A setback, your own or one shared with you: now, and whenever it is changed, shared or taken back. Once you may no longer see it, the answer is NOT_FOUND and holds nothing of it.',
    allow: ['CLIENT', 'COACH'],
    args: { id: id('setback') },
  })
  setbackChanged(
    @Args('id', { type: () => ID, description: 'Id of the setback.' }) setbackId: string,
    @Context() { actor }: OperationContext,
  ): Promise<AsyncIterableIterator<{ id: string }>> {
    return this.live.watch(actor as MemberActor, 'setbacks', setbackId);
  }
}

@Resolver(() => JournalEntry)
export class EntryShares {
  @Many(() => [JournalShare], {
    description: SHARES,
    on: (entry, share) => `${share}.client_id = ${entry}.client_id and ${share}.entry_id = ${entry}.id`,
    order: newestFirst,
    limit: SHARES_MAX,
  })
  shares(): JournalShare[] {
    return declared();
  }
}

@Resolver(() => Setback)
export class SetbackShares {
  @Many(() => [JournalShare], {
    description: SHARES,
    on: (setback, share) =>
      `${share}.client_id = ${setback}.client_id and ${share}.setback_id = ${setback}.id`,
    order: newestFirst,
    limit: SHARES_MAX,
  })
  shares(): JournalShare[] {
    return declared();
  }
}
