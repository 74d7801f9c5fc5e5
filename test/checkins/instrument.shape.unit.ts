import { shapeProblem } from '../../src/checkins/instrument.shape.js';
import { scale } from './items.js';

const without = (...positions: number[]) => scale.filter(({ position }) => !positions.includes(position));

test('six dimensions of three items with one reversed will do, with the structural part or without', () => {
  expect(shapeProblem(scale)).toBeNull();
  expect(shapeProblem(without(19, 20, 21))).toBeNull();
});

test.each([
  ['a dimension of two items', without(1), 'BOREDOM needs 3 to 10 items and has 2.'],
  [
    'a dimension that is not asked about',
    without(16, 17, 18),
    'MOTIVATION_LOSS needs 3 to 10 items and has 0.',
  ],
  ['half a structural part', without(19), 'BLOCKED_ABOVE needs 3 to 10 items and has 2.'],
  [
    'a dimension of eleven items',
    [...scale, ...Array.from({ length: 8 }, () => ({ dimension: 'BOREDOM' as const, reversed: false }))],
    'BOREDOM needs 3 to 10 items and has 11.',
  ],
  [
    'a dimension without a reversed item',
    scale.map((item) => (item.dimension === 'BOREDOM' ? { ...item, reversed: false } : item)),
    'BOREDOM needs at least one reversed item and one that is not.',
  ],
  [
    'a dimension of reversed items only',
    scale.map((item) => (item.dimension === 'BOREDOM' ? { ...item, reversed: true } : item)),
    'BOREDOM needs at least one reversed item and one that is not.',
  ],
])('%s will not', (_case, items, problem) => {
  expect(shapeProblem(items)).toBe(problem);
});
