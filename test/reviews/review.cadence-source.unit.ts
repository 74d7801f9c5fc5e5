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
  const mondays = 'FREQ=WEEKLY;BYDAY=MO';
  const firstBehind = (rrule: string, boundary: string | null, today: string) =>
    nextOccurrence(cadenceAfterChange(rrule, boundary, today), 'UTC', '09:00', Date.parse(`${today}T00:00Z`))
      ?.on;

  it('begins at least a week after the occurrence that stays', () => {
    expect(firstBehind('FREQ=WEEKLY;BYDAY=FR', '2026-06-15', '2026-06-10')).toBe('2026-06-26');
  });

  it('neither loses nor doubles one when the rule stays the same', () => {
    expect(firstBehind(mondays, '2026-06-15', '2026-06-10')).toBe('2026-06-22');
  });

  it('keeps what an earlier change kept, when it is changed again before that', () => {
    const first = cadenceAfterChange('FREQ=WEEKLY;BYDAY=FR', '2026-06-15', '2026-06-10');
    expect(cadenceAfterChange('FREQ=WEEKLY;BYDAY=WE', '2026-06-15', '2026-06-11').startsOn).toBe(
      first.startsOn,
    );
  });

  it('begins at once where nothing is to come and the last was a week ago or never was', () => {
    expect(firstBehind(mondays, null, '2026-06-10')).toBe('2026-06-15');
    expect(firstBehind(mondays, '2026-05-25', '2026-06-10')).toBe('2026-06-15');
    expect(firstBehind(mondays, '2026-06-09', '2026-06-10')).toBe('2026-06-22');
  });
});
