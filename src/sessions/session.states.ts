export const sessionStatuses = ['BOOKED', 'HELD', 'NO_SHOW', 'CANCELLED'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** What a session that is over has become. */
export const markedStatuses = ['HELD', 'NO_SHOW', 'CANCELLED'] as const;
export type MarkedStatus = (typeof markedStatuses)[number];

/** Whom of a session somebody is. */
export type Side = 'COACH' | 'CLIENT';

/** What can happen to a session that is booked. */
export type SessionStep = 'RESCHEDULE' | 'CANCEL' | 'MARK' | 'CHANGE_PLACE';

/** A session as far as what may happen to it depends on it. */
export interface SteppingSession {
  status: SessionStatus;
  startsAt: Date;
  /** Of the agreement that it was booked under: with less notice it is late; 0: never. */
  lateCancelHours: number;
}

/**
 * What stands against a step; a session leaves BOOKED once and for all. Until it begins it is moved or cancelled, from
 * then on the coach says how it went: held, no-show, or cancelled after all, when it was not the client who stayed away.
 * @param now ms since the epoch
 * @returns a sentence for the caller, null when the step is legal
 */
export function obstacleTo(
  step: SessionStep,
  session: SteppingSession,
  side: Side,
  now: number,
): string | null {
  if (session.status !== 'BOOKED') return 'The session is over or cancelled.';
  const begun = session.startsAt.getTime() <= now;
  switch (step) {
    case 'RESCHEDULE':
      if (begun) return 'The session has begun.';
      // Otherwise a late cancellation would cost nothing: move it to next month, then cancel it.
      return side === 'CLIENT' && isLate(session, now)
        ? 'It is too late to move this session: cancel it, or ask your coach.'
        : null;
    case 'CANCEL':
      return begun && side === 'CLIENT' ? 'The session has begun; only the coach can still cancel it.' : null;
    case 'MARK':
      return begun ? null : 'The session has not begun yet.';
    case 'CHANGE_PLACE':
      return null;
  }
}

/**
 * Whether a client who backs out now does so with less notice than agreed.
 * @param now ms since the epoch
 */
export function isLate({ startsAt, lateCancelHours }: SteppingSession, now: number): boolean {
  return startsAt.getTime() - now < lateCancelHours * 3_600_000;
}

/** Whether it is booked and has not begun. @param now ms since the epoch */
export function isAhead(
  { status, startsAt }: Pick<SteppingSession, 'status' | 'startsAt'>,
  now: number,
): boolean {
  return status === 'BOOKED' && startsAt.getTime() > now;
}

/** A session that is over, as far as its cost depends on it. */
export interface CostingSession {
  status: SessionStatus;
  /** By the client, with less notice than agreed. */
  lateCancel: boolean;
  waivedAt: Date | null;
}

/** Whether a session uses up what was held for it. */
export function isUsedUp({ status, lateCancel, waivedAt }: CostingSession): boolean {
  return status === 'HELD' || ((status === 'NO_SHOW' || lateCancel) && waivedAt === null);
}

/**
 * What stands against a correction: it says what happened, so it waits for the start; and what a client cancelled can
 * have taken place after all, but a client who cancelled did not stay away.
 * @param now ms since the epoch
 * @returns a sentence for the caller, null when it is legal
 */
export function obstacleToCorrection(
  session: { status: SessionStatus; startsAt: Date; clientCancelled: boolean },
  to: MarkedStatus,
  now: number,
): string | null {
  if (session.status === 'BOOKED') return 'The session is still booked: mark or cancel it.';
  if (session.status === to) return 'This is what the session has become already.';
  if (session.startsAt.getTime() > now) return 'The session has not begun yet.';
  return session.clientCancelled && to === 'NO_SHOW' ? 'The client cancelled this session.' : null;
}
