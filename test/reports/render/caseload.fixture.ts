import type {
  CaseloadClient,
  CaseloadSnapshot,
  SnapshotGoalHealth,
} from '../../../src/reports/caseload.snapshot.js';

const healths: SnapshotGoalHealth[] = [
  'ON_TRACK',
  'ON_TRACK',
  'AT_RISK',
  'ON_TRACK',
  'STALE',
  'OFF_TRACK',
  'UNKNOWN',
  'OVERDUE',
];
const names = [
  'Amara Okafor',
  'Benedikt Höfer',
  'Chiara Lombardi',
  'Daniel Nguyễn',
  'Ewa Wiśniewska',
  'Farid Haddad',
  'Grace Kamau',
  'Håkon Sørensen',
  'Ines Carvalho',
  'Jonas Weber',
];
const titles = [
  'Lead the quarterly planning round for the platform team',
  'Hold one mentoring conversation a month outside my own department',
  'Finish the data-engineering certificate',
  'Run two stakeholder workshops and write up what changed because of them',
  'Hand over the release rota',
];
const jobs = [
  'Senior engineer, platform',
  'Product manager',
  'Team lead, customer care',
  'Data analyst',
  'Head of facilities',
];
const reasons = [
  'No session in 31 days and none booked',
  'Two reviews unanswered',
  'A goal passed its date on 15 Nov 2026',
];

/** A caseload of so many made-up clients, the same at every call. */
export function caseload(clients: number, change: Partial<CaseloadSnapshot> = {}): CaseloadSnapshot {
  const list = Array.from({ length: clients }, (_, index) => client(index));
  return {
    templateVersion: 1,
    asOf: '2026-11-23T08:00:00.000Z',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    organization: { name: 'Northwind Leadership Institute', color: '#1f6f78' },
    coachName: 'Marta Lindqvist',
    totals: {
      clients,
      sessionsHeld: 27,
      hours: 31.5,
      overdueReviews: list.reduce((sum, one) => sum + one.overdueReviews, 0),
      staleGoals: list.flatMap((one) => one.goals).filter((goal) => goal.health === 'STALE').length,
    },
    sessionsPerWeek: [4, 6, 5, 7, 3, 0, 5, 8, 6, 7, 9, 5].map((held, week) => ({
      weekStart: new Date(Date.UTC(2026, 7, 31 + 7 * week)).toISOString().slice(0, 10),
      held,
    })),
    clients: list,
    ...change,
  };
}

function client(index: number): CaseloadClient {
  const day = String((index % 27) + 1).padStart(2, '0');
  return {
    name: names[index % names.length] ?? '',
    jobTitle: index % 6 === 5 ? null : (jobs[index % jobs.length] ?? ''),
    since: `2026-0${(index % 8) + 1}-${day}`,
    lastSessionAt:
      index % 9 === 8 ? null : `2026-11-${String((index % 20) + 1).padStart(2, '0')}T14:00:00.000Z`,
    nextSessionAt: index % 4 === 3 ? null : `2026-12-${day}T09:30:00.000Z`,
    overdueReviews: index % 7 === 3 ? 2 : 0,
    attention: index % 4 === 3 ? (reasons[index % reasons.length] ?? '') : null,
    goals: Array.from({ length: index % 5 === 4 ? 0 : 1 + (index % 3) }, (_, goal) => ({
      title: titles[(index + goal) % titles.length] ?? '',
      health: healths[(index * 3 + goal) % healths.length] ?? 'UNKNOWN',
      progress: ((index * 17 + goal * 31) % 101) / 100,
      targetDate: `2027-0${((index + goal) % 8) + 1}-15`,
      lastProgressAt:
        goal === 2 ? null : `2026-11-${String(((index + goal) % 20) + 1).padStart(2, '0')}T10:00:00.000Z`,
    })),
  };
}
