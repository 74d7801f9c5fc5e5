import fc from 'fast-check';
import { STALE_AFTER_DAYS, staleReasonsOf } from '../../src/actions/document.staleness.js';

const DAY = 86_400_000;
const asOf = Date.parse('2026-11-23T08:00:00Z');
const fresh = { changedAt: asOf - 10 * DAY, missingGoals: [], lacksCredential: false };

test('a document that was changed lately and tells of all since is up to date', () => {
  expect(staleReasonsOf(fresh, asOf)).toEqual([]);
});

test('it is stale exactly 90 days after its last change, not a millisecond earlier', () => {
  const changedAt = asOf - STALE_AFTER_DAYS * DAY;
  expect(STALE_AFTER_DAYS).toBe(90);
  expect(staleReasonsOf({ ...fresh, changedAt }, asOf)).toEqual(['AGE']);
  expect(staleReasonsOf({ ...fresh, changedAt: changedAt + 1 }, asOf)).toEqual([]);
});

test('a goal achieved after the last change is missing, one achieved before it was left out by choice', () => {
  const achieved = (...at: number[]) => staleReasonsOf({ ...fresh, missingGoals: at }, asOf);
  expect(achieved(asOf - 10 * DAY + 1)).toEqual(['GOAL_MISSING']);
  expect(achieved(asOf - 10 * DAY)).toEqual([]);
  expect(achieved(asOf - 400 * DAY, asOf - 11 * DAY)).toEqual([]);
  expect(achieved(asOf - 400 * DAY, asOf)).toEqual(['GOAL_MISSING']);
});

test('all reasons are told, in one order', () => {
  const facts = { changedAt: asOf - 200 * DAY, missingGoals: [asOf - 100 * DAY], lacksCredential: true };
  expect(staleReasonsOf(facts, asOf)).toEqual(['AGE', 'GOAL_MISSING', 'CREDENTIAL_MISSING']);
});

test('a document without content is not stale', () => {
  expect(staleReasonsOf({ changedAt: null, missingGoals: [asOf], lacksCredential: true }, asOf)).toEqual([]);
});

test('what is stale stays so until it changes', () => {
  fc.assert(
    fc.property(fc.nat(200 * DAY), fc.nat(400 * DAY), fc.nat(400 * DAY), (age, goal, later) => {
      const facts = { ...fresh, changedAt: asOf - age, missingGoals: [asOf - goal] };
      const [before, after] = [staleReasonsOf(facts, asOf), staleReasonsOf(facts, asOf + later)];
      expect(before.every((reason) => after.includes(reason))).toBe(true);
    }),
  );
});
