import { firstWeekSteps, type FirstWeekStepName } from '../../src/week/first-week.entity.js';
import { pathOf } from '../../src/week/first-week.path.js';

const done = (...names: FirstWeekStepName[]) =>
  Object.fromEntries(firstWeekSteps.map((step) => [step, names.includes(step)])) as Record<
    FirstWeekStepName,
    boolean
  >;
const states = (...given: Parameters<typeof pathOf>) => pathOf(...given).map(({ state }) => state);

test('there is a step for each of the eight ways out of a rut, and the first is next', () => {
  expect(pathOf(done(), [])[0]).toEqual({ step: 'RECOGNISE', state: 'NEXT' });
  expect(states(done(), [])).toEqual(['NEXT', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN']);
});

test('steps are done in any order, and a skipped one is passed over', () => {
  expect(states(done('RECOGNISE', 'ACT'), ['EVALUATE'])).toEqual([
    'DONE',
    'SKIPPED',
    'NEXT',
    'OPEN',
    'DONE',
    'OPEN',
    'OPEN',
    'OPEN',
  ]);
});

test('a skipped step that gets done is done', () => {
  expect(states(done('EVALUATE'), ['EVALUATE'])[1]).toBe('DONE');
});

test('once all is done or skipped nothing is next', () => {
  expect(states(done('RECOGNISE'), firstWeekSteps)).toEqual(['DONE', ...Array(7).fill('SKIPPED')]);
});
