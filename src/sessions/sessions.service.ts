import { Injectable } from '@nestjs/common';
import { EngagementsService } from '../engagements/engagements.service.js';
import { SessionChanges } from './session.changes.js';
import { whereaboutsOf } from './sessions.booking.js';
import { SessionsCancel } from './sessions.cancel.js';
import type { SessionPlaceInput } from './sessions.graphql.js';
import { SessionsLocking } from './sessions.locking.js';
import { SessionsRepository } from './sessions.repository.js';

type Reference = Promise<{ id: string }>;

/** What both sides say of a booked session; and the door for modules that stand behind this one. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly locking: SessionsLocking,
    private readonly changes: SessionChanges,
    cancel: SessionsCancel,
    engagements: EngagementsService,
  ) {
    // Left booked, they would keep the time of a coach who can no longer see them.
    engagements.beforeEnd((engagementId) => cancel.cancelAhead(engagementId, new Date()));
  }

  /**
   * Calls, in the same unit of work, once calendars have to show something else of one session: it was booked, moved,
   * cancelled or brought back, or is held elsewhere. Its `sequence` has grown by then.
   */
  onChange(hearer: (sessionId: string) => Promise<void>): void {
    this.changes.onChange(hearer);
  }

  /**
   * As `onChange`, once for a whole series: it was booked, moved, cut short by another that follows it, or cancelled.
   * What happens to one of its sessions alone is told to `onChange`.
   */
  onSeriesChange(hearer: (seriesId: string) => Promise<void>): void {
    this.changes.onSeriesChange(hearer);
  }

  /** @throws AppError NOT_FOUND, INVALID_INPUT, VERSION_CONFLICT, CONFLICT */
  async changePlace(id: string, version: number, input: SessionPlaceInput): Reference {
    const whereabouts = whereaboutsOf(input, 'input.place');
    await this.locking.lockFor('CHANGE_PLACE', id, Date.now(), version);
    await this.sessions.changePlace(id, whereabouts);
    await this.changes.session(id);
    return { id };
  }
}
