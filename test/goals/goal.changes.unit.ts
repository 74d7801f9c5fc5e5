import { changesOf, endsValue, opensSegment, type GoalContent } from '../../src/goals/goal.changes.js';

const goal: GoalContent = {
  horizon: 'SHORT',
  kind: 'SKILL',
  title: 'Speak in public',
  behaviour: null,
  measure: 'NUMBER',
  unit: 'talks',
  baseline: 0,
  target: 10,
  targetOn: '2026-12-01',
  confidence: 8,
  support: null,
  answers: null,
  parentId: null,
  weight: null,
};

test('what stays the same is no change', () => {
  expect(changesOf(goal, { ...goal })).toEqual([]);
});

test('changes name the field with both values as text, in a fixed order', () => {
  const id = '01890000-0000-7000-8000-000000000000';
  expect(changesOf(goal, { ...goal, weight: 0.5, parentId: id, target: 12, title: 'Speak up' })).toEqual([
    { field: 'TITLE', before: 'Speak in public', after: 'Speak up' },
    { field: 'TARGET', before: '10', after: '12' },
    { field: 'PARENT', before: null, after: `goal_${id}` },
    { field: 'WEIGHT', before: null, after: '0.5' },
  ]);
});

test.each<[keyof GoalContent, unknown, boolean, boolean]>([
  // field, new value, opens a segment, ends the value
  ['measure', 'PERCENT', true, true],
  ['unit', 'hours', true, true],
  ['baseline', 1, true, false],
  ['target', 20, true, false],
  ['targetOn', '2027-01-01', true, false],
  ['title', 'Speak up', false, false],
  ['horizon', 'LONG', false, false],
  ['confidence', 5, false, false],
  ['weight', 2, false, false],
])('another %s: new segment and new value only where it says so', (name, value, opens, ends) => {
  const changes = changesOf(goal, { ...goal, [name]: value });
  expect(changes).toHaveLength(1);
  expect([opensSegment(changes), endsValue(changes)]).toEqual([opens, ends]);
});
