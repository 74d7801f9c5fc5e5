import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { obstacleTo, type SessionStep } from './session.states.js';
import { SessionsRepository, type LockedSession } from './sessions.repository.js';

/** How every step of a session begins: with the session locked, seen as it is, and nothing in the way. */
@Injectable()
export class SessionsLocking {
  constructor(private readonly sessions: SessionsRepository) {}

  /**
   * @param version what the caller saw; absent to act whatever changed since
   * @throws AppError NOT_FOUND, VERSION_CONFLICT
   */
  async lock(id: string, version?: number | null, field = 'version'): Promise<LockedSession> {
    const session = await this.sessions.lock(id);
    if (!session) throw notFound('Session');
    assertVersion(session, version, field);
    return session;
  }

  /** As `lock`. @throws AppError CONFLICT when the step is not open, FORBIDDEN for a mark by the client */
  async lockFor(
    step: SessionStep,
    id: string,
    now: number,
    version?: number | null,
    field = 'version',
  ): Promise<LockedSession> {
    const session = await this.lock(id, version, field);
    if (step === 'MARK') {
      assertCoach(session);
      // Its end gave back what was held: what nobody marked stays unmarked, also where the two work together again.
      if (!['ACTIVE', 'PAUSED'].includes(session.engagementStatus))
        throw new AppError('CONFLICT', 'The engagement is over.');
    }
    const obstacle = obstacleTo(step, session, session.side, now);
    if (obstacle) throw new AppError('CONFLICT', obstacle);
    return session;
  }
}

/** @throws AppError FORBIDDEN */
export function assertCoach({ side }: LockedSession): void {
  if (side !== 'COACH') throw new AppError('FORBIDDEN', 'The coach says how a session went.');
}

/** @throws AppError VERSION_CONFLICT over a change that the caller has not seen */
export function assertVersion(
  session: LockedSession,
  version: number | null | undefined,
  field: string,
): void {
  if (typeof version === 'number' && version !== session.version)
    throw new AppError('VERSION_CONFLICT', 'The session was changed meanwhile; look again.', field);
}
