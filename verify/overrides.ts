// Arguments that a schema cannot tell: words that pass the checks, and what single operations need to succeed.
import { PACT_CODE } from './world.journal.js';

const HOUR = 3_600_000;
const fromNow = (hours: number) => new Date(Math.ceil(Date.now() / HOUR) * HOUR + hours * HOUR).toISOString();

/** Values to try, by the name of an argument or of a scalar; the first that passes the check is taken. */
export const WORDS: Record<string, unknown[]> = {
  String: [
    'A plain text',
    'Europe/Berlin',
    'en',
    '#1f5f5b',
    'https://meet.example.test/room',
    'FREQ=WEEKLY;BYDAY=MO',
    'FREQ=WEEKLY;COUNT=2',
    '09:30',
  ],
  Int: [30, 7, 5, 1, 0],
  Float: [1, 0],
  Boolean: [true],
  Instant: [fromNow(400)],
  LocalDate: [fromNow(24 * 20).slice(0, 10)],
  LocalTime: ['09:30'],
  first: [20],
  email: ['somebody.new@example.test'],
  password: ['another long password'],
  newPassword: ['another long password'],
  organization: ['no-such-organization'],
  timeZone: ['Europe/Lisbon'],
  locale: ['de'],
  key: ['6f1d2c3b-0000-4000-8000-000000000003'],
  currency: ['EUR'],
  levels: [['Nothing', 'A little', 'As expected', 'More', 'Much more']],
};

interface Override {
  full?: Record<string, unknown>;
  bare?: Record<string, unknown>;
}

/** Six dimensions of three items, one of each reversed. */
const instrument = {
  code: 'made-up',
  items: ['BOREDOM', 'UNCHALLENGED', 'UNDERVALUED', 'POSTPONING', 'FRUSTRATION', 'MOTIVATION_LOSS'].flatMap(
    (dimension) => [true, false, false].map((reversed) => ({ dimension, reversed, text: 'A plain text' })),
  ),
};

/** By operation; null leaves an argument out. */
export const OVERRIDES: Record<string, Override> = {
  addAvailabilityException: { full: { input: { from: '09:00', until: '10:00' } } },
  setAvailability: {
    full: { hours: [{ weekday: 2, from: '09:00', until: '10:00' }] },
    bare: { hours: [] },
  },
  addTargetRole: { bare: { input: { title: 'A title' } } },
  answerCheckIn: {
    full: { answers: [{ position: 1, answer: 2 }] },
    bare: { answers: [{ position: 1, answer: null }] },
  },
  completeAction: { full: { input: { doneOn: null } } },
  completeLearning: { full: { doneOn: null } },
  correctLearning: { full: { doneOn: null } },
  correctDone: { full: { input: { doneOn: null } } },
  createIfThenPlan: { full: { input: { cue: 'TIME', minutes: null, place: null } } },
  changeIfThenPlan: { full: { input: { cue: 'TIME', minutes: null, place: null } } },
  takeWeekOff: { full: { kind: 'LEAVE' }, bare: { kind: 'LEAVE' } },
  splitAction: {
    full: { parts: [{ title: 'The first half' }, { title: 'The second half' }] },
    bare: { parts: [{ title: 'The first half' }, { title: 'The second half' }] },
  },
  sendMessage: {
    full: { input: { key: '6f1d2c3b-0000-4000-8000-000000000001' } },
    bare: { input: { key: '6f1d2c3b-0000-4000-8000-000000000002', text: 'A plain text' } },
  },
  logSetback: { full: { input: { happenedAt: null } } },
  closeSetback: { full: { nothingToLearn: false } },
  openBuddyPact: { full: { code: PACT_CODE }, bare: { code: PACT_CODE } },
  proposeBuddyPact: {
    full: { input: { endsOn: fromNow(24 * 40).slice(0, 10) } },
    bare: { input: { endsOn: fromNow(24 * 40).slice(0, 10) } },
  },
  bookSessionSeries: {
    full: { input: { rrule: 'FREQ=WEEKLY;COUNT=2', zone: 'Europe/Berlin', videoUrl: null } },
    bare: { input: { rrule: 'FREQ=WEEKLY;COUNT=2', place: 'Room 9' } },
  },
  rescheduleSeries: {
    full: { input: { shiftDays: 1, version: null } },
    bare: { input: { minutes: 45 } },
  },
  changeSessionPlace: { full: { input: { videoUrl: null } }, bare: { input: { place: 'Room 9' } } },
  bookSession: { full: { input: { videoUrl: null } }, bare: { input: { place: 'Room 9' } } },
  answerGroupMeeting: { full: { sequence: 0 }, bare: { sequence: 0 } },
  changeGroupMeeting: { full: { input: { videoUrl: null } } },
  scheduleGroupMeeting: {
    full: { input: { videoUrl: null } },
    bare: { input: { place: 'Room 9' } },
  },
  defineInstrument: { full: { input: instrument }, bare: { input: instrument } },
  createGoal: { full: { input: { unit: 'talks', baseline: 0, target: 5, levels: null, milestones: null } } },
  updateGoal: {
    full: { input: { horizon: null, measure: null, unit: null, baseline: null, target: null, levels: null } },
  },
  confirmGoalScale: { full: { version: 1 } },
  logProgress: { full: { input: { at: null } } },
  updateOrganization: { full: { input: { minGroupSize: 6 } } },
};
