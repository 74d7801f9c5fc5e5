import { obstacleTo, type GroupMeetingStep } from '../../src/groups/group-meeting.states.js';
import { meetingTime } from '../../src/groups/group-meeting.times.js';
import { obstacleToJoin } from '../../src/groups/group.states.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const open = { status: 'OPEN', isFull: false, isIn: false, isShutOut: false } as const;

test('the first obstacle is told: being in it, not open, shut out, full', () => {
  const all = { status: 'CLOSED', isFull: true, isIn: true, isShutOut: true } as const;
  expect(obstacleToJoin(open)).toBeNull();
  expect(obstacleToJoin(all)).toBe('IN_IT');
  expect(obstacleToJoin({ ...all, isIn: false })).toBe('NOT_OPEN');
  expect(obstacleToJoin({ ...open, status: 'ARCHIVED' })).toBe('NOT_OPEN');
  expect(obstacleToJoin({ ...open, isShutOut: true, isFull: true })).toBe('SHUT_OUT');
  expect(obstacleToJoin({ ...open, isFull: true })).toBe('FULL');
});

const steps = ['MOVE', 'CHANGE', 'ANSWER', 'CANCEL', 'HOLD', 'MARK', 'CORRECT'] as const;
const legal = (status: 'BOOKED' | 'HELD' | 'CANCELLED', startsIn: number): GroupMeetingStep[] =>
  steps.filter((step) => obstacleTo(step, { status, startsAt: new Date(NOW + startsIn) }, NOW) === null);

test.each([
  ['BOOKED', 1, ['MOVE', 'CHANGE', 'ANSWER', 'CANCEL']],
  ['BOOKED', 0, ['CHANGE', 'CANCEL', 'HOLD', 'MARK']],
  ['HELD', -1, ['MARK', 'CORRECT']],
  ['CANCELLED', -1, ['CORRECT']],
  ['CANCELLED', 1, []],
] as const)(
  'of a meeting that is %s and starts in %d ms these steps are legal: %j',
  (status, startsIn, expected) => {
    expect(legal(status, startsIn)).toEqual(expected);
  },
);

test('a meeting ends so many minutes after its start, within a year from now', () => {
  expect(meetingTime('2026-11-22T12:00:00.001Z', 90, NOW, 'startsAt')).toEqual({
    startsAt: new Date('2026-11-22T12:00:00.001Z'),
    endsAt: new Date('2026-11-22T13:30:00.001Z'),
  });
  expect(() => meetingTime('2026-11-22T12:00:00Z', 90, NOW, 'startsAt')).toThrow(
    'A meeting starts in the future.',
  );
  expect(meetingTime('2027-11-22T12:00:00Z', 15, NOW, 'startsAt').endsAt).toEqual(
    new Date('2027-11-22T12:15:00Z'),
  );
  expect(() => meetingTime('2027-11-22T12:00:00.001Z', 15, NOW, 'startsAt')).toThrow('within 365 days');
});
