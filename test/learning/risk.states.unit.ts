import { mayStep, obstacleToStart, riskStatuses, statusOn } from '../../src/learning/risk.states.js';

test('a risk goes from draft to running to review to decided, and nowhere else', () => {
  const legal = riskStatuses.flatMap((from) =>
    riskStatuses.filter((to) => mayStep(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(legal).toEqual(['DRAFT → RUNNING', 'RUNNING → REVIEW', 'REVIEW → DECIDED']);
});

const complete = { hasStopRule: true, hasSuccessCriterion: true, stopOn: '2026-12-24' };

test('none starts without a stop rule, a success criterion and a stop date that is still to come', () => {
  expect(obstacleToStart(complete, '2026-12-23')).toBeNull();
  expect(obstacleToStart({ ...complete, hasStopRule: false }, '2026-12-23')).toBe(
    'No risk starts without a stop rule.',
  );
  expect(obstacleToStart({ ...complete, hasSuccessCriterion: false }, '2026-12-23')).toBe(
    'No risk starts without a success criterion.',
  );
  expect(obstacleToStart({ ...complete, stopOn: null }, '2026-12-23')).toBe(
    'No risk starts without a day to stop and look.',
  );
  expect(obstacleToStart(complete, '2026-12-24')).toBe('The day to stop and look has to be still to come.');
});

test('the review of a running risk is open from its stop date on', () => {
  const running = { status: 'RUNNING' as const, stopOn: '2026-12-24' };
  expect(statusOn('2026-12-23', running)).toBe('RUNNING');
  expect(statusOn('2026-12-24', running)).toBe('REVIEW');
  expect(statusOn('2027-01-01', running)).toBe('REVIEW');
});

test('a draft whose stop date has passed stays a draft, and what is decided stays decided', () => {
  expect(statusOn('2027-01-01', { status: 'DRAFT', stopOn: '2026-12-24' })).toBe('DRAFT');
  expect(statusOn('2027-01-01', { status: 'DRAFT', stopOn: null })).toBe('DRAFT');
  expect(statusOn('2027-01-01', { status: 'DECIDED', stopOn: '2026-12-24' })).toBe('DECIDED');
});
