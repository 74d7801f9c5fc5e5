import { Injectable } from '@nestjs/common';
import { AllocationsService } from '../engagements/allocations.service.js';
import { SessionChanges } from './session.changes.js';
import { minutesOf, slotFrom, type Slot } from './session.times.js';
import { inactive, SessionsBooking } from './sessions.booking.js';
import { SessionsLocking } from './sessions.locking.js';
import { SessionsRepository, type LockedSession } from './sessions.repository.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class SessionsReschedule {
  constructor(
    private readonly locking: SessionsLocking,
    private readonly sessions: SessionsRepository,
    private readonly booking: SessionsBooking,
    private readonly allocations: AllocationsService,
    private readonly changes: SessionChanges,
  ) {}

  /**
   * Moves a session that has not begun; one of a series has its own time from then on.
   * @param version what the caller saw; absent to move it whatever changed since
   * @throws AppError NOT_FOUND, INVALID_INPUT, VERSION_CONFLICT, LIMIT_REACHED for one that is longer than what is left,
   * CONFLICT when the time is taken or, for a client, not offered, or it is too late
   */
  async reschedule(id: string, startsAt: string, minutes: number, version?: number | null): Reference {
    const now = Date.now();
    const slot = slotFrom(Date.parse(startsAt), minutes, now, 'startsAt');
    const session = await this.locking.lockFor('RESCHEDULE', id, now, version);
    await this.move(session, slot, now, 'startsAt');
    return { id };
  }

  /** Moves a locked session that may be moved. @throws AppError as `reschedule` */
  async move(session: LockedSession, slot: Slot, now: number, field: string): Promise<void> {
    if (session.engagementStatus !== 'ACTIVE') throw inactive();
    await this.booking.assertOffered(session, { ...slot, bufferMinutes: session.bufferMinutes }, now, field);
    await this.sessions.reschedule(session.id, slot);
    await this.holdAnew(session, slot);
    await this.changes.session(session.id);
  }

  /** An allocation of minutes holds as many as the session now has. */
  async holdAnew(session: LockedSession, slot: Slot): Promise<void> {
    const minutes = minutesOf(slot);
    if (minutes === minutesOf(session)) return;
    await this.allocations.holdAnew({ id: session.id, engagementId: session.engagementId, minutes });
  }
}
