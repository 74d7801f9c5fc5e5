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
  levels: null,
  importance: null,
  difficulty: null,
  targetOn: '2026-12-01',
  confidence: 8,
  support: null,
  gapId: null,
  valueId: null,
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

test('of a gap or a value a change tells only that there is one', () => {
  const id = '01890000-0000-7000-8000-000000000000';
  const linked = { ...goal, gapId: id };
  expect(changesOf(goal, linked)).toEqual([{ field: 'GAP', before: null, after: 'linked' }]);
  expect(changesOf(linked, { ...goal, gapId: id.replace('8', '9') })).toEqual([
    { field: 'GAP', before: 'linked', after: 'linked' },
  ]);
});

test('levels are compared text by text and told one a line', () => {
  const levels = ['none', 'one', 'two', 'three', 'four'];
  const scaled = { ...goal, levels };
  expect(changesOf(scaled, { ...goal, levels: [...levels] })).toEqual([]);
  expect(changesOf(scaled, { ...goal, levels: null })).toEqual([
    { field: 'LEVELS', before: 'none\none\ntwo\nthree\nfour', after: null },
  ]);
});

test.each<[keyof GoalContent, unknown, boolean, boolean]>([
  // field, new value, opens a segment, ends the value
  ['measure', 'PERCENT', true, true],
  ['unit', 'hours', true, true],
  ['baseline', 1, true, false],
  ['target', 20, true, false],
  ['targetOn', '2027-01-01', true, false],
  ['levels', ['a', 'b', 'c', 'd', 'e'], false, false],
  ['importance', 3, false, false],
  ['title', 'Speak up', false, false],
  ['horizon', 'LONG', false, false],
  ['confidence', 5, false, false],
  ['weight', 2, false, false],
])('another %s: new segment and new value only where it says so', (name, value, opens, ends) => {
  const changes = changesOf(goal, { ...goal, [name]: value });
  expect(changes).toHaveLength(1);
  expect([opensSegment(changes), endsValue(changes)]).toEqual([opens, ends]);
});
