// What is agreed, granted, written and said between the coaches of the demo and their clients. Days count from today.
import type { Clauses } from '../engagements/agreement.clauses.js';
import type { AllianceAnswers } from '../sessions/alliance.rupture.js';
import type { DayOfWeek } from './demo.clock.js';
import type { ClientStory, Day } from './demo.story.js';

/** A later version of an agreement, and what it changes. */
export interface VersionStory {
  day: Day;
  changes: Partial<Clauses>;
  /** Signed by all on its day, taken back by the client alone, or without the coach's signature yet. */
  how: 'SIGNED' | 'NARROWED' | 'WAITS_FOR_COACH';
}

export interface CoachingStory {
  /** As in the story of the client. */
  name: string;
  agreements?: VersionStory[];
  allocation?: { unit: 'SESSIONS' | 'MINUTES'; granted: number[]; expires?: Day };
  /** The last session that the client missed, which the coach gave back. */
  waived?: string;
  /** Sessions beside the usual rhythm, a week after the first so many of it. */
  extraSessions?: number;
  series?: { first: DayOfWeek; rrule: string; weeks: number; count: number; localTime: string };
  /** On the next session: who wrote it, what, and whether it went on from the last one. */
  agenda?: [author: 'COACH' | 'CLIENT', text: string, options?: { carried?: boolean }][];
  /** Of the last session that was held. */
  privateNote?: string;
  agreedActions?: [title: string, due: DayOfWeek][];
  recording?: string;
  /** Of the sessions held, the latest last; 0 was not rated. */
  ratings?: number[];
  /** After the fourth session, the eighth …; where an answer is missing, the last one waits. */
  pulses?: AllianceAnswers[];
  /** Hours before now, who, and what; how many of the last ones the other side has not read. */
  messages?: { said: [hoursAgo: number, author: 'COACH' | 'CLIENT', text: string][]; unread: number };
}

/** A client whose coaching is over. */
export interface FinishedStory extends Omit<CoachingStory, 'series' | 'agenda' | 'extraSessions'> {
  coach: string;
  /** Days from the first day of the engagement. */
  heldOn: number[];
  note: string;
}

/** Who has only just come, and who asks for Mara Vogel. */
export const NEWCOMERS: readonly ClientStory[] = [
  {
    name: 'Selma Aksoy',
    zone: 'Europe/Berlin',
    location: 'Leipzig',
    jobTitle: 'Research assistant',
    department: 'Laboratory',
    careerStage: 'EARLY',
    coach: 0,
    engagement: 'ACTIVE',
    begun: -26,
    goals: [],
  },
  {
    name: 'Yusuf Demir',
    zone: 'Europe/Istanbul',
    location: 'Izmir',
    jobTitle: 'Shift planner',
    department: 'Operations',
    careerStage: 'MID',
    begun: -10,
    goals: [],
  },
];

export const REQUEST = {
  name: 'Yusuf Demir',
  coach: 'Mara Vogel',
  day: -2,
  message: 'You wrote that you ask what one would do if nobody graded it. I would like to find that out.',
} as const;

export const OFFERS = { name: 'Julia Weber', coaches: ['Mara Vogel', 'Emeka Osei'], day: -4 } as const;

export const NOTE_TEMPLATE = {
  coach: 'Mara Vogel',
  title: 'After a rehearsal',
  body: 'What was rehearsed\n\nThe sentence that stays\n\nWhere it got stuck, and what helped\n\nWhen it is said for real',
} as const;

export const COACHING: readonly CoachingStory[] = [
  {
    name: 'Lena Hoffmann',
    agreements: [{ day: -62, changes: { namesInAttendance: true, recording: true }, how: 'SIGNED' }],
    allocation: { unit: 'SESSIONS', granted: [10, 4], expires: 120 },
    waived: 'The child was ill, and she called as soon as she could.',
    agenda: [
      ['CLIENT', 'What I do if it is the wrong draft', { carried: true }],
      ['COACH', 'Who runs the critique while you are away'],
    ],
    privateNote: 'Speaks of her lead as of somebody who grades. Ask what she would grade herself.',
    agreedActions: [['Ask for a seat in the planning round', [-1, 5]]],
    recording: 'https://recordings.example/harbour-and-pine/rehearsal',
    ratings: [4, 5, 0, 4, 5, 5, 5],
    pulses: [{ goals: 8, way: 7, bond: 9 }],
    messages: {
      said: [
        [75, 'COACH', 'The outline of the first team meeting follows on Thursday. Is forty minutes right?'],
        [72, 'CLIENT', 'Forty is right. I would leave ten for what nobody dares to ask.'],
        [5, 'CLIENT', 'Engineering moved the hand-over. May we begin with that?'],
        [4, 'CLIENT', 'And I have the planning round: from Friday on.'],
      ],
      unread: 2,
    },
  },
  {
    name: 'Omar Haddad',
    agreements: [{ day: -3, changes: { recording: true, lateCancelHours: 48 }, how: 'WAITS_FOR_COACH' }],
    ratings: [4, 4, 0, 5],
    messages: { said: [[30, 'COACH', 'How did the second day of the close go?']], unread: 1 },
  },
  {
    name: 'Ines Pereira',
    allocation: { unit: 'SESSIONS', granted: [8], expires: 60 },
    privateNote: 'Takes each complaint as hers. Two weeks of counting may take the weight off.',
    agreedActions: [['Count the reasons of Monday by hand', [-1, 2]]],
    messages: {
      said: [[20, 'CLIENT', 'I am sorry about Wednesday: two people were ill. Can we keep the next one?']],
      unread: 1,
    },
  },
  {
    name: 'Jonas Becker',
    allocation: { unit: 'MINUTES', granted: [600, 300] },
    extraSessions: 3,
    privateNote: 'Fridays went to the team again. He says that it is fine, and looks at the door.',
    ratings: [4, 4, 4, 3, 0, 3, 2, 2],
    pulses: [
      { goals: 6, way: 5, bond: 6 },
      { goals: 4, way: 4, bond: 5 },
    ],
  },
  {
    name: 'Tomas Novak',
    agreements: [
      { day: -110, changes: { recording: true }, how: 'SIGNED' },
      { day: -9, changes: { recording: false }, how: 'NARROWED' },
    ],
    allocation: { unit: 'SESSIONS', granted: [18] },
    series: {
      first: [3, 2],
      rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6',
      weeks: 2,
      count: 6,
      localTime: '18:00:00',
    },
    agenda: [['COACH', 'What to ask when there is no date']],
    pulses: [
      { goals: 7, way: 8, bond: 8 },
      { goals: 9, way: 8, bond: 9 },
    ],
    ratings: [5, 4, 5, 5, 4, 5, 5, 5],
  },
  { name: 'Mei Chen', pulses: [] },
];

export const FINISHED: FinishedStory = {
  name: 'Nora Eklund',
  coach: 'Mara Vogel',
  heldOn: [7, 28, 49, 77],
  note: 'Nora stops waiting for the restructuring. She asks for somebody who knows the housing market.',
  agreements: [],
  allocation: { unit: 'SESSIONS', granted: [6], expires: -45 },
  ratings: [4, 4, 5, 5],
  pulses: [{ goals: 8, way: 9, bond: 9 }],
};
