// What seeded people are called and do. Own lists: nothing here is anybody's.
import type { CareerStage } from '../clients/client.entity.js';
import type { GoalKind } from '../goals/goal.entity.js';
import type { GoalMeasure } from '../goals/goal.progress.js';

export const GIVEN_NAMES = [
  'Ada',
  'Amir',
  'Anika',
  'Beatriz',
  'Bilal',
  'Carla',
  'Chidi',
  'Clara',
  'Daniel',
  'Dilara',
  'Elena',
  'Emeka',
  'Erik',
  'Fatima',
  'Felix',
  'Gita',
  'Hana',
  'Henrik',
  'Ines',
  'Ivan',
  'Jonas',
  'Julia',
  'Kofi',
  'Lena',
  'Leo',
  'Lin',
  'Maja',
  'Marco',
  'Mei',
  'Mira',
  'Nadia',
  'Noah',
  'Nora',
  'Omar',
  'Paula',
  'Petra',
  'Rahul',
  'Rosa',
  'Ruth',
  'Samir',
  'Sofia',
  'Stefan',
  'Tara',
  'Teresa',
  'Tomas',
  'Uma',
  'Victor',
  'Wanda',
  'Yara',
  'Yusuf',
] as const;

export const FAMILY_NAMES = [
  'Abebe',
  'Albrecht',
  'Andersen',
  'Banerjee',
  'Becker',
  'Bianchi',
  'Castro',
  'Chen',
  'Costa',
  'Demir',
  'Duarte',
  'Eklund',
  'Farouk',
  'Fischer',
  'Garcia',
  'Haddad',
  'Hansen',
  'Hoffmann',
  'Ibrahim',
  'Ito',
  'Jansen',
  'Kaya',
  'Keller',
  'Kovacs',
  'Kumar',
  'Larsen',
  'Lehmann',
  'Lopez',
  'Mensah',
  'Moreau',
  'Nakamura',
  'Novak',
  'Nowak',
  'Okafor',
  'Olsen',
  'Osei',
  'Patel',
  'Pereira',
  'Petrov',
  'Richter',
  'Rossi',
  'Sato',
  'Schmidt',
  'Silva',
  'Tanaka',
  'Torres',
  'Vogel',
  'Weber',
  'Yilmaz',
  'Zhang',
] as const;

export const COMPANIES = [
  'Alder',
  'Birch',
  'Cedar',
  'Dune',
  'Ember',
  'Fjord',
  'Granite',
  'Heath',
  'Isle',
  'Juniper',
] as const;
export const TRADES = [
  'Works',
  'Foods',
  'Energy',
  'Clinics',
  'Logistics',
  'Software',
  'Insurance',
  'Media',
] as const;

export const PLACES = [
  { location: 'Berlin', zone: 'Europe/Berlin' },
  { location: 'Lisbon', zone: 'Europe/Lisbon' },
  { location: 'London', zone: 'Europe/London' },
  { location: 'New York', zone: 'America/New_York' },
  { location: 'São Paulo', zone: 'America/Sao_Paulo' },
  { location: 'Bengaluru', zone: 'Asia/Kolkata' },
  { location: 'Singapore', zone: 'Asia/Singapore' },
] as const;

export const JOBS: readonly { jobTitle: string; department: string; careerStage: CareerStage }[] = [
  { jobTitle: 'Account manager', department: 'Sales', careerStage: 'MID' },
  { jobTitle: 'Backend developer', department: 'Engineering', careerStage: 'MID' },
  { jobTitle: 'Buyer', department: 'Procurement', careerStage: 'EARLY' },
  { jobTitle: 'Controller', department: 'Finance', careerStage: 'SENIOR' },
  { jobTitle: 'Customer support lead', department: 'Service', careerStage: 'MID' },
  { jobTitle: 'Data analyst', department: 'Finance', careerStage: 'EARLY' },
  { jobTitle: 'Head of operations', department: 'Operations', careerStage: 'EXECUTIVE' },
  { jobTitle: 'Maintenance planner', department: 'Operations', careerStage: 'MID' },
  { jobTitle: 'Nurse in charge of a ward', department: 'Care', careerStage: 'SENIOR' },
  { jobTitle: 'Product designer', department: 'Product', careerStage: 'MID' },
  { jobTitle: 'Quality engineer', department: 'Engineering', careerStage: 'SENIOR' },
  { jobTitle: 'Recruiter', department: 'People', careerStage: 'EARLY' },
];

