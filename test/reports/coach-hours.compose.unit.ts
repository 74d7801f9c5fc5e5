import { composeCoachHours } from '../../src/reports/coach-hours.compose.js';
import type { CoachHoursFacts } from '../../src/reports/coach-hours.facts.js';

const asOf = Date.parse('2026-11-23T08:00:00Z');
const days = { since: '2026-01-01', until: '2026-11-22' };

function client(name: string, change: Partial<CoachHoursFacts['named'][number]> = {}) {
  return {
    engagementId: name,
    clientId: name,
    name,
    email: `${name}@example.test`,
    startsOn: '2026-01-05',
    endedOn: null,
    paid: true,
    minutes: 60,
    ...change,
  };
}

function facts(change: Partial<CoachHoursFacts> = {}): CoachHoursFacts {
  return {
    coach: { name: 'Cora', zone: 'Europe/Berlin', locale: 'sv' },
    organization: { name: 'North' },
    named: [],
    unnamed: { clients: 0, paidMinutes: 0, proBonoMinutes: 0 },
    groups: [],
    ...change,
  };
}

test('hours are minutes by sixty with two decimals, paid or pro bono as the engagement is', () => {
  const { entries } = composeCoachHours(
    facts({ named: [client('Amir', { minutes: 50 }), client('Bo', { minutes: 100, paid: false })] }),
    days,
    asOf,
  );
  expect(entries).toEqual([
    {
      kind: 'INDIVIDUAL',
      name: 'Amir',
      contact: 'Amir@example.test',
      people: null,
      startsOn: '2026-01-05',
      endsOn: null,
      paidMinutes: 50,
      paidHours: 0.83,
      proBonoMinutes: 0,
      proBonoHours: 0,
    },
    expect.objectContaining({ paidMinutes: 0, paidHours: 0, proBonoMinutes: 100, proBonoHours: 1.67 }),
  ]);
});

test('totals hold those who are not named, and are of the minutes, so that no rounding adds up', () => {
  const { unnamed, totals } = composeCoachHours(
    facts({
      named: [client('Amir', { minutes: 50 }), client('Bo', { minutes: 50 })],
      unnamed: { clients: 2, paidMinutes: 50, proBonoMinutes: 45 },
      groups: [{ name: 'Logistics', firstAt: asOf, lastAt: asOf, people: 4, minutes: 90 }],
    }),
    days,
    asOf,
  );
  expect(unnamed).toEqual({
    clients: 2,
    paidMinutes: 50,
    paidHours: 0.83,
    proBonoMinutes: 45,
    proBonoHours: 0.75,
  });
  expect(totals).toEqual({
    individual: { paidMinutes: 150, paidHours: 2.5, proBonoMinutes: 45, proBonoHours: 0.75 },
    group: { paidMinutes: 0, paidHours: 0, proBonoMinutes: 90, proBonoHours: 1.5 },
    all: { paidMinutes: 150, paidHours: 2.5, proBonoMinutes: 135, proBonoHours: 2.25 },
  });
});

test('clients come first, as the coach’s language sorts, two engagements of one by their beginning; then groups', () => {
  const { entries } = composeCoachHours(
    facts({
      named: [
        client('Örjan'),
        client('Zoe', { startsOn: '2026-03-01' }),
        client('Zoe', { startsOn: '2025-03-01', endedOn: '2025-12-31' }),
      ],
      groups: [
        { name: 'Trade', firstAt: asOf, lastAt: asOf, people: 4, minutes: 60 },
        { name: 'Care', firstAt: asOf, lastAt: asOf, people: 2, minutes: 60 },
      ],
    }),
    days,
    asOf,
  );
  expect(entries.map(({ name, startsOn, endsOn }) => [name, startsOn, endsOn])).toEqual([
    ['Zoe', '2025-03-01', '2025-12-31'],
    ['Zoe', '2026-03-01', null],
    ['Örjan', '2026-01-05', null],
    ['Care', '2026-11-23', '2026-11-23'],
    ['Trade', '2026-11-23', '2026-11-23'],
  ]);
});

test('a group has the days of its first and last meeting where the coach is, how many came, and nobody’s address', () => {
  const groups = [
    {
      name: 'Care',
      firstAt: Date.parse('2026-01-31T23:30:00Z'),
      lastAt: Date.parse('2026-05-05T10:00:00Z'),
      people: 7,
      minutes: 120,
    },
  ];
  expect(composeCoachHours(facts({ groups }), days, asOf).entries).toEqual([
    {
      kind: 'GROUP',
      name: 'Care',
      contact: null,
      people: 7,
      startsOn: '2026-02-01',
      endsOn: '2026-05-05',
      paidMinutes: 0,
      paidHours: 0,
      proBonoMinutes: 120,
      proBonoHours: 2,
    },
  ]);
});
