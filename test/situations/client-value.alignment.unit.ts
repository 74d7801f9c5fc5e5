import fc from 'fast-check';
import { valueAlignmentOf, type ValueLived } from '../../src/situations/client-value.alignment.js';

test('it is the mean rating, each value as heavy as its weight', () => {
  expect(
    valueAlignmentOf([
      { weight: 5, rating: 4 },
      { weight: 3, rating: 10 },
      { weight: 2, rating: 0 },
    ]),
  ).toBe(0.5);
});

test('nothing matters, nothing is lived: without values there is none', () => {
  expect(valueAlignmentOf([])).toBeNull();
  expect(valueAlignmentOf([{ weight: 4, rating: 0 }])).toBe(0);
  expect(valueAlignmentOf([{ weight: 1, rating: 10 }])).toBe(1);
});

const value: fc.Arbitrary<ValueLived> = fc.record({
  weight: fc.integer({ min: 1, max: 5 }),
  rating: fc.integer({ min: 0, max: 10 }),
});
const values = fc.array(value, { minLength: 1, maxLength: 20 });

test('it lies between 0 and 1, whatever the values and their order', () => {
  fc.assert(
    fc.property(values, (some) => {
      const alignment = valueAlignmentOf(some)!;
      expect(alignment).toBeGreaterThanOrEqual(0);
      expect(alignment).toBeLessThanOrEqual(1);
      expect(valueAlignmentOf(some.toReversed())).toBe(alignment);
    }),
  );
});

test('living a value better raises it', () => {
  fc.assert(
    fc.property(values, ([first, ...others]) => {
      fc.pre(first!.rating < 10);
      const better = { ...first!, rating: first!.rating + 1 };
      expect(valueAlignmentOf([better, ...others])!).toBeGreaterThan(valueAlignmentOf([first!, ...others])!);
    }),
  );
});
