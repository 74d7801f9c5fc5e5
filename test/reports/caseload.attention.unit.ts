import { attentionOf, type AttentionFacts } from '../../src/reports/caseload.attention.js';

const asOf = Date.parse('2026-11-23T08:00:00Z');
const day = 86_400_000;

const calm: AttentionFacts = {
  quietSince: null,
  lastSessionAt: asOf - 10 * day,
  overdueReviews: 0,
  healths: ['ON_TRACK', 'UNKNOWN', 'AT_RISK', null],
};

test('a client who was met and owes nothing needs no attention', () => {
  expect(attentionOf(calm, asOf)).toBeNull();
});

test('silence is told in whole days, since the last session or since the start', () => {
  const since = asOf - 22.9 * day;
  expect(attentionOf({ ...calm, quietSince: since, lastSessionAt: since }, asOf)).toBe(
    'No session in 22 days and none booked',
  );
  for (const lastSessionAt of [null, since - 300 * day])
    expect(attentionOf({ ...calm, quietSince: since, lastSessionAt }, asOf)).toBe(
      'No session in the 22 days since the start and none booked',
    );
});

test('every reason is told in one sentence, counted', () => {
  expect(
    attentionOf({ ...calm, overdueReviews: 2, healths: ['OVERDUE', 'OFF_TRACK', 'STALE', 'STALE'] }, asOf),
  ).toBe('2 reviews unanswered; one goal past its date; one goal off track; 2 goals without news');
});
