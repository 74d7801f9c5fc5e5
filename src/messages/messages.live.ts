// Guarantees: whoever watches an engagement is told of each message, in order, however many come at once, and again when
// it is withdrawn. What they are told carries nothing; they read as themselves.
import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { EngagementsService } from '../engagements/engagements.service.js';
import { Live } from '../graphql/live.js';
import { LOOK, MessagesLiveRepository, type Told } from './messages.live.repository.js';

const NOTHING = '00000000-0000-0000-0000-000000000000';
/** Clocks of two processes differ by less, in ms. */
const SKEW_MS = 60_000;
const topicOf = (engagementId: string) => `messages:${engagementId}`;

type Reference = { id: string };

@Injectable()
export class MessagesLive {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly messages: MessagesLiveRepository,
    engagements: EngagementsService,
  ) {
    engagements.afterEnd((engagementId) => this.told(engagementId));
  }

  /** Tells who watches the engagement, once the current unit of work is committed. */
  async told(engagementId: string): Promise<void> {
    await this.live.publish(topicOf(engagementId));
  }

  /**
   * Yields each message of an engagement of the actor's, until it is over.
   * @param known the last message that they know; null: only those that are sent from now on
   * @throws AppError NOT_FOUND
   */
  async watch(
    actor: MemberActor,
    engagementId: string,
    known: string | null,
  ): Promise<AsyncIterableIterator<Reference>> {
    const last = await this.db.run(actor, () => this.messages.lastOf(engagementId, known));
    if (!last) throw notFound('Engagement', 'engagementId');
    if (known !== null && !last.isNamed) throw notFound('Message', 'last');
    const told = {
      messageId: known ?? last.messageId ?? NOTHING,
      since: Date.now() - SKEW_MS,
      withdrawn: [],
    };
    const events = await this.live.subscribe(actor.orgId, topicOf(engagementId), null);
    return messagesBehind(events, told, () =>
      this.db.run(actor, () => this.messages.since(engagementId, told)),
    );
  }
}

/** Not a generator: one that waits for an event could not be ended before it came. */
function messagesBehind(
  events: AsyncIterableIterator<null>,
  told: Told,
  look: () => ReturnType<MessagesLiveRepository['since']>,
): AsyncIterableIterator<Reference> {
  const waiting: string[] = [];
  let more = false;
  let open = true;
  const lookAgain = async (): Promise<void> => {
    const found = await look();
    for (const { id, withdrawn } of found.messages) {
      waiting.push(id);
      if (id > told.messageId) told.messageId = id;
      if (withdrawn) told.withdrawn.push(id);
    }
    more = found.messages.length === LOOK;
    open = found.open;
  };
  const references: AsyncIterableIterator<Reference> = {
    next: async () => {
      for (;;) {
        const id = waiting.shift();
        if (id) return { done: false, value: { id } };
        if (!open && !more) await events.return!();
        if (!more && (await events.next()).done) return { done: true, value: undefined };
        // Whoever may not look may not read either: reading what they know already says why.
        await lookAgain().catch(() => {
          more = false;
          waiting.push(told.messageId);
        });
      }
    },
    return: async () => {
      await events.return!();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => references,
  };
  return references;
}
