import { hashOf, newCode } from '../../src/journal/pact.code.js';
import { objectionToDates, pactSpan } from '../../src/journal/pact.dates.js';

const NOW = Date.parse('2026-11-23T12:00:00Z');

test('a pact lasts from the beginning of its first day to the end of its last, on the proposer’s clock', () => {
  const { startsAt, endsAt } = pactSpan('2026-10-20', '2026-10-30', 'Europe/Berlin');
  // Summer time ends in between.
  expect(new Date(startsAt).toISOString()).toBe('2026-10-19T22:00:00.000Z');
  expect(new Date(endsAt).toISOString()).toBe('2026-10-30T23:00:00.000Z');
});

test('a day without a midnight begins at its first instant', () => {
  const { startsAt } = pactSpan('2026-03-29', '2026-04-29', 'Asia/Beirut');
  expect(new Date(startsAt).toISOString()).toBe('2026-03-28T22:00:00.000Z');
});

test.each([
  ['2026-11-23', '2026-11-23', 'The last day lies behind the first.'],
  ['2026-11-23', '2026-11-01', 'The last day lies behind the first.'],
  ['2026-11-23', '2027-11-25', 'A pact lasts 366 days at most; renew it then.'],
  ['2026-11-01', '2026-11-22', 'A pact ends in the future.'],
  ['2026-11-23', '2027-11-24', null],
  ['2026-11-01', '2026-11-23', null],
])('a pact from %s to %s: %s', (from, to, objection) => {
  expect(objectionToDates(from, to, pactSpan(from, to, 'UTC').endsAt, NOW)).toBe(objection);
});

test('a code can be read aloud and holds 80 bits', () => {
  const codes = Array.from({ length: 200 }, newCode);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(new Set(codes).size).toBe(200);
});

test('how a code is spelled makes no difference, what it says does', () => {
  const hash = hashOf('AB01-CD23-EF45-GH67');
  expect(hashOf(' ab01 cd23ef45-gh67 ')).toEqual(hash);
  expect(hashOf('ABoI-CD23-EF45-GH67')).toEqual(hash);
  expect(hashOf('AB01-CD23-EF45-GH68')).not.toEqual(hash);
});
