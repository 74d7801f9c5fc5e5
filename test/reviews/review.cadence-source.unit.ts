import { cadenceAfterChange, resolveCadence } from '../../src/reviews/review.cadence-source.js';
import { nextOccurrence } from '../../src/reviews/review.cadence.js';

describe('where a cadence comes from', () => {
  const cohorts = [
    { beganOn: '2026-01-01', cadence: 'older' },
    { beganOn: '2026-04-01', cadence: 'newer' },
    { beganOn: '2026-05-01', cadence: null },
    { beganOn: '2026-09-01', cadence: 'future' },
  ];

  it('is the client’s, else that of the cohort that began last, else the organization’s', () => {
    expect(resolveCadence({ client: 'own', cohorts, organization: 'default' }, '2026-06-01')).toBe('own');
    expect(resolveCadence({ client: null, cohorts, organization: 'default' }, '2026-06-01')).toBe('newer');
    expect(resolveCadence({ client: null, cohorts, organization: 'default' }, '2025-06-01')).toBe('default');
    expect(resolveCadence({ client: null, cohorts: [], organization: null }, '2026-06-01')).toBeNull();
  });
});

describe('a change of cadence', () => {
  const mondays = { rrule: 'FREQ=WEEKLY;BYDAY=MO', startsOn: '2026-06-01' };
  const wednesday = Date.UTC(2026, 5, 10, 12);
  const change = (rrule: string) => cadenceAfterChange(mondays, rrule, 'UTC', '09:00', wednesday);

  it('keeps the next occurrence and begins at least a week after it', () => {
    const { kept, cadence } = change('FREQ=WEEKLY;BYDAY=FR');
    expect(kept).toEqual({ on: '2026-06-15', at: Date.UTC(2026, 5, 15, 9) });
    expect(nextOccurrence(cadence, 'UTC', '09:00', kept!.at)?.on).toBe('2026-06-26');
  });

  it('neither loses nor doubles one when the rule stays the same', () => {
    const { kept, cadence } = change(mondays.rrule);
    expect([kept?.on, nextOccurrence(cadence, 'UTC', '09:00', kept!.at)?.on]).toEqual([
      '2026-06-15',
      '2026-06-22',
    ]);
  });

  it('begins at once where the old cadence has nothing to come', () => {
    const nothing = { rrule: 'FREQ=DAILY', startsOn: '2026-06-01' };
    expect(cadenceAfterChange(nothing, mondays.rrule, 'UTC', '09:00', wednesday)).toEqual({
      kept: null,
      cadence: { rrule: mondays.rrule, startsOn: '2026-06-10' },
    });
  });
});
