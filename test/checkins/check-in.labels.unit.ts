import { labelsOf, nextSteps, nextStepWords } from '../../src/checkins/check-in.labels.js';

const calm = {
  BOREDOM: 0,
  UNCHALLENGED: 0,
  UNDERVALUED: 0,
  POSTPONING: 0,
  FRUSTRATION: 0,
  MOTIVATION_LOSS: 0,
  BLOCKED_ABOVE: 0,
};
const found = (scores: object) => labelsOf({ ...calm, ...scores }).map(({ label }) => label);

test.each([
  ['CONTENT_PLATEAU', { BOREDOM: 50, UNCHALLENGED: 50 }, 'ASK_FOR_HARDER_WORK', ['BOREDOM', 'UNCHALLENGED']],
  ['RECOGNITION_GAP', { UNDERVALUED: 50 }, 'MAKE_WORK_VISIBLE', ['UNDERVALUED']],
  ['INERTIA', { POSTPONING: 50 }, 'PLAN_ONE_SMALL_STEP', ['POSTPONING']],
  [
    'STRAIN',
    { FRUSTRATION: 50, MOTIVATION_LOSS: 50 },
    'NAME_WHAT_DRAINS',
    ['FRUSTRATION', 'MOTIVATION_LOSS'],
  ],
  ['STRUCTURAL', { BLOCKED_ABOVE: 50 }, 'LOOK_SIDEWAYS', ['BLOCKED_ABOVE']],
])(
  '%s holds from 50 on, cites its dimensions and names the next step',
  (label, scores, nextStep, dimensions) => {
    expect(labelsOf({ ...calm, ...scores })).toEqual([{ label, dimensions, nextStep }]);
    const below = Object.fromEntries(Object.keys(scores).map((dimension) => [dimension, 49.999999]));
    expect(found(below)).toEqual([]);
  },
);

test('a label of two dimensions takes both', () => {
  expect(found({ BOREDOM: 100 })).toEqual([]);
  expect(found({ UNCHALLENGED: 100 })).toEqual([]);
  expect(found({ FRUSTRATION: 100 })).toEqual([]);
  expect(found({ MOTIVATION_LOSS: 100 })).toEqual([]);
});

test('several hold at once, in one order', () => {
  const all = Object.fromEntries(Object.keys(calm).map((dimension) => [dimension, 75]));
  expect(found(all)).toEqual(['CONTENT_PLATEAU', 'RECOGNITION_GAP', 'INERTIA', 'STRAIN', 'STRUCTURAL']);
});

test('an unknown dimension says nothing', () => {
  expect(found({ BOREDOM: null, UNCHALLENGED: 100, UNDERVALUED: null, BLOCKED_ABOVE: null })).toEqual([]);
});

test('each next step has its words', () => {
  expect(Object.keys(nextStepWords)).toEqual([...nextSteps]);
});
