import { learningStatuses, mayStep } from '../../src/learning/learning-item.states.js';

test('an item goes on or is dropped, what was dropped is planned anew, and what is done stays', () => {
  const legal = learningStatuses.flatMap((from) =>
    learningStatuses.filter((to) => mayStep(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(legal).toEqual([
    'PLANNED → ENROLLED',
    'PLANNED → DOING',
    'PLANNED → DONE',
    'PLANNED → DROPPED',
    'ENROLLED → DOING',
    'ENROLLED → DONE',
    'ENROLLED → DROPPED',
    'DOING → DONE',
    'DOING → DROPPED',
    'DROPPED → PLANNED',
  ]);
});
