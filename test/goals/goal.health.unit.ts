import fc from 'fast-check';
import { goalHealths, healthOf, type HealthFacts } from '../../src/goals/goal.health.js';
import { dayMs } from '../../src/checkins/theil-sen.js';
import { goalMeasures } from '../../src/goals/goal.progress.js';
import { goalStatuses } from '../../src/goals/goal.states.js';

const asOf = Date.UTC(2026, 5, 1, 12);
const daysAgo = (days: number) => asOf - days * dayMs;

/** Activated 100 days before its target date, updated yesterday, projected on time. */
const onTrack: HealthFacts = {
  status: 'ACTIVE',
  measure: 'NUMBER',
  activatedAt: Date.UTC(2026, 3, 1, 12),
  targetDate: '2026-07-10',
  lastProgressAt: daysAgo(1),
  updates: 5,
  forecast: { slopePerDay: 0.01, projectedOn: '2026-07-10' },
  openMilestoneDates: [],
  reviewPeriodDays: 7,
};
const health = (changes: Partial<HealthFacts>, at = asOf, zone = 'UTC') =>
  healthOf({ ...onTrack, ...changes }, at, zone);
const projected = (projectedOn: string) => ({ forecast: { slopePerDay: 0.01, projectedOn } });
const noPace = { forecast: { slopePerDay: 0, projectedOn: null } };

describe('health of a goal', () => {
  it('goes by the projected date', () => {
    expect(health(projected('2026-07-10'))).toBe('ON_TRACK');
    expect(health(projected('2026-07-11'))).toBe('AT_RISK');
    expect(health(projected('2026-07-30'))).toBe('AT_RISK');
    expect(health(projected('2026-07-31'))).toBe('OFF_TRACK');
  });

  it('is OVERDUE from the day after the target date in the client’s zone, before all else', () => {
    const silent = { targetDate: '2026-06-01', lastProgressAt: daysAgo(90) };
    expect(health(silent)).toBe('STALE');
    expect(health(silent, Date.UTC(2026, 5, 2))).toBe('OVERDUE');
    expect(health(silent, Date.UTC(2026, 5, 1, 12), 'Pacific/Kiritimati')).toBe('OVERDUE');
  });

  it('is STALE after more than two review periods without an update', () => {
    expect(health({ lastProgressAt: daysAgo(14) })).toBe('ON_TRACK');
    expect(health({ lastProgressAt: daysAgo(14) - 1 })).toBe('STALE');
    expect(health({ lastProgressAt: daysAgo(20), reviewPeriodDays: 14 })).toBe('ON_TRACK');
  });

  it('is STALE after more than 14 days where there is no plan', () => {
    expect(health({ lastProgressAt: daysAgo(14), reviewPeriodDays: null })).toBe('ON_TRACK');
    expect(health({ lastProgressAt: daysAgo(15), reviewPeriodDays: null })).toBe('STALE');
  });

  it('counts silence from the activation when nothing was logged since', () => {
    const quiet = { lastProgressAt: null, updates: 0, forecast: null };
    expect(health({ ...quiet, activatedAt: daysAgo(10) })).toBe('UNKNOWN');
    expect(health({ ...quiet, activatedAt: daysAgo(15) })).toBe('STALE');
    expect(health({ lastProgressAt: daysAgo(50), activatedAt: daysAgo(1) })).toBe('ON_TRACK');
  });

  it('is UNKNOWN from fewer than two updates', () => {
    expect(health({ updates: 1, forecast: null })).toBe('UNKNOWN');
    expect(health({ updates: 2 })).toBe('ON_TRACK');
  });

  it('is UNKNOWN without a pace from fewer than four updates, OFF_TRACK from four on', () => {
    expect(health({ updates: 3, ...noPace })).toBe('UNKNOWN');
    expect(health({ updates: 3, forecast: null })).toBe('UNKNOWN');
    expect(health({ updates: 4, ...noPace })).toBe('OFF_TRACK');
  });

  it.each(['MILESTONES', 'BINARY'] as const)('goes by late milestones for %s', (measure) => {
    const milestones = (...openMilestoneDates: (string | null)[]) =>
      health({ measure, updates: 0, forecast: null, openMilestoneDates });
    expect(milestones()).toBe('ON_TRACK');
    expect(milestones('2026-06-01', '2026-06-20', null)).toBe('ON_TRACK');
    expect(milestones('2026-05-31', '2026-06-20')).toBe('AT_RISK');
    expect(milestones('2026-05-31', '2026-05-01')).toBe('OFF_TRACK');
  });

  it('shows OFF_TRACK as UNKNOWN in the 7 days after activation', () => {
    const late = { ...projected('2027-07-10') };
    expect(health({ ...late, activatedAt: daysAgo(7) + 1 })).toBe('UNKNOWN');
    expect(health({ ...late, activatedAt: daysAgo(7) })).toBe('OFF_TRACK');
    expect(health({ ...projected('2026-07-11'), activatedAt: daysAgo(1) })).toBe('AT_RISK');
  });

  it('exists for active goals only', () => {
    expect(goalStatuses.filter((status) => health({ status }) !== null)).toEqual(['ACTIVE']);
  });

  it('never throws and says one of its six words for an active goal', () => {
    const instant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) });
    const date = instant.map((at) => new Date(at).toISOString().slice(0, 10));
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const facts = fc.record({
      status: fc.constantFrom('ACTIVE' as const),
      measure: fc.constantFrom(...goalMeasures),
      activatedAt: maybe(instant),
      targetDate: maybe(date),
      lastProgressAt: maybe(instant),
      updates: fc.nat(20),
      forecast: maybe(fc.record({ slopePerDay: fc.double(), projectedOn: maybe(date) })),
      openMilestoneDates: fc.array(maybe(date), { maxLength: 5 }),
      reviewPeriodDays: maybe(fc.integer({ min: 7, max: 366 })),
    });
    fc.assert(
      fc.property(facts, instant, fc.constantFrom('UTC', 'Australia/Lord_Howe'), (goal, at, zone) => {
        expect(goalHealths).toContain(healthOf(goal, at, zone));
      }),
    );
  });
});
