export const sessionStatuses = ['BOOKED', 'HELD', 'NO_SHOW', 'CANCELLED'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

/** What a session that is over has become. */
export const markedStatuses = ['HELD', 'NO_SHOW', 'CANCELLED'] as const;
export type MarkedStatus = (typeof markedStatuses)[number];

/** Whom of a session somebody is. */
export type Side = 'COACH' | 'CLIENT';

/** What can happen to a session. */
export type SessionStep = 'RESCHEDULE' | 'CANCEL' | 'MARK' | 'CHANGE_AGENDA';

/** A cancellation with less notice is late: the other side can hardly use the time otherwise. */
export const LATE_CANCEL_HOURS = 24;

/**
 * What stands against a step; a session leaves BOOKED once and for all. Until it begins it is moved or cancelled, from
 * then on the coach says how it went: held, no-show, or cancelled after all, when it was not the client who stayed away.
 * @param now ms since the epoch
 * @returns a sentence for the caller, null when the step is legal
 */
export function obstacleTo(
  step: SessionStep,
  session: { status: SessionStatus; startsAt: Date },
  side: Side,
  now: number,
): string | null {
  if (session.status !== 'BOOKED') return 'The session is over or cancelled.';
  const begun = session.startsAt.getTime() <= now;
  switch (step) {
    case 'RESCHEDULE':
      return begun ? 'The session has begun.' : null;
    case 'CANCEL':
      return begun && side === 'CLIENT' ? 'The session has begun; only the coach can still cancel it.' : null;
    case 'MARK':
      return begun ? null : 'The session has not begun yet.';
    case 'CHANGE_AGENDA':
      return null;
  }
}

/** @param now ms since the epoch */
export function isLateCancel(startsAt: Date, now: number): boolean {
  return startsAt.getTime() - now < LATE_CANCEL_HOURS * 3_600_000;
}
