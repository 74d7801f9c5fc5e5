import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { Engagement } from '../engagements/engagements.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { OrderBy } from '../graphql/read/declaration.js';
import { Action, declared, Page } from '../graphql/read/declare.js';
import { AgendaItem, AgendaItemConnection, itemIdsCheck } from './agenda-items.graphql.js';
import { AgendaItemsService } from './agenda-items.service.js';
import { AGENDA_LETTERS, AGENDA_MAX, agendaItemCheck, Session } from './sessions.graphql.js';

type Reference = Promise<{ id: string }>;
const BOTH = ['COACH', 'CLIENT'] as const;
const args = { id: id('agenda-item') };
const idArg = { type: () => ID, description: 'Id of the agenda item.' };
const sessionArg = { type: () => ID, description: 'Id of the session.' };
const textArg = {
  type: () => String,
  description: `What is to be talked about; at most ${AGENDA_LETTERS} letters.`,
};
const inOrder: OrderBy[] = [
  { sql: (item) => `${item}.position`, type: 'int' },
  { sql: (item) => `${item}.id`, type: 'uuid' },
];

@Resolver()
export class AgendaItemsResolver {
  constructor(private readonly items: AgendaItemsService) {}

  @Action(() => AgendaItem, {
    description: `Puts something on the agenda of a booked session, as either side, behind what is there. LIMIT_REACHED at ${AGENDA_MAX} items.`,
    allow: BOTH,
    args: { sessionId: id('session'), text: agendaItemCheck },
  })
  addAgendaItem(
    @Args('sessionId', sessionArg) sessionId: string,
    @Args('text', textArg) text: string,
  ): Reference {
    return this.items.add(sessionId, text);
  }

  @Action(() => AgendaItem, {
    description: 'Puts an item of yours in other words, until its session is over.',
    allow: BOTH,
    args: { ...args, text: agendaItemCheck },
  })
  changeAgendaItem(
    @Args('id', idArg) itemId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('text', textArg) text: string,
  ): Reference {
    return this.items.change(itemId, version, text);
  }

  @Action(() => AgendaItem, {
    description:
      'Says, as either side, that an item of a booked session has been talked about. What is not ticked once the session is marked or cancelled goes on to the next one. Doing so twice is no error.',
    allow: BOTH,
    args,
  })
  tickAgendaItem(@Args('id', idArg) itemId: string): Reference {
    return this.items.tick(itemId);
  }

  @Action(() => AgendaItem, {
    description: 'Opens an item again, until its session is over. Doing so twice is no error.',
    allow: BOTH,
    args,
  })
  untickAgendaItem(@Args('id', idArg) itemId: string): Reference {
    return this.items.untick(itemId);
  }

  @Action(() => Session, {
    description:
      'Puts the agenda of a booked session in order, as either side. CONFLICT where somebody added or removed an item meanwhile.',
    allow: BOTH,
    args: { sessionId: id('session'), itemIds: itemIdsCheck },
  })
  reorderAgenda(
    @Args('sessionId', sessionArg) sessionId: string,
    @Args('itemIds', {
      type: () => [ID],
      description: 'The ids of all its items, each once, in the order wanted.',
    })
    itemIds: string[],
  ): Reference {
    return this.items.reorder(sessionId, itemIds);
  }

  @Action(() => Boolean, {
    description: 'Takes an item of yours off the agenda for good, until its session is over. Always true.',
    allow: BOTH,
    args,
  })
  removeAgendaItem(@Args('id', idArg) itemId: string): Promise<true> {
    return this.items.remove(itemId);
  }
}

/** What is to be talked about in a session. */
@Resolver(() => Session)
export class SessionAgenda {
  @Page(() => AgendaItemConnection, {
    description: 'What is to be talked about, by both sides, in their order.',
    on: (session, item) => `${item}.session_id = ${session}.id`,
    order: inOrder,
  })
  agenda(@Args() _page: PageArgs): object {
    return declared();
  }
}

/** What an engagement has still to talk about. */
@Resolver(() => Engagement)
export class EngagementAgenda {
  @Page(() => AgendaItemConnection, {
    description:
      'What was not talked about and waits for the next session to be booked; empty for who is no side of the engagement.',
    on: (engagement, item) =>
      `${item}.engagement_id = ${engagement}.id and ${item}.session_id is null and ${item}.done_at is null`,
    order: inOrder,
  })
  waitingAgenda(@Args() _page: PageArgs): object {
    return declared();
  }
}
