import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { AllocationsService } from '../engagements/allocations.service.js';
import { SessionChanges } from './session.changes.js';
import { isUsedUp, obstacleToCorrection, type MarkedStatus } from './session.states.js';
import { minutesOf } from './session.times.js';
import { assertCoach, SessionsLocking } from './sessions.locking.js';
import { SessionsRepository } from './sessions.repository.js';

type Reference = Promise<{ id: string }>;

/** What the coach says of a session that has begun, and of what it costs. */
@Injectable()
export class SessionsMarks {
  constructor(
    private readonly locking: SessionsLocking,
    private readonly sessions: SessionsRepository,
    private readonly allocations: AllocationsService,
    private readonly changes: SessionChanges,
  ) {}

  /**
   * Says how a session went, which uses up what was held for it.
   * @throws AppError NOT_FOUND, FORBIDDEN for its client, CONFLICT
   */
  async mark(id: string, status: 'HELD' | 'NO_SHOW'): Reference {
    await this.locking.lockFor('MARK', id, Date.now());
    await this.sessions.mark(id, status);
    await this.allocations.consume(id);
    await this.changes.mark(id);
    return { id };
  }

  /**
   * Gives back what a late cancellation or a no-show used up. Waiving it again changes nothing.
   * @throws AppError NOT_FOUND, FORBIDDEN for its client, CONFLICT for a session that is neither
   */
  async waive(id: string): Reference {
    const session = await this.locking.lock(id);
    assertCoach(session);
    if (!session.lateCancel && session.status !== 'NO_SHOW')
      throw new AppError('CONFLICT', 'There is nothing to waive: it was neither cancelled late nor missed.');
    if (session.waivedAt) return { id };
    await this.sessions.waive(id, new Date());
    await this.allocations.restore(id, 'Waived by the coach.');
    return { id };
  }

  /**
   * Puts another end to a session that is over, and the ledger with it.
   * @throws AppError NOT_FOUND, FORBIDDEN for its client, VERSION_CONFLICT, CONFLICT, LIMIT_REACHED when too little is left
   * of the allocation for one that counts now
   */
  async correct(id: string, version: number, to: MarkedStatus, why: string): Reference {
    const now = Date.now();
    const session = await this.locking.lock(id, version);
    assertCoach(session);
    const obstacle = obstacleToCorrection(session, to, now);
    if (obstacle) throw new AppError('CONFLICT', obstacle);
    await this.sessions.correct(id, to, why, new Date(now));
    const wasUsedUp = isUsedUp(session);
    if (wasUsedUp && to === 'CANCELLED') await this.allocations.restore(id, 'The session was corrected.');
    if (!wasUsedUp && to !== 'CANCELLED') {
      await this.allocations.hold({
        id,
        engagementId: session.engagementId,
        minutes: minutesOf(session),
      });
      await this.allocations.consume(id);
    }
    if (session.status === 'CANCELLED' || to === 'CANCELLED') await this.changes.session(id);
    await this.changes.mark(id);
    return { id };
  }
}
