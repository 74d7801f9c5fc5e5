import {
  isLateCancel,
  obstacleTo,
  sessionStatuses,
  type SessionStep,
  type Side,
} from '../../src/sessions/session.states.js';

const START = Date.parse('2026-03-02T09:00:00Z');
const HOUR = 3_600_000;
const steps: SessionStep[] = ['RESCHEDULE', 'CANCEL', 'MARK', 'CHANGE_AGENDA'];
const legal = (side: Side, now: number, status = 'BOOKED') =>
  steps.filter(
    (step) => obstacleTo(step, { status: status as 'BOOKED', startsAt: new Date(START) }, side, now) === null,
  );

test('a session can be moved and cancelled until the instant that it starts, by either side', () => {
  expect(legal('CLIENT', START - 1)).toEqual(['RESCHEDULE', 'CANCEL', 'CHANGE_AGENDA']);
  expect(legal('COACH', START - 1)).toEqual(['RESCHEDULE', 'CANCEL', 'CHANGE_AGENDA']);
});

test('from its start on a session can be marked, and only the coach still cancels it', () => {
  expect(legal('CLIENT', START)).toEqual(['MARK', 'CHANGE_AGENDA']);
  expect(legal('COACH', START)).toEqual(['CANCEL', 'MARK', 'CHANGE_AGENDA']);
});

test('a session that is not booked any more stays what it is', () => {
  for (const status of sessionStatuses.filter((each) => each !== 'BOOKED')) {
    for (const now of [START - HOUR, START + HOUR]) {
      expect(legal('COACH', now, status)).toEqual([]);
      expect(legal('CLIENT', now, status)).toEqual([]);
    }
  }
});

test('a cancellation is late when less than 24 hours are left', () => {
  expect(isLateCancel(new Date(START), START - 24 * HOUR)).toBe(false);
  expect(isLateCancel(new Date(START), START - 24 * HOUR + 1)).toBe(true);
  expect(isLateCancel(new Date(START), START + HOUR)).toBe(true);
});
