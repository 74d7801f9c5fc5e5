import fc from 'fast-check';
import { parseRule } from '../../src/reviews/review.cadence-rule.js';

describe('cadence rule', () => {
  it.each([
    ['FREQ=WEEKLY', { freq: 'WEEKLY', interval: 1, weekday: null }],
    ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', { freq: 'WEEKLY', interval: 2, weekday: 1 }],
    ['freq=weekly;byday=su;', { freq: 'WEEKLY', interval: 1, weekday: 7 }],
    ['FREQ=MONTHLY', { freq: 'MONTHLY', interval: 1, days: [] }],
    ['FREQ=MONTHLY;BYMONTHDAY=31', { freq: 'MONTHLY', interval: 1, days: [{ monthDay: 31 }] }],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', { freq: 'MONTHLY', interval: 1, days: [{ monthDay: -1 }] }],
    [
      'FREQ=MONTHLY;BYMONTHDAY=1,15',
      { freq: 'MONTHLY', interval: 1, days: [{ monthDay: 1 }, { monthDay: 15 }] },
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=1,22',
      { freq: 'MONTHLY', interval: 1, days: [{ monthDay: 1 }, { monthDay: 22 }] },
    ],
    ['FREQ=MONTHLY;BYDAY=-1FR', { freq: 'MONTHLY', interval: 1, days: [{ nth: -1, weekday: 5 }] }],
    [
      'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1,28',
      { freq: 'MONTHLY', interval: 2, days: [{ monthDay: 1 }, { monthDay: 28 }] },
    ],
  ])('reads %s', (rrule, rule) => {
    expect(parseRule(rrule)).toEqual({ rule, problem: null });
  });

  it.each([
    ['', 'FREQ is missing: a cadence is WEEKLY or MONTHLY.'],
    ['FREQ=DAILY', 'FREQ=DAILY is not supported: a cadence is WEEKLY or MONTHLY.'],
    ['every monday', '"EVERY MONDAY" is not of the form NAME=VALUE.'],
    ['FREQ=WEEKLY;COUNT=3', 'COUNT is not supported: a cadence has only FREQ, INTERVAL, BYDAY, BYMONTHDAY.'],
    ['FREQ=WEEKLY;FREQ=MONTHLY', 'FREQ is given twice.'],
    ['FREQ=WEEKLY;INTERVAL=0', 'INTERVAL=0 is not a whole number from 1 to 52.'],
    ['FREQ=MONTHLY;INTERVAL=1.5', 'INTERVAL=1.5 is not a whole number from 1 to 12.'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY=1MO is not one of MO, TU, WE, TH, FR, SA, SU.'],
    ['FREQ=WEEKLY;BYDAY=MO,TH', 'BYDAY=MO,TH: reviews are at least 7 days apart, so name one weekday.'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY belongs to FREQ=MONTHLY.'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0 is not a day from 1 to 31, or from -1 (the last) to -28.'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,5', '1,5: these days can be less than 7 days apart.'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,23', '1,23: these days can be less than 7 days apart.'],
    [
      'FREQ=MONTHLY;BYDAY=MO',
      'BYDAY=MO is not an nth weekday of a month, from 1 to 4 or from -1 (the last) to -4, such as 1MO or -1FR.',
    ],
    [
      'FREQ=MONTHLY;BYDAY=1FR;BYMONTHDAY=13',
      'BYDAY and BYMONTHDAY exclude each other: a month day is not always that weekday.',
    ],
  ])('names what is wrong with "%s"', (rrule, problem) => {
    expect(parseRule(rrule)).toEqual({ rule: null, problem });
  });

  it('never throws, whatever the text', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'FREQ=WEEKLY',
        'FREQ=MONTHLY',
        'INTERVAL=3',
        'BYDAY=MO',
        'BYDAY=2TU',
        'BYMONTHDAY=31,-1',
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const { rule, problem } = parseRule(parts.join(';'));
        expect((rule === null) !== (problem === null)).toBe(true);
      }),
    );
  });
});
