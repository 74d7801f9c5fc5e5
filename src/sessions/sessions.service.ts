import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { EngagementsService } from '../engagements/engagements.service.js';
import { isLateCancel, obstacleTo, type SessionStep } from './session.states.js';
import { slotFrom } from './session.times.js';
import type { BookSessionInput } from './sessions.graphql.js';
import { SessionsRepository, type LockedSession } from './sessions.repository.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class SessionsService {
  constructor(
    private readonly sessions: SessionsRepository,
    engagements: EngagementsService,
  ) {
    // Left booked, they would keep the time of a coach who can no longer see them.
    engagements.beforeEnd((engagementId) => this.sessions.cancelAhead(engagementId, new Date()));
  }

  /**
   * Books a session in an engagement of the actor's.
   * @throws AppError NOT_FOUND, INVALID_INPUT, CONFLICT when the engagement is not active or the time is taken
   */
  async book(engagementId: string, input: BookSessionInput): Reference {
    const slot = slotFrom(input.startsAt, input.minutes, Date.now(), 'input.startsAt');
    if (Boolean(input.place) === Boolean(input.videoUrl))
      throw invalidInput('Give either a place or a video link.', 'input.place');
    const id = await this.sessions.book(engagementId, slot, input);
    if (id !== undefined) return { id };
    if (!(await this.sessions.isPartOf(engagementId))) throw notFound('Engagement', 'engagementId');
    throw inactive();
  }

  /**
   * Moves a session that has not begun.
   * @param version what the caller saw; absent to move it whatever changed since
   * @throws AppError NOT_FOUND, INVALID_INPUT, VERSION_CONFLICT, CONFLICT
   */
  async reschedule(id: string, startsAt: string, minutes: number, version?: number | null): Reference {
    const now = Date.now();
    const slot = slotFrom(startsAt, minutes, now, 'startsAt');
    const session = await this.lockFor('RESCHEDULE', id, now, version);
    if (session.engagementStatus !== 'ACTIVE') throw inactive();
    await this.sessions.reschedule(id, slot);
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT */
  async cancel(id: string, reason: string | null): Reference {
    const now = Date.now();
    const { startsAt } = await this.lockFor('CANCEL', id, now);
    await this.sessions.cancel(id, new Date(now), isLateCancel(startsAt, now), reason);
    return { id };
  }

  /**
   * Says how a session went.
   * @throws AppError NOT_FOUND, FORBIDDEN for its client, CONFLICT
   */
  async mark(id: string, status: 'HELD' | 'NO_SHOW'): Reference {
    await this.lockFor('MARK', id, Date.now());
    await this.sessions.mark(id, status);
    return { id };
  }

  /**
   * Replaces what both sides wrote, hence the version.
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT
   */
  async changeAgenda(id: string, version: number, agenda: string): Reference {
    await this.lockFor('CHANGE_AGENDA', id, Date.now(), version);
    await this.sessions.changeAgenda(id, agenda);
    return { id };
  }

  private async lockFor(
    step: SessionStep,
    id: string,
    now: number,
    version?: number | null,
  ): Promise<LockedSession> {
    const session = await this.sessions.lock(id);
    if (!session) throw notFound('Session');
    if (step === 'MARK' && session.side !== 'COACH')
      throw new AppError('FORBIDDEN', 'The coach says how a session went.');
    if (typeof version === 'number' && version !== session.version)
      throw new AppError('VERSION_CONFLICT', 'The session was changed meanwhile; look again.', 'version');
    const obstacle = obstacleTo(step, session, session.side, now);
    if (obstacle) throw new AppError('CONFLICT', obstacle);
    return session;
  }
}

function inactive(): AppError {
  return new AppError('CONFLICT', 'The engagement is not active.');
}
