import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { Live } from '../graphql/live.js';
import { Outbox } from '../jobs/outbox.js';
import { BUILD_REPORT, topicOf } from './report.work.js';
import { ReportsRepository } from './reports.repository.js';

/** Reports of one person that may be in the making at once: enough for a second try, too few to fill the queue. */
export const MAX_OPEN = 3;

@Injectable()
export class ReportsService {
  constructor(
    private readonly db: Db,
    private readonly reports: ReportsRepository,
    private readonly outbox: Outbox,
    private readonly live: Live,
  ) {}

  /** @throws AppError LIMIT_REACHED */
  async requestCaseload(): Promise<{ id: string }> {
    if ((await this.reports.lockAndCountOpen()) >= MAX_OPEN) {
      throw new AppError(
        'LIMIT_REACHED',
        `${MAX_OPEN} of your reports are still being built; wait until one is ready.`,
      );
    }
    const id = await this.reports.request('CASELOAD');
    await this.outbox.announce(BUILD_REPORT, id);
    return { id };
  }

  /**
   * Tells of a report now and whenever it changes.
   * @throws AppError NOT_FOUND
   */
  async changes(actor: MemberActor, id: string): Promise<AsyncIterableIterator<{ id: string }>> {
    if (!(await this.db.run(actor, () => this.reports.exists(id)))) throw notFound('Report');
    return this.live.subscribe(actor.orgId, topicOf(id), { id });
  }
}
