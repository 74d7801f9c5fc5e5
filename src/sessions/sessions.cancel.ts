import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { AllocationsService } from '../engagements/allocations.service.js';
import { SessionChanges } from './session.changes.js';
import { isLate } from './session.states.js';
import { SessionsLocking } from './sessions.locking.js';
import { SeriesRepository } from './series.repository.js';
import { SessionsRepository, type LockedSession } from './sessions.repository.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class SessionsCancel {
  constructor(
    private readonly locking: SessionsLocking,
    private readonly sessions: SessionsRepository,
    private readonly series: SeriesRepository,
    private readonly allocations: AllocationsService,
    private readonly changes: SessionChanges,
  ) {}

  /** @throws AppError NOT_FOUND, CONFLICT */
  async cancel(id: string, reason: string | null): Reference {
    const now = Date.now();
    await this.settle(await this.locking.lockFor('CANCEL', id, now), reason, now);
    await this.changes.session(id);
    return { id };
  }

  /** Cancels a locked session: late by its client it uses up what was held, otherwise that is given back. */
  async settle(session: LockedSession, reason: string | null, now: number): Promise<void> {
    const late = session.side === 'CLIENT' && isLate(session, now);
    await this.sessions.cancel(session.id, new Date(now), late, reason);
    if (late) await this.allocations.consume(session.id);
    else await this.allocations.release(session.id);
  }

  /**
   * Cancels what an engagement that ends has booked ahead, whose own agreement judges nobody for it. What has begun and was
   * never marked gives back what is held as well: nobody will see it to mark it.
   * @throws AppError FORBIDDEN for a side without its role, who would end it over sessions that they do not see
   */
  async cancelAhead(engagementId: string, now: Date): Promise<void> {
    const engagement = await this.sessions.lockEngagement(engagementId);
    if (engagement && engagement.status !== 'PROPOSED' && !engagement.hasRole)
      throw new AppError('FORBIDDEN', 'You no longer have the role of your side in this engagement.');
    const cancelled = await this.sessions.cancelAhead(engagementId, now);
    const unmarked = await this.sessions.findUnmarked(engagementId, now);
    for (const { id } of [...cancelled, ...unmarked]) await this.allocations.release(id);
    for (const { id, seriesId } of cancelled) if (seriesId === null) await this.changes.session(id);
    const series = cancelled.flatMap(({ seriesId }) => seriesId ?? []);
    for (const id of new Set(series)) {
      await this.series.touch(id);
      await this.changes.series(id);
    }
  }
}
