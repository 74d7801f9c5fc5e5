import { obstacleToEnrol, statusBySteps } from '../../src/learning/programme.states.js';

const open = { status: 'OPEN' as const, enrolBy: '2026-12-01', isFull: false, isIn: false };

test('a client enrols while it is open, up to and on the last day, while a seat is free', () => {
  expect(obstacleToEnrol(open, '2026-11-30')).toBeNull();
  expect(obstacleToEnrol(open, '2026-12-01')).toBeNull();
  expect(obstacleToEnrol(open, '2026-12-02')).toBe('OVER');
  expect(obstacleToEnrol({ ...open, isFull: true }, '2026-12-01')).toBe('FULL');
  expect(obstacleToEnrol({ ...open, status: 'CLOSED' }, '2026-12-01')).toBe('CLOSED');
});

test('who is in it is told that before anything else', () => {
  expect(
    obstacleToEnrol({ status: 'CLOSED', enrolBy: '2026-01-01', isFull: true, isIn: true }, '2026-12-01'),
  ).toBe('IN_IT');
});

test('an enrolment is completed with its last step, goes on when one is taken back, and stays left', () => {
  expect(statusBySteps('ENROLLED', 2, 3)).toBe('ENROLLED');
  expect(statusBySteps('ENROLLED', 3, 3)).toBe('COMPLETED');
  expect(statusBySteps('COMPLETED', 2, 3)).toBe('ENROLLED');
  expect(statusBySteps('LEFT', 3, 3)).toBe('LEFT');
  expect(statusBySteps('ENROLLED', 0, 0)).toBe('ENROLLED');
});
