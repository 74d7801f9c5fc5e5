import { composeClosing } from '../../src/reports/closing.compose.js';
import type { CheckInFacts, ClosingFacts, ClosingGoalFacts } from '../../src/reports/closing.facts.js';

const asOf = Date.parse('2026-11-23T08:00:00Z');

const goal: ClosingGoalFacts = {
  title: 'Speak in public',
  measure: 'NUMBER',
  unit: 'talks',
  baseline: 1,
  target: 5,
  lastValue: 3,
  milestones: 0,
  milestonesDone: 0,
  progress: 0.5,
  status: 'ACTIVE',
  targetDate: '2026-12-31',
  closedAt: null,
};

function facts(change: Partial<ClosingFacts> = {}): ClosingFacts {
  return {
    client: { id: 'c', name: 'Amir', zone: 'Pacific/Auckland', locale: 'en' },
    organization: { name: 'North', color: '#1f5f5b' },
    engagement: { coachName: 'Cora', startsOn: '2026-01-05', endsOn: '2026-11-22', ending: 'COMPLETED' },
    sessions: { held: 0, missed: 0, minutes: 0 },
    checkIns: [],
    goals: [],
    wins: { count: 0, items: [] },
    actions: { count: 0, items: [] },
    learning: { count: 0, items: [] },
    thanks: { count: 0, items: [] },
    ...change,
  };
}

const checkIn = (day: string, index: number, instrument = 'stuck-18'): CheckInFacts => ({
  at: Date.parse(`${day}T12:30:00Z`),
  instrument,
  index,
  band: 'WATCH',
});
const told = (checkIns: CheckInFacts[]) => composeClosing(facts({ checkIns }), asOf).checkIns;

test('the first and the last check-in say how it began and ended, on their days where the client is', () => {
  const all = [checkIn('2026-01-04', 60), checkIn('2026-05-01', 50), checkIn('2026-11-20', 40)];
  expect(told(all)).toEqual({
    start: { on: '2026-01-05', index: 60, band: 'WATCH' },
    end: { on: '2026-11-21', index: 40, band: 'WATCH' },
  });
});

test('only check-ins by one instrument are compared, that of the last', () => {
  const all = [checkIn('2026-01-04', 60, 'older'), checkIn('2026-05-01', 50), checkIn('2026-11-20', 40)];
  expect(told(all).start).toMatchObject({ index: 50 });
});

test('a single check-in says how it began, none says nothing', () => {
  expect(told([checkIn('2026-05-01', 50)])).toEqual({
    start: { on: '2026-05-02', index: 50, band: 'WATCH' },
    end: null,
  });
  expect(told([])).toEqual({ start: null, end: null });
});

test.each([
  ['NUMBER', {}, { start: 1, target: 5, latest: 3 }],
  ['PERCENT', { lastValue: null }, { start: 1, target: 5, latest: null }],
  ['MILESTONES', { milestones: 4, milestonesDone: 3 }, { start: 0, target: 4, latest: 3 }],
  ['BINARY', { lastValue: 1 }, { start: 0, target: 1, latest: 1 }],
  ['BINARY', { lastValue: null }, { start: 0, target: 1, latest: 0 }],
  ['GAS', { baseline: -2, target: null, lastValue: -1 }, { start: -2, target: 0, latest: -1 }],
] as const)('a goal by %s tells where it began, was to go and is', (measure, change, values) => {
  const [told] = composeClosing(facts({ goals: [{ ...goal, measure, ...change }] }), asOf).goals;
  expect(told).toMatchObject(values);
});

test('a goal has closed on a day where the client is', () => {
  const closedAt = Date.parse('2026-06-30T12:30:00Z');
  const [told] = composeClosing(facts({ goals: [{ ...goal, status: 'ACHIEVED', closedAt }] }), asOf).goals;
  expect(told).toMatchObject({ status: 'ACHIEVED', closedOn: '2026-07-01' });
});

test('what comes latest first from the database is told in the order of time, and all is counted', () => {
  const items = [
    { title: 'Second', doneOn: '2026-03-02' },
    { title: 'First', doneOn: '2026-03-01' },
  ];
  expect(composeClosing(facts({ actions: { count: 7, items } }), asOf).actions).toEqual({
    count: 7,
    items: [
      { title: 'First', doneOn: '2026-03-01' },
      { title: 'Second', doneOn: '2026-03-02' },
    ],
  });
});

test('hours are those of the sessions held, with two decimals', () => {
  expect(composeClosing(facts({ sessions: { held: 2, missed: 1, minutes: 100 } }), asOf).sessions).toEqual({
    held: 2,
    missed: 1,
    hours: 1.67,
  });
});
