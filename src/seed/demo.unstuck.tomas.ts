// How Tomas Novak gets unstuck: ready for more, and the post above him is taken.
import type { UnstuckStory } from './demo.unstuck.story.js';

const [MANAGER, STOPS] = [0, 1];

export const UNSTUCK_TOMAS: UnstuckStory = {
  name: 'Tomas Novak',
  checkIns: [
    { day: -138, answers: '122123323321122131303' },
    { day: -47, answers: '113124322431012121312' },
  ],
  pulses: [2, 2, 1, 2],
  situation: {
    role: { title: 'Maintenance planner', since: -2_000, satisfaction: 6 },
    aspects: [
      ['TASKS', 1],
      ['AUTONOMY', 1],
      ['RECOGNITION', 0],
      ['LEARNING', -1],
      ['PAY', -1, 'The shift bonus is gone since the move.'],
    ],
    tasks: [
      ['Planning of repairs', 22],
      ['Morning rounds', 8, MANAGER],
      ['Spare parts', 8],
    ],
    values: [['To leave things in order', 4, 8]],
    constraints: [['CARE', 'My father needs me on Wednesday afternoons.', { hard: true, private: false }]],
    skills: [
      ['Planning', 5, 4, 1],
      ['Process improvement', 4, 3, 2],
      ['Problem solving', 4, 4, 1],
      ['Delegation', 2, 2, 0],
    ],
    roles: [{ title: 'Operations manager', note: 'Shift manager first.' }],
    answered: [['Delegation', MANAGER]],
  },
  commitments: [[16, 2]],
  weeksOff: [[7, 'LEAVE']],
  deeds: [
    [[16, 1], 'CUSTOM', 'Lead the morning round', { goal: MANAGER }],
    [[14, 1], 'CUSTOM', 'Go through the stops of the week with the shift', { goal: STOPS }],
    [[11, 4], 'CUSTOM', 'Hand over in writing for a week', { goal: MANAGER, minutes: 60 }],
    [[9, 1], 'CUSTOM', 'Fix the cause of the sensor stops', { goal: STOPS, stretch: 2 }],
    [[6, 2], 'NETWORKING', 'Ask the other site how they keep their list', { goal: STOPS, minutes: 30 }],
    [[5, 1], 'CUSTOM', 'Order the spare part a month ahead', { goal: STOPS, minutes: 15 }],
    [
      [4, 1],
      'CUSTOM',
      'Let Jana plan the small repairs',
      { goal: MANAGER, stretch: 3, learned: 'She found a better order.' },
    ],
    [
      [3, 2],
      'CUSTOM',
      'Ask for a date for the decision',
      { goal: MANAGER, stretch: 4, learned: 'There is none; but now they know that I ask.' },
    ],
    [[2, 1], 'CUSTOM', 'Lead the morning round in English', { goal: MANAGER, stretch: 2 }],
    [[1, 1], 'CUSTOM', 'Walk the night shift through the new list', { goal: STOPS, minutes: 90 }],
    [[0, 1], 'CUSTOM', 'Go through the stops of the week', { goal: STOPS, minutes: 30 }],
  ],
  steps: [{ title: 'Ask what is missing for the post', kind: 'CUSTOM', goal: MANAGER, due: [0, 7] }],
  cues: [{ cue: 'AFTER_SESSION', minutes: 30, response: 'I write the one thing into the shift book.' }],
  journal: {
    questions: [{ day: -8, text: 'Who else in the group has left the ladder sideways?', goal: MANAGER }],
    entries: [
      {
        day: -15,
        kind: 'REFLECTION',
        text: 'Jana does it differently and it works. I have to like that.',
        goal: MANAGER,
      },
    ],
  },
  learning: {
    items: [
      {
        kind: 'SEMINAR',
        title: 'Leading on the shop floor',
        status: 'PLANNED',
        days: [40, 41],
        hours: 16,
        skill: 'Delegation',
      },
    ],
    risks: [
      {
        begun: -10,
        stop: 12,
        hypothesis:
          'If I offer to lead line 3 for a month without the title, the talk about the post becomes another.',
        upside: 'A month that nobody can argue away.',
        worst: 'More work and the same answer.',
        loss: 'Four Saturdays.',
        rule: 'I stop when Wednesdays with my father are at stake.',
        success: 'The plant manager names a date for the decision.',
        reversible: true,
      },
    ],
  },
  winsShownTo: ['COACH'],
  kudosOf: ['Emeka Osei'],
};
