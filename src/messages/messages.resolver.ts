import { Args, Context, ID, Int, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../db/actor.js';
import { Engagement } from '../engagements/engagements.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import type { OperationContext } from '../graphql/context.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Live, Page, ReadPage, Sql } from '../graphql/read/declare.js';
import { ALL_UNREAD, unreadOf } from './message.sql.js';
import { Message, MessageConnection, SendMessageInput, WITHDRAW_HOURS } from './messages.graphql.js';
import { MessagesLive } from './messages.live.js';
import { MessagesService } from './messages.service.js';

type Reference = Promise<{ id: string }>;
const SIDES = ['COACH', 'CLIENT'] as const;
const engagementArg = { type: () => ID, description: 'Id of the engagement.' };

@Resolver()
export class MessagesResolver {
  constructor(
    private readonly service: MessagesService,
    private readonly live: MessagesLive,
  ) {}

  @ReadPage(() => MessageConnection, {
    description:
      'What was written to you in all your engagements and you have not read, the oldest first; `totalCount` is how many these are.',
    allow: SIDES,
    counted: true,
    where: (message) => `${message}.id = any (${ALL_UNREAD}::uuid[])`,
    order: [{ sql: (message) => `${message}.id`, type: 'uuid' }],
  })
  myUnreadMessages(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => Message, {
    description:
      'Writes to the other side of an engagement of yours that is open. Sending again with the same key answers with the same message; IDEMPOTENCY_MISMATCH where it says something else.',
    allow: SIDES,
    args: { engagementId: id('engagement') },
  })
  sendMessage(
    @Args('engagementId', engagementArg) engagementId: string,
    @Args('input', { type: () => SendMessageInput, description: 'What to send.' }) input: SendMessageInput,
  ): Reference {
    return this.service.send(engagementId, input);
  }

  @Action(() => Message, {
    description: `Takes back what you wrote in the last ${WITHDRAW_HOURS} hours, while the engagement is open: words and files are gone, that there was a message stays. Withdrawing twice is no error.`,
    allow: SIDES,
    args: { id: id('message') },
  })
  withdrawMessage(
    @Args('id', { type: () => ID, description: 'Id of the message.' }) messageId: string,
  ): Reference {
    return this.service.withdraw(messageId);
  }

  @Action(() => Engagement, {
    description:
      'Says that you have read an engagement’s messages as far as this one; the other side sees it. Who has read further stays there. Answers with the engagement.',
    allow: SIDES,
    args: { id: id('message') },
  })
  markMessagesRead(
    @Args('id', { type: () => ID, description: 'Id of the last message that you have seen.' })
    messageId: string,
  ): Reference {
    return this.service.markRead(messageId);
  }

  @Live(() => Message, {
    description:
      'Each message of an engagement of yours as it is sent, by either side, and again when it is withdrawn; complete once the engagement is over. After a lost connection pass the last message that you have: what came meanwhile comes first.',
    allow: SIDES,
    args: { engagementId: id('engagement'), last: id('message') },
  })
  messageReceived(
    @Args('engagementId', engagementArg) engagementId: string,
    @Context() { actor }: OperationContext,
    @Args('last', {
      type: () => ID,
      nullable: true,
      description: 'Id of the last message that you have; without it, only what is sent from now on is told.',
    })
    last?: string | null,
  ): Promise<AsyncIterableIterator<{ id: string }>> {
    return this.live.watch(actor as MemberActor, engagementId, last ?? null);
  }
}

/** What the two sides wrote to each other. */
@Resolver(() => Engagement)
export class EngagementMessages {
  @Page(() => MessageConnection, {
    description:
      'What its two sides wrote to each other, newest first. Empty for anybody else, and for the coach once it is over.',
    counted: true,
    on: (engagement, message) => `${message}.engagement_id = ${engagement}.id`,
    order: [{ sql: (message) => `${message}.id`, type: 'uuid', descending: true }],
  })
  messages(@Args() _page: PageArgs): object {
    return declared();
  }

  @Sql(() => Int, {
    description: 'How many messages the other side wrote that you have not read; 0 for anybody else.',
    sql: (engagement) => `(select count(*)::int ${unreadOf(engagement)})`,
  })
  unreadMessages(): number {
    return declared();
  }
}
