import { composeCaseload } from '../../src/reports/caseload.compose.js';
import type { CaseloadFacts, ClientFacts, GoalFacts } from '../../src/reports/caseload.facts.js';

/** A Monday, 09:00 in Berlin. */
const asOf = Date.parse('2026-11-23T08:00:00Z');
const day = 86_400_000;
const hour = 3_600_000;

const goal: GoalFacts = {
  title: 'Speak in public',
  status: 'ACTIVE',
  measure: 'NUMBER',
  baseline: 0,
  target: 10,
  targetOn: '2026-12-31',
  activatedAt: asOf - 60 * day,
  lastProgressAt: asOf - 2 * day,
  lastDoneAt: null,
  openMilestoneDates: [],
  updates: [0, 1, 2, 3].map((at) => ({ at: asOf - (50 - 16 * at) * day, value: at * 2 })),
  reviewPeriodDays: null,
  zone: 'Europe/Berlin',
  progress: 0.6,
};

function aClient(name: string, change: Partial<ClientFacts> = {}): ClientFacts {
  return {
    id: name,
    name,
    jobTitle: null,
    since: '2026-01-05',
    quietSince: null,
    lastSessionAt: asOf - day,
    nextSessionAt: null,
    overdueReviews: 0,
    goals: [],
    ...change,
  };
}

function facts(clients: ClientFacts[], change: Partial<CaseloadFacts> = {}): CaseloadFacts {
  return {
    coach: { name: 'Cora', zone: 'Europe/Berlin', locale: 'sv' },
    organization: { name: 'North', color: '#1f5f5b' },
    clients,
    held: [],
    ...change,
  };
}

test('who needs attention comes first, each group sorted as the reader’s language sorts', () => {
  const { clients } = composeCaseload(
    facts([aClient('Örjan'), aClient('Zoe'), aClient('Äsa', { overdueReviews: 1 }), aClient('Adam')]),
    asOf,
  );
  expect(clients.map(({ name }) => name)).toEqual(['Äsa', 'Adam', 'Zoe', 'Örjan']);
});

test('health, progress and the last news of a goal come from its rows', () => {
  const [client] = composeCaseload(facts([aClient('Amir', { goals: [goal] })]), asOf).clients;
  expect(client!.goals).toEqual([
    {
      title: 'Speak in public',
      health: 'ON_TRACK',
      progress: 0.6,
      targetDate: '2026-12-31',
      lastProgressAt: '2026-11-21T08:00:00.000Z',
    },
  ]);
});

test('a milestone done is news too, and what cannot be measured stands at nothing', () => {
  const quiet = { ...goal, lastProgressAt: asOf - 40 * day };
  const { clients, totals } = composeCaseload(
    facts([aClient('Amir', { goals: [quiet, { ...quiet, lastDoneAt: asOf - day, progress: null }] })]),
    asOf,
  );
  expect(
    clients[0]!.goals.map(({ health, progress, lastProgressAt }) => [health, progress, lastProgressAt]),
  ).toEqual([
    ['STALE', 0.6, '2026-10-14T08:00:00.000Z'],
    ['ON_TRACK', 0, '2026-11-22T08:00:00.000Z'],
  ]);
  expect(totals.staleGoals).toBe(1);
});

test('sessions and hours count over 28 days, the later end included', () => {
  const held = [0, 28 * day - 1, 28 * day].map((ago) => ({
    startsAt: asOf - ago,
    endsAt: asOf - ago + hour / 2,
  }));
  expect(composeCaseload(facts([], { held }), asOf).totals).toEqual({
    clients: 0,
    sessionsHeld: 2,
    hours: 1,
    overdueReviews: 0,
    staleGoals: 0,
  });
});

test('weeks begin on Monday where the coach is, the week of the report last', () => {
  // 23:30 on Sunday in UTC is Monday in Berlin.
  const startsAt = Date.parse('2026-11-15T23:30:00Z');
  const weeks = (zone: string) =>
    composeCaseload(
      facts([], {
        coach: { name: 'Cora', zone, locale: 'en' },
        held: [{ startsAt, endsAt: startsAt + hour }],
      }),
      asOf,
    ).sessionsPerWeek;
  expect(weeks('Europe/Berlin')).toHaveLength(12);
  expect(weeks('Europe/Berlin').slice(-3)).toEqual([
    { weekStart: '2026-11-09', held: 0 },
    { weekStart: '2026-11-16', held: 1 },
    { weekStart: '2026-11-23', held: 0 },
  ]);
  expect(weeks('Etc/UTC').slice(-3)).toEqual([
    { weekStart: '2026-11-09', held: 1 },
    { weekStart: '2026-11-16', held: 0 },
    { weekStart: '2026-11-23', held: 0 },
  ]);
});
