import fc from 'fast-check';
import { taskAlignmentOf, type TaskHours } from '../../src/situations/task.alignment.js';

const serving = (hours: number) => ({ hours, servesLongGoal: true });
const idle = (hours: number) => ({ hours, servesLongGoal: false });

test('ten hours for a goal, twenty-five for none and five for a goal are 0.375', () => {
  expect(taskAlignmentOf([serving(10), idle(25), serving(5)])).toBe(0.375);
});

test('a week without tasks has no alignment, one that serves nothing has none at all', () => {
  expect(taskAlignmentOf([])).toBeNull();
  expect(taskAlignmentOf([idle(40)])).toBe(0);
  expect(taskAlignmentOf([serving(0.5)])).toBe(1);
});

test('tenths of hours add up: a tenth and seven for a goal are half of a week with eight for none', () => {
  expect(taskAlignmentOf([serving(0.1), serving(0.7), idle(0.8)])).toBe(0.5);
});

const task: fc.Arbitrary<TaskHours> = fc.record({
  hours: fc.integer({ min: 1, max: 168_000_000 }).map((millionths) => millionths / 1e6),
  servesLongGoal: fc.boolean(),
});

test('it lies between 0 and 1, whatever the tasks and their order', () => {
  fc.assert(
    fc.property(fc.array(task, { minLength: 1, maxLength: 50 }), (tasks) => {
      const alignment = taskAlignmentOf(tasks)!;
      expect(alignment).toBeGreaterThanOrEqual(0);
      expect(alignment).toBeLessThanOrEqual(1);
      expect(taskAlignmentOf(tasks.toReversed())).toBe(alignment);
    }),
  );
});

test('an hour more for a goal never lowers it, an hour more for none never raises it', () => {
  fc.assert(
    fc.property(fc.array(task, { minLength: 1, maxLength: 50 }), (tasks) => {
      const alignment = taskAlignmentOf(tasks)!;
      expect(taskAlignmentOf([...tasks, serving(1)])!).toBeGreaterThanOrEqual(alignment);
      expect(taskAlignmentOf([...tasks, idle(1)])!).toBeLessThanOrEqual(alignment);
    }),
  );
});
