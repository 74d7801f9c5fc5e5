import { freshStartOn, restartOffer, type RestartFacts } from '../../src/actions/fresh-start.js';

// 2026-11-16 is a Monday.
const quiet: RestartFacts = {
  today: '2026-11-16',
  lastDoneOn: '2026-11-02',
  beganOn: '2026-09-01',
  commitment: 5,
  isWeekOff: false,
  newRoleOn: null,
};

test('a Monday after two quiet weeks offers half of what was meant', () => {
  expect(restartOffer(quiet)).toEqual({ freshStart: 'MONDAY', suggestedCommitment: 2 });
});

test('there is no offer while something was done lately, in a week off, or before the client began', () => {
  expect(restartOffer({ ...quiet, lastDoneOn: '2026-11-03' })).toBeNull();
  expect(restartOffer({ ...quiet, isWeekOff: true })).toBeNull();
  expect(restartOffer({ ...quiet, lastDoneOn: null, beganOn: null })).toBeNull();
});

test('who never did anything is asked from the day on which they began', () => {
  expect(restartOffer({ ...quiet, lastDoneOn: null, beganOn: '2026-11-02' })).not.toBeNull();
  expect(restartOffer({ ...quiet, lastDoneOn: null, beganOn: '2026-11-03' })).toBeNull();
});

test('one action a week is the least that is offered', () => {
  expect(restartOffer({ ...quiet, commitment: 1 })?.suggestedCommitment).toBe(1);
  expect(restartOffer({ ...quiet, commitment: null })?.suggestedCommitment).toBe(1);
});

test.each([
  ['2026-11-17', null, null],
  ['2026-11-16', null, 'MONDAY'],
  ['2026-12-01', null, 'MONTH_START'],
  ['2026-06-01', null, 'MONTH_START'],
  ['2026-11-17', '2026-11-17', 'NEW_ROLE'],
  ['2026-11-23', '2026-11-17', 'NEW_ROLE'],
  ['2026-11-24', '2026-11-17', null],
  ['2026-11-16', '2026-11-17', 'MONDAY'],
])('on %s, in a role since %s, begins %s', (day, role, expected) => {
  expect(freshStartOn(day, role)).toBe(expected);
});
