import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { Live } from '../graphql/live.js';
import { Outbox } from '../jobs/outbox.js';
import { BUILD_REPORT, topicOf } from './report.work.js';
import { ReportsRepository } from './reports.repository.js';

/** Reports of one person that may be in the making at once: enough for a second try, too few to fill the queue. */
export const MAX_OPEN = 3;

@Injectable()
export class ReportsService {
  constructor(
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

  /** Tells of a report now and whenever it changes. */
  changes(orgId: string, id: string): Promise<AsyncIterableIterator<{ id: string }>> {
    return this.live.subscribe(orgId, topicOf(id), { id });
  }
}
