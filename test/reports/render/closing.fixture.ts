import type { ClosingGoal, ClosingSnapshot } from '../../../src/reports/closing.snapshot.js';

const goal: ClosingGoal = {
  title: 'Lead the quarterly planning round for the platform team',
  measure: 'NUMBER',
  unit: 'rounds led',
  start: 0,
  target: 4,
  latest: 3,
  progress: 0.75,
  status: 'PARTLY',
  targetDate: '2026-10-31',
  closedOn: '2026-11-02',
};

/** What a made-up client takes away, the same at every call. */
export function closing(change: Partial<ClosingSnapshot> = {}): ClosingSnapshot {
  return {
    templateVersion: 1,
    asOf: '2026-11-23T08:00:00.000Z',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    organization: { name: 'Northwind Leadership Institute', color: '#1f6f78' },
    clientName: 'Amara Okafor',
    coachName: 'Marta Lindqvist',
    engagement: { startsOn: '2026-01-05', endsOn: '2026-11-22', ending: 'COMPLETED' },
    sessions: { held: 14, missed: 1, hours: 17.5 },
    checkIns: {
      start: { on: '2026-01-04', index: 62.5, band: 'STUCK' },
      end: { on: '2026-11-20', index: 38, band: 'WATCH' },
    },
    goals: [
      goal,
      {
        ...goal,
        title: 'Finish the data-engineering certificate',
        measure: 'MILESTONES',
        unit: null,
        start: 0,
        target: 5,
        latest: 5,
        progress: 1,
        status: 'ACHIEVED',
        closedOn: '2026-06-30',
      },
      {
        ...goal,
        title: 'Speak calmly when plans change',
        measure: 'GAS',
        unit: null,
        start: -2,
        target: 0,
        latest: -1,
        progress: 0.5,
        status: 'ACTIVE',
        targetDate: '2027-01-31',
        closedOn: null,
      },
      {
        ...goal,
        title: 'Answer within a day',
        measure: 'PERCENT',
        unit: null,
        start: 40,
        target: 90,
        latest: null,
        progress: 0,
        status: 'ABANDONED',
      },
      {
        ...goal,
        title: 'Publish a talk',
        measure: 'BINARY',
        unit: null,
        start: 0,
        target: 1,
        latest: 1,
        progress: 1,
        status: 'ACHIEVED',
      },
    ],
    wins: {
      count: 3,
      items: [
        {
          kind: 'ACTION_DONE',
          on: '2026-02-02',
          title: 'Ask Ines for feedback',
          goal: goal.title,
          activeWeeks: null,
        },
        { kind: 'ACTIVE_WEEKS', on: '2026-03-02', title: null, goal: null, activeWeeks: 6 },
        {
          kind: 'COMEBACK',
          on: '2026-05-04',
          title: 'Book the room again',
          goal: goal.title,
          activeWeeks: null,
        },
      ],
    },
    actions: {
      count: 120,
      items: [
        { title: 'Ask Ines for feedback', doneOn: '2026-02-02' },
        { title: 'Book the room again', doneOn: '2026-05-04' },
      ],
    },
    learning: {
      count: 1,
      items: [
        { kind: 'BOOK', title: 'Thinking in systems', provider: 'Donella Meadows', doneOn: '2026-04-12' },
      ],
    },
    thanks: {
      count: 2,
      items: [
        {
          from: 'Benedikt Höfer',
          on: '2026-02-03',
          win: {
            kind: 'ACTION_DONE',
            on: '2026-02-02',
            title: 'Ask Ines for feedback',
            goal: null,
            activeWeeks: null,
          },
        },
        {
          from: null,
          on: '2026-03-03',
          win: { kind: 'ACTIVE_WEEKS', on: '2026-03-02', title: null, goal: null, activeWeeks: 6 },
        },
      ],
    },
    ...change,
  };
}
