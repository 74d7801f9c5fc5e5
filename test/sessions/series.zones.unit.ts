import { planOf } from '../../src/sessions/series.plan.js';
import { parseSeriesRule } from '../../src/sessions/series.rule.js';

const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Santiago',
  'Africa/Cairo',
  // Winter time in summer, but for Ramadan.
  'Africa/Casablanca',
  'Asia/Jerusalem',
  // Half an hour.
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  // Two hours.
  'Antarctica/Troll',
];
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What Intl says that the wall clock shows, which knows nothing of the library that the product uses. */
function clockOf(zone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const known = new Map<number, string>();
  return (at: number) => {
    const shown = known.get(at) ?? format.format(at).replace(', ', 'T');
    known.set(at, shown);
    return shown;
  };
}

const asUtc = (wall: string) => Date.parse(`${wall}:00Z`);

/** The instants of 2026 and 2027 at which the offset is another than a minute before. */
function transitionsOf(wall: (at: number) => string): number[] {
  const offset = (at: number) => asUtc(wall(at)) - at;
  const found: number[] = [];
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += 6 * HOUR) {
    if (offset(at) === offset(at + 6 * HOUR)) continue;
    let minute = at + MINUTE;
    while (offset(minute) === offset(at)) minute += MINUTE;
    found.push(minute);
  }
  return found;
}

/**
 * The first minute of three days at which the clock shows this; where none does, as far behind the jump as the wanted
 * time lies behind where the clock stopped.
 */
function search(wall: (at: number) => string, date: string, time: string): number {
  const wanted = `${date}T${time}`;
  const noon = Date.parse(`${date}T12:00:00Z`);
  // Offsets are between −12 and +14 hours and change by at most two.
  for (let at = noon - 30 * HOUR; at < noon + 30 * HOUR; at += MINUTE) {
    const shown = wall(at);
    if (shown === wanted) return at;
    if (shown > wanted) {
      const lastBefore = at - MINUTE;
      return at + (asUtc(wanted) - asUtc(wall(lastBefore)) - MINUTE);
    }
  }
  throw new Error('Nothing found.');
}

const clockTimes = (wall: string, steps: number[]) =>
  steps.map((minutes) => new Date(asUtc(wall) + minutes * MINUTE).toISOString().slice(11, 16));

test.each(ZONES)('in %s a series keeps its hour across every change of the clock of two years', (zone) => {
  const wall = clockOf(zone);
  const transitions = transitionsOf(wall);
  expect(transitions.length).toBeGreaterThanOrEqual(3);
  for (const at of transitions) {
    const before = wall(at - MINUTE);
    const [date] = wall(at).split('T') as [string];
    // Around where the clock stopped, inside what it skips or repeats, and behind that.
    for (const time of clockTimes(before, [-120, -61, -1, 0, 1, 16, 31, 59, 61, 119, 121])) {
      const first = new Date(Date.parse(date) - 7 * DAY).toISOString().slice(0, 10);
      const weekly = planOf(parseSeriesRule('FREQ=WEEKLY;COUNT=3').rule!, first, time, zone);
      const days = [first, date, new Date(Date.parse(date) + 7 * DAY).toISOString().slice(0, 10)];
      expect([zone, time, weekly]).toMatchObject([
        zone,
        time,
        { occurrences: days.map((on) => ({ on, at: search(wall, on, time) })) },
      ]);
    }
  }
});

test('a time that the clock skips is later by what it skips, and one that it repeats is the first', () => {
  const at = (rrule: string, startsOn: string, time: string, zone: string) => {
    const plan = planOf(parseSeriesRule(rrule).rule!, startsOn, time, zone);
    if (typeof plan === 'string') throw new Error(plan);
    return plan.occurrences.map((each) => new Date(each.at).toISOString());
  };
  expect(at('FREQ=WEEKLY;COUNT=3', '2026-03-22', '02:30', 'Europe/Berlin')).toEqual([
    '2026-03-22T01:30:00.000Z',
    '2026-03-29T01:30:00.000Z',
    '2026-04-05T00:30:00.000Z',
  ]);
  expect(at('FREQ=WEEKLY;COUNT=2', '2026-10-25', '02:30', 'Europe/Berlin')).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-11-01T01:30:00.000Z',
  ]);
  expect(at('FREQ=MONTHLY;BYDAY=1SU;COUNT=2', '2026-10-01', '02:15', 'Australia/Lord_Howe')).toEqual([
    '2026-10-03T15:45:00.000Z',
    '2026-10-31T15:15:00.000Z',
  ]);
});