export const SPECIALTIES = [
  'Career change',
  'First leadership role',
  'Return to work',
  'Visibility',
  'Workload',
] as const;

/** A goal that a seeded client has: from `baseline` to `target`, in `unit`. */
export interface GoalIdea {
  kind: GoalKind;
  title: string;
  behaviour: string;
  measure: Extract<GoalMeasure, 'NUMBER' | 'PERCENT'>;
  unit: string;
  baseline: number;
  target: number;
}

export const LONG_IDEAS: readonly GoalIdea[] = [
  {
    kind: 'PROMOTION',
    title: 'Lead a team of my own',
    behaviour: 'I take over one duty of the team lead each month and report on it.',
    measure: 'PERCENT',
    unit: 'of the duties',
    baseline: 0,
    target: 100,
  },
  {
    kind: 'INDUSTRY_CHANGE',
    title: 'Move into renewable energy',
    behaviour: 'I finish the steps of my plan for the move, one every week.',
    measure: 'PERCENT',
    unit: 'of the plan',
    baseline: 0,
    target: 100,
  },
  {
    kind: 'LATERAL',
    title: 'Work half of my week on product questions',
    behaviour: 'I hand over support tickets and take on product work instead.',
    measure: 'NUMBER',
    unit: 'hours a week',
    baseline: 2,
    target: 20,
  },
];

export const SHORT_IDEAS: readonly GoalIdea[] = [
  {
    kind: 'SKILL',
    title: 'Write queries without help',
    behaviour: 'I answer questions from the data myself before I ask the analyst.',
    measure: 'NUMBER',
    unit: 'questions',
    baseline: 0,
    target: 40,
  },
  {
    kind: 'NETWORK',
    title: 'Know people in three other departments',
    behaviour: 'I have one conversation a week with somebody I have not worked with.',
    measure: 'NUMBER',
    unit: 'conversations',
    baseline: 1,
    target: 24,
  },
  {
    kind: 'LEADERSHIP',
    title: 'Run the weekly meeting',
    behaviour: 'I prepare, open and close the meeting, and send the notes the same day.',
    measure: 'NUMBER',
    unit: 'meetings',
    baseline: 0,
    target: 20,
  },
  {
    kind: 'STRETCH_PROJECT',
    title: 'Cut the time that a complaint waits',
    behaviour: 'I measure the waiting time each Friday and change one thing.',
    measure: 'NUMBER',
    unit: 'hours',
    baseline: 72,
    target: 24,
  },
  {
    kind: 'SKILL',
    title: 'Speak in front of people',
    behaviour: 'I present something in every second team meeting.',
    measure: 'NUMBER',
    unit: 'talks',
    baseline: 0,
    target: 15,
  },
];

export const NOTES = [
  'Slower than I wanted, but it moved.',
  'Asked for help earlier this time.',
  'A good week.',
  'Two meetings fell out.',
  'Showed it to my lead.',
] as const;

export const WENT_WELL = [
  'I asked for the task instead of waiting for it.',
  'The conversation that I had put off took ten minutes.',
  'I said no to one meeting and finished what mattered.',
] as const;
export const BLOCKERS = [
  'Month-end closing took two days.',
  'I waited for an answer from another team.',
  null,
] as const;
export const COMMITMENTS = [
  'Block two hours on Tuesday morning.',
  'Send the draft to my lead by Thursday.',
  'Invite one person from another department to lunch.',
] as const;
export const AGENDAS = [
  'What went well since last time',
  'Preparing the talk with my lead',
  'Next steps',
  '',
] as const;
