import { attentionOf, type AttentionFacts } from '../../src/reports/caseload.attention.js';

const asOf = Date.parse('2026-11-23T08:00:00Z');
const day = 86_400_000;

const calm: AttentionFacts = {
  since: '2026-01-05',
  isPaused: false,
  lastSessionAt: asOf - 10 * day,
  nextSessionAt: null,
  overdueReviews: 0,
  healths: ['ON_TRACK', 'UNKNOWN', 'AT_RISK', null],
};

test('a client who was met within 21 days and owes nothing needs no attention', () => {
  expect(attentionOf(calm, asOf)).toBeNull();
  expect(attentionOf({ ...calm, lastSessionAt: asOf - 21 * day }, asOf)).toBeNull();
});

test('more than 21 days of silence are told, unless a session is booked or the engagement rests', () => {
  const silent = { ...calm, lastSessionAt: asOf - 22 * day };
  expect(attentionOf(silent, asOf)).toBe('No session in 22 days and none booked');
  expect(attentionOf({ ...silent, nextSessionAt: asOf + day }, asOf)).toBeNull();
  expect(attentionOf({ ...silent, isPaused: true }, asOf)).toBeNull();
});

test('before the first session the days count from the start', () => {
  const fresh = { ...calm, lastSessionAt: null, since: '2026-11-02' };
  expect(attentionOf(fresh, asOf)).toBeNull();
  expect(attentionOf({ ...fresh, since: '2026-11-01' }, asOf)).toBe(
    'No session in the 22 days since the start and none booked',
  );
});

test('every reason is told in one sentence, counted', () => {
  expect(
    attentionOf({ ...calm, overdueReviews: 2, healths: ['OVERDUE', 'OFF_TRACK', 'STALE', 'STALE'] }, asOf),
  ).toBe('2 reviews unanswered; one goal past its date; one goal off track; 2 goals without news');
});
