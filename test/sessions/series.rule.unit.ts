import fc from 'fast-check';
import { planOf } from '../../src/sessions/series.plan.js';
import { daysOf, parseSeriesRule, ruleText, shiftedPattern } from '../../src/sessions/series.rule.js';

const ruleOf = (rrule: string) => parseSeriesRule(rrule).rule!;
const patternOf = (rrule: string) => ruleOf(rrule).pattern;
const plan = (rrule: string, startsOn: string, localTime = '09:00', zone = 'Europe/Berlin') =>
  planOf(ruleOf(rrule), startsOn, localTime, zone);
const days = (rrule: string, startsOn: string) => {
  const found = plan(rrule, startsOn);
  return typeof found === 'string' ? found : found.occurrences.map(({ on }) => on);
};

test('a rule is weekly or monthly, names its days, and ends', () => {
  expect(ruleOf('RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10')).toEqual({
    pattern: { freq: 'WEEKLY', interval: 2, byDay: ['TU', 'TH'], byMonthDay: [] },
    end: { count: 10 },
  });
  expect(ruleOf('freq=monthly;byday=+2tu,-1fr;until=20270131')).toEqual({
    pattern: { freq: 'MONTHLY', interval: 1, byDay: ['2TU', '-1FR'], byMonthDay: [] },
    end: { untilDay: '2027-01-31' },
  });
  expect(ruleOf('FREQ=MONTHLY;BYMONTHDAY=1,-1;UNTIL=20270131T090000Z').end).toEqual({
    untilInstant: Date.parse('2027-01-31T09:00:00Z'),
  });
});

test.each([
  ['', 'FREQ is missing or not supported: a series is WEEKLY or MONTHLY.'],
  ['FREQ=DAILY;COUNT=3', 'FREQ is missing or not supported: a series is WEEKLY or MONTHLY.'],
  ['FREQ=WEEKLY', 'A series ends: give either COUNT or UNTIL.'],
  ['FREQ=WEEKLY;COUNT=3;UNTIL=20270101', 'A series ends: give either COUNT or UNTIL.'],
  ['FREQ=WEEKLY;COUNT=53', 'COUNT=53 is not a whole number from 1 to 52.'],
  ['FREQ=WEEKLY;COUNT=0', 'COUNT=0 is not a whole number from 1 to 52.'],
  ['FREQ=WEEKLY;INTERVAL=53;COUNT=2', 'INTERVAL=53 is not a whole number from 1 to 52.'],
  ['FREQ=MONTHLY;INTERVAL=13;COUNT=2', 'INTERVAL=13 is not a whole number from 1 to 12.'],
  [
    'FREQ=WEEKLY;UNTIL=20270231',
    'UNTIL=20270231 is not a day such as 20270131, or an instant such as 20270131T090000Z.',
  ],
  ['FREQ=WEEKLY;BYDAY=1MO;COUNT=2', 'BYDAY=1MO is not one of MO, TU, WE, TH, FR, SA, SU.'],
  ['FREQ=MONTHLY;BYDAY=MO;COUNT=2', 'BYDAY=MO is not an nth weekday of a month, such as 1MO or -1FR.'],
  ['FREQ=WEEKLY;BYMONTHDAY=1;COUNT=2', 'BYMONTHDAY belongs to FREQ=MONTHLY.'],
  [
    'FREQ=MONTHLY;BYMONTHDAY=32;COUNT=2',
    'BYMONTHDAY=32 is not a day from 1 to 31, or from -1 (the last) to -31.',
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1MO;COUNT=2',
    'BYDAY and BYMONTHDAY exclude each other: a day of the month is not always that weekday.',
  ],
  [
    'FREQ=WEEKLY;WKST=SU;COUNT=2',
    'WKST is not supported: a series has only FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT, UNTIL.',
  ],
  ['FREQ=WEEKLY;FREQ=WEEKLY', 'FREQ is given twice.'],
  ['FREQ', '"FREQ" is not of the form NAME=VALUE.'],
])('%s is refused: %s', (rrule, problem) => {
  expect(parseSeriesRule(rrule)).toEqual({ rule: null, problem });
});

