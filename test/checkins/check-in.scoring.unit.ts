import fc from 'fast-check';
import { stuckDimensions } from '../../src/checkins/check-in.dimensions.js';
import { bandOf, recoded, scoresOf, type ScaleItem } from '../../src/checkins/check-in.scoring.js';
import { allAt, answersFor, scale } from './items.js';

describe('a dimension', () => {
  it('is 25 times the mean of its recoded answers', () => {
    const answers = new Map([
      [1, 4],
      [2, 3],
      [3, 0],
    ]);
    expect(scoresOf(scale, answers).dimensions.BOREDOM).toBe(91.666667);
  });

  it('recodes what is reversed', () => {
    expect([0, 1, 2, 3, 4].map((answer) => recoded(answer, { reversed: true }))).toEqual([4, 3, 2, 1, 0]);
    expect([0, 1, 2, 3, 4].map((answer) => recoded(answer, { reversed: false }))).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes the mean of two answers of three, and is unknown from one', () => {
    const two = new Map([
      [1, 4],
      [2, 2],
    ]);
    expect(scoresOf(scale, two).dimensions.BOREDOM).toBe(75);
    expect(scoresOf(scale, new Map([[1, 0]])).dimensions.BOREDOM).toBeNull();
    expect(scoresOf(scale, new Map()).dimensions.BOREDOM).toBeNull();
  });
});

describe('the index', () => {
  it('is the mean of the dimensions', () => {
    const { index, dimensions } = scoresOf(
      scale,
      answersFor({
        BOREDOM: 12,
        UNCHALLENGED: 6,
        UNDERVALUED: 0,
        POSTPONING: 3,
        FRUSTRATION: 9,
        MOTIVATION_LOSS: 4,
      }),
    );
    expect(dimensions).toEqual({
      BOREDOM: 100,
      UNCHALLENGED: 50,
      UNDERVALUED: 0,
      POSTPONING: 25,
      FRUSTRATION: 75,
      MOTIVATION_LOSS: 33.333333,
      BLOCKED_ABOVE: null,
    });
    expect(index).toBe(47.222222);
  });

  it('is 50 where thirds add up to it', () => {
    const thirds = answersFor({ BOREDOM: 4, UNCHALLENGED: 4, UNDERVALUED: 8, POSTPONING: 8 });
    expect(scoresOf(scale, thirds)).toMatchObject({ index: 50, band: 'STUCK' });
  });

  it('needs four of the six dimensions', () => {
    const four = { BOREDOM: 12, UNCHALLENGED: 12, UNDERVALUED: 0, POSTPONING: 0 };
    expect(scoresOf(scale, answersFor(four))).toMatchObject({ index: 50, band: 'STUCK' });
    expect(scoresOf(scale, answersFor({ ...four, POSTPONING: null }))).toMatchObject({
      index: null,
      band: null,
    });
  });

  it('never counts what blocks above', () => {
    const without = scoresOf(scale, allAt(6));
    const answers = new Map([...allAt(6), ...answersFor({ BLOCKED_ABOVE: 12 })]);
    const withIt = scoresOf(scale, answers);
    expect(withIt.dimensions.BLOCKED_ABOVE).toBe(100);
    expect(withIt).toMatchObject({ index: without.index, answered: 18, items: 18, coverage: 1 });
  });
});

it.each([
  [0, 'MOVING'],
  [24.999999, 'MOVING'],
  [25, 'WATCH'],
  [49.999999, 'WATCH'],
  [50, 'STUCK'],
  [74.999999, 'STUCK'],
  [75, 'DEEPLY_STUCK'],
  [100, 'DEEPLY_STUCK'],
])('an index of %d is %s', (index, band) => {
  expect(bandOf(index)).toBe(band);
});

