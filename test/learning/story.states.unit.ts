import { mayStep, storyStatuses } from '../../src/learning/story.states.js';

test('a story is published once and withdrawn once', () => {
  const legal = storyStatuses.flatMap((from) =>
    storyStatuses.filter((to) => mayStep(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(legal).toEqual(['DRAFT → PUBLISHED', 'PUBLISHED → WITHDRAWN']);
});