test('a rule that names no day takes that of its start, and a start that is none waits for the first', () => {
  expect(plan('FREQ=WEEKLY;COUNT=2', '2026-12-02')).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2' });
  expect(plan('FREQ=MONTHLY;COUNT=2', '2026-12-02')).toMatchObject({
    rrule: 'FREQ=MONTHLY;BYMONTHDAY=2;COUNT=2',
  });
  expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=4', '2026-12-02')).toEqual([
    '2026-12-03',
    '2026-12-14',
    '2026-12-17',
    '2026-12-28',
  ]);
});

test('a month that lacks a day is left out, and the last day is asked for as such', () => {
  expect(days('FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4', '2026-12-01')).toEqual([
    '2026-12-31',
    '2027-01-31',
    '2027-03-31',
    '2027-05-31',
  ]);
  expect(days('FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3', '2026-12-01')).toEqual([
    '2026-12-31',
    '2027-01-31',
    '2027-02-28',
  ]);
  expect(days('FREQ=MONTHLY;BYDAY=5FR;COUNT=2', '2027-01-01')).toEqual(['2027-01-29', '2027-04-30']);
});

test('UNTIL includes its day, or its instant', () => {
  expect(days('FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214', '2026-12-01')).toEqual(['2026-12-07', '2026-12-14']);
  expect(days('FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214T080000Z', '2026-12-01')).toEqual([
    '2026-12-07',
    '2026-12-14',
  ]);
  expect(days('FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214T075959Z', '2026-12-01')).toEqual(['2026-12-07']);
  expect(plan('FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214', '2026-12-01')).toMatchObject({
    rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2',
  });
});

test('a series has at most 52 sessions within a year, and at least one', () => {
  expect(days('FREQ=WEEKLY;COUNT=52', '2026-12-01')).toHaveLength(52);
  expect(days('FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20280101', '2026-12-01')).toBe(
    'A series has at most 52 sessions.',
  );
  expect(days('FREQ=MONTHLY;COUNT=14', '2026-12-01')).toBe('All sessions of a series lie within 365 days.');
  expect(days('FREQ=WEEKLY;BYDAY=MO;UNTIL=20261204', '2026-12-01')).toBe(
    'No day is left between the start and the end of this rule.',
  );
  // The thirtieth of every February.
  expect(days('FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30;UNTIL=99991231', '2027-02-01')).toBe(
    'No day is left between the start and the end of this rule.',
  );
});

const DAY = 86_400_000;
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** By going through all days and asking of each whether the rule means it, without the library or its ideas. */
function bruteDays(rrule: string, startsOn: string, most: number): string[] {
  const parts = Object.fromEntries(rrule.split(';').map((part) => part.split('=') as [string, string]));
  const interval = Number(parts.INTERVAL ?? 1);
  const start = new Date(startsOn);
  const monday = (at: number) => at - ((new Date(at).getUTCDay() + 6) % 7) * DAY;
  const found: string[] = [];
  for (let at = start.getTime(); at <= start.getTime() + 366 * DAY && found.length < most; at += DAY) {
    const day = new Date(at);
    const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const weekday = WEEKDAYS[day.getUTCDay()]!;
    const months = (year - start.getUTCFullYear()) * 12 + month - start.getUTCMonth();
    const weeks = (monday(at) - monday(start.getTime())) / (7 * DAY);
    const isPeriod = (parts.FREQ === 'WEEKLY' ? weeks : months) % interval === 0;
    const nth = [`${Math.ceil(date / 7)}${weekday}`, `-${Math.ceil((length - date + 1) / 7)}${weekday}`];
    const means =
      parts.FREQ === 'WEEKLY'
        ? parts.BYDAY!.split(',').includes(weekday)
        : parts.BYDAY
          ? parts.BYDAY.split(',').some((each) => nth.includes(each))
          : parts
              .BYMONTHDAY!.split(',')
              .some((each) => Number(each) === date || Number(each) === date - length - 1);
    if (isPeriod && means) found.push(day.toISOString().slice(0, 10));
  }
  return found;
}

