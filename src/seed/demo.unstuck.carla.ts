// How Carla Rossi gets unstuck: she knows where to, and puts it off.
import type { UnstuckStory } from './demo.unstuck.story.js';

const ENERGY = 0;

export const UNSTUCK_CARLA: UnstuckStory = {
  name: 'Carla Rossi',
  checkIns: [
    { day: -89, answers: '223431122123221332132' },
    { day: -40, answers: '223322221232211222131' },
  ],
  pulses: [3, 2, 3, 2, 2, 1],
  situation: {
    role: { title: 'Recruiter', since: -640, satisfaction: 5 },
    aspects: [
      ['TASKS', -1, 'The same interview forty times.'],
      ['TEAM', 2],
      ['PURPOSE', -1],
      ['RECOGNITION', 1],
      ['PAY', 0],
    ],
    tasks: [
      ['Interviews', 16],
      ['Writing to applicants', 12],
      ['My plan for renewable energy', 2, ENERGY],
    ],
    values: [
      ['To do something against the heat', 5, 3],
      ['Company at work', 3, 9],
    ],
    constraints: [
      ['MONEY', 'A year at school would have to be paid for by somebody.', { hard: true, private: true }],
    ],
    skills: [
      ['Active listening', 5, 4, 1],
      ['Networking', 3, 1, 1],
      ['Planning', 2, 2, 0],
      ['Project management', 1, 0, 1],
    ],
    roles: [
      {
        title: 'Project coordinator in wind energy',
        note: 'Close to the people who build it.',
        asks: [
          ['Project management', 3],
          ['Planning', 4],
          ['Networking', 3],
        ],
      },
      { title: 'Project manager' },
    ],
    answered: [['Planning', ENERGY]],
  },
  commitments: [[8, 1]],
  deeds: [
    [[12, 3], 'CUSTOM', 'Note three days on which I forgot the time'],
    [[8, 2], 'NETWORKING', 'Write to an engineer of a wind farm', { goal: ENERGY, stretch: 2 }],
    [[7, 4], 'LEARNING', 'Watch the lecture on grids', { goal: ENERGY, minutes: 90 }],
    [[5, 2], 'NETWORKING', 'Prepare five questions for the call', { goal: ENERGY, minutes: 30 }],
    [
      [4, 3],
      'NETWORKING',
      'Call the engineer',
      { goal: ENERGY, stretch: 3, learned: 'Nobody asked me for a degree.' },
    ],
    [[2, 2], 'RESUME', 'Write the first half of a resume for another trade', { goal: ENERGY, minutes: 60 }],
    [[1, 2], 'NETWORKING', 'Thank the engineer with what came of it', { goal: ENERGY, minutes: 10 }],
    [[0, 2], 'RESUME', 'Write the second half', { goal: ENERGY, minutes: 60 }],
  ],
  steps: [
    {
      title: 'Send the application to the wind park',
      kind: 'LATERAL_MOVE',
      goal: ENERGY,
      moved: [
        [4, 5],
        [3, 5],
        [2, 5],
      ],
      due: [1, 5],
    },
  ],
  cues: [
    { cue: 'ACTION_DONE', response: 'I put the next one into the calendar before I close the page.' },
    { cue: 'SETBACK_LOGGED', response: 'I call Lena.' },
  ],
  journal: {
    setbacks: [
      {
        day: -20,
        what: 'Sat in front of the application for two hours and tidied my desktop.',
        goal: ENERGY,
        controllability: 3,
        lesson: 'Two hours is too long. Ten minutes I can begin.',
        next: 'Ten minutes, with Lena on the phone.',
      },
    ],
    questions: [{ day: -9, text: 'What does somebody who coordinates do on a Tuesday?', goal: ENERGY }],
    entries: [
      {
        day: -19,
        kind: 'SETBACK',
        text: 'I am good at preparing. It is the same as not beginning.',
        goal: ENERGY,
      },
    ],
  },
  learning: {
    items: [
      {
        kind: 'COURSE',
        title: 'Planning for beginners',
        provider: 'Chamber of commerce',
        status: 'ENROLLED',
        days: [10, 52],
        hours: 24,
        cost: 260,
        skill: 'Planning',
      },
    ],
  },
  winsShownTo: ['BUDDY'],
};
