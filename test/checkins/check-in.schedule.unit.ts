import { askedAt, askedFor, begunAs, onDemandFrom } from '../../src/checkins/check-in.schedule.js';
import { dayMs } from '../../src/checkins/theil-sen.js';

const now = Date.UTC(2026, 5, 1);
const daysAgo = (days: number) => now - days * dayMs;
const fresh = { lastSubmittedAt: null, lastDiscardedAt: null, lastOnDemandAt: null };

test('the first is asked for at once, and is the intake', () => {
  expect(askedAt(fresh)).toBe(-Infinity);
  expect(askedFor(fresh)).toBe('INTAKE');
  expect(begunAs(fresh, now)).toBe('INTAKE');
});

test('the next is asked for 90 days after the last that was submitted', () => {
  const history = { ...fresh, lastSubmittedAt: daysAgo(10) };
  expect(askedAt(history)).toBe(now + 80 * dayMs);
  expect(askedFor(history)).toBe('SCHEDULED');
});

test('who begins before it is due begins one on demand', () => {
  expect(begunAs({ ...fresh, lastSubmittedAt: daysAgo(89.99) }, now)).toBe('ON_DEMAND');
  expect(begunAs({ ...fresh, lastSubmittedAt: daysAgo(90) }, now)).toBe('SCHEDULED');
});

test('who has just taken one back is not asked for a day, and may begin at once', () => {
  const history = { ...fresh, lastDiscardedAt: daysAgo(0.5) };
  expect(askedAt(history)).toBe(now + 0.5 * dayMs);
  expect(begunAs(history, now)).toBe('INTAKE');
  expect(askedAt({ ...history, lastSubmittedAt: daysAgo(1) })).toBe(now + 89 * dayMs);
});

test('the next on demand is possible 14 days after the last began', () => {
  expect(onDemandFrom(fresh)).toBeNull();
  expect(onDemandFrom({ ...fresh, lastOnDemandAt: daysAgo(3) })).toBe(now + 11 * dayMs);
});
