import { bounceBackOf } from '../../src/journal/setback.bounce-back.js';

const HOUR = 3_600_000;
const after = (hours: number | null) => ({ happenedAt: 0, doneAt: hours === null ? null : hours * HOUR });

test('without a setback there is nothing to tell', () => {
  expect(bounceBackOf([])).toEqual({ medianHours: null, counted: 0, waiting: 0 });
});

test.each([
  [[30], 30],
  [[10, 30], 20],
  [[100, 1, 3], 3],
  [[4, 1, 2, 3], 2.5],
  [[0.04, 0.04], 0],
])('%p hours have the median %d', (hours, median) => {
  expect(bounceBackOf(hours.map(after))).toEqual({ medianHours: median, counted: hours.length, waiting: 0 });
});

test('a setback that waits for an action is told beside the median, never counted as a long one', () => {
  expect(bounceBackOf([after(5), after(null), after(null)])).toEqual({
    medianHours: 5,
    counted: 1,
    waiting: 2,
  });
  expect(bounceBackOf([after(null)])).toEqual({ medianHours: null, counted: 0, waiting: 1 });
});
