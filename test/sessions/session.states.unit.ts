import {
  isAhead,
  isLate,
  isUsedUp,
  markedStatuses,
  obstacleTo,
  obstacleToCorrection,
  sessionStatuses,
  type SessionStatus,
  type SessionStep,
  type Side,
} from '../../src/sessions/session.states.js';

const START = Date.parse('2026-03-02T09:00:00Z');
const HOUR = 3_600_000;
const steps: SessionStep[] = ['RESCHEDULE', 'CANCEL', 'MARK', 'CHANGE_PLACE'];
const session = (status: SessionStatus = 'BOOKED', lateCancelHours = 24) => ({
  status,
  startsAt: new Date(START),
  lateCancelHours,
});
const legal = (side: Side, now: number, status: SessionStatus = 'BOOKED') =>
  steps.filter((step) => obstacleTo(step, session(status), side, now) === null);

test('a session can be moved and cancelled until the instant that it starts', () => {
  expect(legal('COACH', START - 1)).toEqual(['RESCHEDULE', 'CANCEL', 'CHANGE_PLACE']);
  expect(legal('CLIENT', START - 24 * HOUR)).toEqual(['RESCHEDULE', 'CANCEL', 'CHANGE_PLACE']);
});

test('with less notice than agreed a client cancels and no longer moves', () => {
  expect(legal('CLIENT', START - 24 * HOUR + 1)).toEqual(['CANCEL', 'CHANGE_PLACE']);
  expect(obstacleTo('RESCHEDULE', session('BOOKED', 48), 'CLIENT', START - 48 * HOUR)).toBeNull();
  expect(obstacleTo('RESCHEDULE', session('BOOKED', 48), 'CLIENT', START - 48 * HOUR + 1)).toBe(
    'It is too late to move this session: cancel it, or ask your coach.',
  );
});

test('from its start on a session can be marked, and only the coach still cancels it', () => {
  expect(legal('CLIENT', START)).toEqual(['MARK', 'CHANGE_PLACE']);
  expect(legal('COACH', START)).toEqual(['CANCEL', 'MARK', 'CHANGE_PLACE']);
});

test('a session that is not booked any more stays what it is', () => {
  for (const status of sessionStatuses.filter((each) => each !== 'BOOKED')) {
    for (const now of [START - HOUR, START + HOUR]) {
      expect(legal('COACH', now, status)).toEqual([]);
      expect(legal('CLIENT', now, status)).toEqual([]);
    }
  }
});

test('what is late is said by the agreement, and without hours nothing is until the start', () => {
  expect(isLate(session(), START - 24 * HOUR)).toBe(false);
  expect(isLate(session(), START - 24 * HOUR + 1)).toBe(true);
  expect(isLate(session('BOOKED', 168), START - 168 * HOUR + 1)).toBe(true);
  expect(isLate(session('BOOKED', 0), START)).toBe(false);
});

test('only what is booked and has not begun is ahead', () => {
  expect(isAhead(session(), START - 1)).toBe(true);
  expect(isAhead(session(), START)).toBe(false);
  expect(isAhead(session('CANCELLED'), START - 1)).toBe(false);
});

test('held sessions, and no-shows and late cancellations that nobody waived, use up what was held', () => {
  const used = (status: SessionStatus, lateCancel: boolean, waivedAt: Date | null) =>
    isUsedUp({ status, lateCancel, waivedAt });
  const at = new Date(START);
  expect(used('HELD', false, null)).toBe(true);
  expect([used('NO_SHOW', false, null), used('NO_SHOW', false, at)]).toEqual([true, false]);
  expect([used('CANCELLED', true, null), used('CANCELLED', true, at)]).toEqual([true, false]);
  expect([used('CANCELLED', false, null), used('BOOKED', false, null)]).toEqual([false, false]);
});

test('what a session has become is put right from its start on, into something else', () => {
  const legalTo = (status: SessionStatus, now: number, clientCancelled = false) =>
    markedStatuses.filter(
      (to) => obstacleToCorrection({ status, startsAt: new Date(START), clientCancelled }, to, now) === null,
    );
  expect(legalTo('BOOKED', START)).toEqual([]);
  expect(legalTo('HELD', START)).toEqual(['NO_SHOW', 'CANCELLED']);
  expect(legalTo('NO_SHOW', START)).toEqual(['HELD', 'CANCELLED']);
  expect(legalTo('CANCELLED', START)).toEqual(['HELD', 'NO_SHOW']);
  expect(legalTo('CANCELLED', START, true)).toEqual(['HELD']);
  expect(legalTo('CANCELLED', START - 1)).toEqual([]);
});
