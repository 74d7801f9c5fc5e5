// Guarantees: whoever watches something of a journal is told when it changes and when it is no longer theirs to see, be
// it taken back, ended with its tie, or over by the clock. What they are told carries nothing; they read as themselves.
import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { Live } from '../graphql/live.js';
import { withDeadline } from './journal.deadline.js';
import { JournalSharesRepository, type Shareable, type Tie } from './journal-shares.repository.js';

const NAMES: Record<Shareable, string> = { journal_entries: 'JournalEntry', setbacks: 'Setback' };
const topicOf = (table: Shareable, id: string) => `${table}:${id}`;

/** When the end of a share cannot be asked for, the watcher looks again this much later, in ms. */
const LOOK_AGAIN_MS = 1_000;

@Injectable()
export class JournalLive {
  constructor(
    private readonly db: Db,
    private readonly live: Live,
    private readonly shares: JournalSharesRepository,
  ) {}

  /** Tells who watches an entry or a setback, once the current unit of work is committed. */
  async changed(table: Shareable, id: string): Promise<void> {
    await this.live.publish(topicOf(table, id));
  }

  /** As `changed`, for all that is shared by an engagement or a pact that ends. */
  async tieEnds(tie: Tie): Promise<void> {
    for (const { table, id } of await this.shares.findByTie(tie)) await this.changed(table, id);
  }

  /**
   * Yields the reference now, whenever it is told of, and when the last share by which the actor sees it is over.
   * @throws AppError NOT_FOUND
   */
  async watch(
    actor: MemberActor,
    table: Shareable,
    id: string,
  ): Promise<AsyncIterableIterator<{ id: string }>> {
    if (!(await this.db.run(actor, () => this.shares.isVisible(table, id)))) throw notFound(NAMES[table]);
    const references = await this.live.subscribe(actor.orgId, topicOf(table, id), { id });
    const endsAt = () =>
      this.db.run(actor, () => this.shares.endOf(table, id)).catch(() => Date.now() + LOOK_AGAIN_MS);
    return withDeadline(references, endsAt, { id });
  }
}