describe('quality', () => {
  const straight = (alike: number) =>
    new Map(Array.from({ length: 18 }, (_, at) => [at + 1, at < alike ? 3 : at % 3] as [number, number]));

  it('tells ticking through: five sixths of the raw answers alike', () => {
    expect(scoresOf(scale, straight(15)).straightLining).toBe(true);
    expect(scoresOf(scale, straight(14)).straightLining).toBe(false);
  });

  it('does not hold a person against their own answer, reversed where it is', () => {
    expect(scoresOf(scale, allAt(12)).straightLining).toBe(false);
  });

  it('says nothing about ticking through below six answers', () => {
    const few = new Map([1, 2, 3, 4, 5].map((position) => [position, 2] as [number, number]));
    expect(scoresOf(scale, few)).toMatchObject({ straightLining: false, incomplete: true });
    expect(scoresOf(scale, few.set(6, 2))).toMatchObject({ straightLining: true, incomplete: true });
  });

  it('tells what is incomplete: no index, or under two thirds answered', () => {
    expect(scoresOf(scale, allAt(6))).toMatchObject({ incomplete: false, coverage: 1 });
    // Two items of each dimension: twelve of eighteen.
    const twoThirds = new Map([...allAt(6)].filter(([position]) => position % 3 !== 0));
    expect(scoresOf(scale, twoThirds)).toMatchObject({ incomplete: false, answered: 12, coverage: 0.666667 });
    // Two items of four dimensions give an index, yet eight answers are few.
    const eight = new Map([...twoThirds].filter(([position]) => position <= 12));
    expect(scoresOf(scale, eight)).toMatchObject({ index: 75, incomplete: true, coverage: 0.444444 });
    // All of three dimensions give none.
    const three = new Map([...allAt(6)].filter(([position]) => position <= 9));
    expect(scoresOf(scale, three)).toMatchObject({ index: null, incomplete: true, coverage: 0.5 });
  });
});

describe('whatever was answered', () => {
  const given = fc
    .tuple(...scale.map(() => fc.option(fc.integer({ min: 0, max: 4 }), { nil: null })))
    .map(
      (list) => new Map(list.flatMap((answer, at) => (answer === null ? [] : [[at + 1, answer] as const]))),
    );

  it('the order of the items changes nothing', () => {
    fc.assert(
      fc.property(given, fc.shuffledSubarray(scale, { minLength: scale.length }), (answers, shuffled) => {
        expect(scoresOf(shuffled, answers)).toEqual(scoresOf(scale, answers));
      }),
    );
  });

  it('every score lies between 0 and 100, and coverage between 0 and 1', () => {
    fc.assert(
      fc.property(given, (answers) => {
        const { dimensions, index, coverage } = scoresOf(scale, answers);
        for (const score of [...Object.values(dimensions), index]) {
          if (score !== null) expect(score >= 0 && score <= 100).toBe(true);
        }
        expect(coverage >= 0 && coverage <= 1).toBe(true);
      }),
    );
  });

  it('recoding an item and its answer together changes no score', () => {
    fc.assert(
      fc.property(given, (answers) => {
        const turned: ScaleItem[] = scale.map((item) => ({ ...item, reversed: !item.reversed }));
        const mirrored = new Map([...answers].map(([position, answer]) => [position, 4 - answer]));
        expect(scoresOf(turned, mirrored).dimensions).toEqual(scoresOf(scale, answers).dimensions);
      }),
    );
  });

  it('recoding twice is the answer again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.boolean(), (answer, reversed) => {
        expect(recoded(recoded(answer, { reversed }), { reversed })).toBe(answer);
      }),
    );
  });

  it('what was left out never counts as 0: the rest of its dimension says it alone', () => {
    fc.assert(
      fc.property(given, fc.integer({ min: 1, max: 18 }), (answers, leftOut) => {
        const rest = new Map([...answers].filter(([position]) => position !== leftOut));
        const { dimension } = scale[leftOut - 1]!;
        const known = scale
          .filter((item) => item.dimension === dimension && rest.has(item.position))
          .map((item) => recoded(rest.get(item.position)!, item));
        const expected =
          known.length < 2 ? null : (25 * known.reduce((sum, value) => sum + value, 0)) / known.length;
        const score = scoresOf(scale, rest).dimensions[dimension];
        if (expected === null) expect(score).toBeNull();
        else expect(score).toBeCloseTo(expected, 5);
      }),
    );
  });

  it('a higher answer never lowers the index, unless its item is reversed', () => {
    fc.assert(
      fc.property(
        given.filter((answers) => answers.size > 0),
        fc.nat(),
        (answers, pick) => {
          const [position, answer] = [...answers][pick % answers.size]!;
          fc.pre(answer < 4);
          const before = scoresOf(scale, answers).index;
          const after = scoresOf(scale, new Map(answers).set(position, answer + 1)).index;
          fc.pre(before !== null && after !== null);
          const { reversed } = scale[position - 1]!;
          expect(reversed ? after! <= before! : after! >= before!).toBe(true);
        },
      ),
    );
  });

  it('a straight line is never a clean check-in, since some items are reversed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), (answer) => {
        const line = new Map(scale.map(({ position }) => [position, answer]));
        expect(scoresOf(scale, line).straightLining).toBe(true);
      }),
    );
  });
});

test('every dimension of the test’s own instrument has three items, one of them reversed', () => {
  for (const dimension of stuckDimensions) {
    const own = scale.filter((item) => item.dimension === dimension);
    expect(own.map(({ reversed }) => reversed)).toEqual([false, false, true]);
  }
});
