import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { EngagementsService } from '../engagements/engagements.service.js';
import type { ShareWithInput } from './journal-shares.graphql.js';
import { JournalSharesRepository, type Shareable, type Tie } from './journal-shares.repository.js';
import { JournalLive } from './journal.live.js';

type Reference = Promise<{ id: string }>;

/** What of a journal is shared with whom. The policies read the rows: each change holds from the next statement on. */
@Injectable()
export class JournalSharesService {
  constructor(
    private readonly shares: JournalSharesRepository,
    private readonly live: JournalLive,
    engagements: EngagementsService,
  ) {
    engagements.beforeEnd((engagementId) => live.tieEnds({ engagementId }));
  }

  /** @throws AppError NOT_FOUND */
  shareEntry(id: string, person: ShareWithInput, until: string): Reference {
    return this.share('journal_entries', 'JournalEntry', id, person, until);
  }

  /** @throws AppError NOT_FOUND */
  shareSetback(id: string, person: ShareWithInput, until: string): Reference {
    return this.share('setbacks', 'Setback', id, person, until);
  }

  /** Taking back twice changes nothing. @throws AppError NOT_FOUND */
  async takeBack(id: string): Reference {
    const shared = await this.shares.takeBack(id, new Date());
    if (!shared) throw notFound('JournalShare');
    await this.live.changed(shared.table, shared.id);
    return { id };
  }

  private async share(
    table: Shareable,
    type: string,
    id: string,
    person: ShareWithInput,
    until: string,
  ): Reference {
    const now = new Date();
    if (new Date(until) <= now) throw invalidInput('Sharing ends in the future.', 'until');
    const tie = tieOf(person);
    if (!(await this.shares.isOwn(table, id))) throw notFound(type);
    await this.lockStanding(tie, now);
    const shareId = await this.shares.share(table, id, tie, until, now);
    await this.live.changed(table, id);
    return { id: shareId };
  }

  /** Whom one does not work with now, or no longer, is nobody to share with. */
  private async lockStanding(tie: Tie, now: Date): Promise<void> {
    if ('pactId' in tie) {
      const holds = await this.shares.lockPact(tie.pactId, now);
      if (holds === undefined) throw notFound('BuddyPact', 'with.pactId');
      if (!holds) throw new AppError('CONFLICT', 'The pact does not hold now.', 'with.pactId');
      return;
    }
    const status = await this.shares.lockEngagement(tie.engagementId);
    if (!status) throw notFound('Engagement', 'with.engagementId');
    if (status !== 'ACTIVE' && status !== 'PAUSED') {
      throw new AppError('CONFLICT', 'You do not work together in this engagement now.', 'with.engagementId');
    }
  }
}

function tieOf({ engagementId, pactId }: ShareWithInput): Tie {
  if (engagementId && !pactId) return { engagementId };
  if (pactId && !engagementId) return { pactId };
  throw invalidInput('Name one person: the coach of an engagement or the buddy of a pact.', 'with');
}