const weekday = fc.constantFrom(...WEEKDAYS);
const nth = fc.constantFrom('1', '2', '3', '4', '5', '-1', '-2', '-5');
const several = <T>(each: fc.Arbitrary<T>) => fc.uniqueArray(each, { minLength: 1, maxLength: 3 });
const rules = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 8 }), several(weekday))
    .map(([interval, on]) => `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${on.join(',')}`),
  fc
    .tuple(fc.integer({ min: 1, max: 12 }), several(fc.tuple(nth, weekday).map((parts) => parts.join(''))))
    .map(([interval, on]) => `FREQ=MONTHLY;INTERVAL=${interval};BYDAY=${on.join(',')}`),
  fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      several(fc.integer({ min: -31, max: 31 }).filter((day) => day !== 0)),
    )
    .map(([interval, on]) => `FREQ=MONTHLY;INTERVAL=${interval};BYMONTHDAY=${on.join(',')}`),
);
const starts = fc
  .integer({ min: 0, max: 729 })
  .map((day) => new Date(Date.UTC(2026, 0, 1) + day * DAY).toISOString().slice(0, 10));

test('every rule means the days that a search through the calendar finds', () => {
  fc.assert(
    fc.property(rules, starts, (rrule, startsOn) => {
      expect(daysOf(patternOf(`${rrule};COUNT=52`), startsOn, 53)).toEqual(bruteDays(rrule, startsOn, 53));
    }),
    { numRuns: 500 },
  );
});

test('what is left of a series goes on as the rule from its own first day', () => {
  fc.assert(
    fc.property(rules, starts, fc.nat(20), (rrule, startsOn, at) => {
      const all = daysOf(patternOf(`${rrule};COUNT=52`), startsOn, 21);
      const tail = all.slice(at);
      if (tail.length === 0) return;
      const again = parseSeriesRule(ruleText(patternOf(`${rrule};COUNT=52`), tail.length)).rule!;
      expect(daysOf(again.pattern, tail[0]!, tail.length)).toEqual(tail);
    }),
    { numRuns: 300 },
  );
});

test('a series that moves by days gets the rule that names the new days, where there is one', () => {
  const shifted = (rrule: string, startsOn: string, by: number) => {
    const found = shiftedPattern(patternOf(rrule), daysOf(patternOf(rrule), startsOn, 6), by);
    return found && ruleText(found, 6);
  };
  expect(shifted('FREQ=WEEKLY;BYDAY=MO,WE;COUNT=6', '2026-12-01', 1)).toBe('FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6');
  expect(shifted('FREQ=WEEKLY;BYDAY=FR;COUNT=6', '2026-12-01', -5)).toBe('FREQ=WEEKLY;BYDAY=SU;COUNT=6');
  expect(shifted('FREQ=MONTHLY;BYMONTHDAY=3;COUNT=6', '2026-12-01', 4)).toBe(
    'FREQ=MONTHLY;BYMONTHDAY=7;COUNT=6',
  );
  // Every other week's Monday and Friday become a Thursday and the Monday of the week after.
  expect(shifted('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;COUNT=6', '2026-12-01', 3)).toBeNull();
  // The day after the first Tuesday is not the first Wednesday of September 2027.
  expect(shifted('FREQ=MONTHLY;BYDAY=1TU;COUNT=6', '2026-12-01', 1)).toBe('FREQ=MONTHLY;BYDAY=1WE;COUNT=6');
  expect(shifted('FREQ=MONTHLY;BYDAY=1TU;COUNT=6', '2027-06-01', 1)).toBeNull();
  expect(shifted('FREQ=MONTHLY;BYMONTHDAY=31;COUNT=6', '2026-12-01', 1)).toBeNull();
  expect(shifted('FREQ=MONTHLY;BYMONTHDAY=1;COUNT=6', '2026-12-01', -1)).toBeNull();
});

test('a rule that was moved by days names exactly the moved days', () => {
  fc.assert(
    fc.property(rules, starts, fc.integer({ min: -31, max: 31 }), (rrule, startsOn, by) => {
      const pattern = patternOf(`${rrule};COUNT=52`);
      const before = daysOf(pattern, startsOn, 10);
      if (before.length === 0) return;
      const after = shiftedPattern(pattern, before, by);
      const moved = before.map((day) => new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10));
      if (after) expect(bruteDays(ruleText(after, 10), moved[0]!, before.length)).toEqual(moved);
    }),
    { numRuns: 300 },
  );
});
