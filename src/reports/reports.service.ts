import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { EngagementsService } from '../engagements/engagements.service.js';
import { Live } from '../graphql/live.js';
import { Outbox } from '../jobs/outbox.js';
import type { Days } from './coach-hours.compose.js';
import { BUILD_REPORT, topicOf } from './report.work.js';
import { ReportsRepository } from './reports.repository.js';

/** Reports of one person that may be in the making at once: enough for a second try, too few to fill the queue. */
export const MAX_OPEN = 3;

type Reference = Promise<{ id: string }>;

@Injectable()
export class ReportsService {
  constructor(
    private readonly db: Db,
    private readonly reports: ReportsRepository,
    private readonly outbox: Outbox,
    private readonly live: Live,
    engagements: EngagementsService,
  ) {
    engagements.afterEnd((engagementId) => this.announceClosing(engagementId));
  }

  /** @throws AppError LIMIT_REACHED */
  async requestCaseload(): Reference {
    await this.keepWithinLimit();
    return this.announced(await this.reports.requestCaseload());
  }

  /** @throws AppError INVALID_INPUT, LIMIT_REACHED */
  async requestCoachHours(days: Days): Reference {
    if (days.until < days.since) throw invalidInput('The last day lies before the first.', 'until');
    await this.keepWithinLimit();
    return this.announced(await this.reports.requestCoachHours(days));
  }

  /** @throws AppError LIMIT_REACHED, NOT_FOUND, CONFLICT unless it is over */
  async requestClosing(engagementId: string): Reference {
    await this.keepWithinLimit();
    const id = await this.reports.requestClosing(engagementId);
    if (id !== undefined) return this.announced(id);
    if (!(await this.reports.isClientOf(engagementId))) throw notFound('Engagement', 'engagementId');
    throw new AppError('CONFLICT', 'A closing report is there once an engagement that both signed is over.');
  }

  /**
   * Tells of a report now and whenever it changes.
   * @throws AppError NOT_FOUND
   */
  async changes(actor: MemberActor, id: string): Promise<AsyncIterableIterator<{ id: string }>> {
    if (!(await this.db.run(actor, () => this.reports.exists(id)))) throw notFound('Report');
    return this.live.subscribe(actor.orgId, topicOf(id), { id });
  }

  /** Nobody asked, so that no limit holds. */
  private async announceClosing(engagementId: string): Promise<void> {
    const id = await this.reports.requestClosingFor(engagementId);
    if (id !== undefined) await this.announced(id);
  }

  private async keepWithinLimit(): Promise<void> {
    if ((await this.reports.lockAndCountOpen()) < MAX_OPEN) return;
    throw new AppError(
      'LIMIT_REACHED',
      `${MAX_OPEN} of your reports are still being built; wait until one is ready.`,
    );
  }

  private async announced(id: string): Reference {
    await this.outbox.announce(BUILD_REPORT, id);
    return { id };
  }
}
