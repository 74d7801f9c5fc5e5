import fc from 'fast-check';
import { overlapper, union, without, type TimeRange } from '../../src/availability/time-ranges.js';

const ranges = fc.array(fc.tuple(fc.nat(60), fc.nat(60)) as fc.Arbitrary<TimeRange>, { maxLength: 12 });
const covers = (all: readonly TimeRange[], at: number) =>
  all.some(([from, until]) => from <= at && at < until);
const apart = (all: readonly TimeRange[]) =>
  all.every(([from, until], at) => from < until && (at === 0 || all[at - 1]![1] < from));

describe('ranges of time', () => {
  it('become one where they overlap or adjoin, and cover what they covered', () => {
    expect(
      union([
        [5, 8],
        [1, 3],
        [3, 4],
        [7, 9],
        [9, 9],
        [12, 11],
      ]),
    ).toEqual([
      [1, 4],
      [5, 9],
    ]);
    fc.assert(
      fc.property(ranges, (some) => {
        const joined = union(some);
        expect(apart(joined)).toBe(true);
        for (let at = 0; at < 60; at += 1) expect(covers(joined, at)).toBe(covers(some, at));
      }),
    );
  });

  it('lose what is taken and nothing else', () => {
    expect(
      without(
        [
          [0, 10],
          [20, 30],
        ],
        [
          [2, 3],
          [8, 22],
          [29, 40],
        ],
      ),
    ).toEqual([
      [0, 2],
      [3, 8],
      [22, 29],
    ]);
    fc.assert(
      fc.property(ranges, ranges, (some, taken) => {
        const left = without(some, taken);
        expect(left.every(([from, until]) => from < until)).toBe(true);
        for (let at = 0; at < 60; at += 1)
          expect(covers(left, at)).toBe(covers(some, at) && !covers(taken, at));
      }),
    );
  });

  it('know whether another touches them, asked in order', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 1, max: 9 }), (some, length) => {
        const touches = overlapper(some);
        for (let at = 0; at < 60; at += 1) {
          const naive = some.some(([from, until]) => from < until && from < at + length && at < until);
          expect(touches([at, at + length])).toBe(naive);
        }
      }),
    );
  });
});
