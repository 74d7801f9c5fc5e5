import fc from 'fast-check';
import { gapsIn, type FoundGap, type SituationFacts } from '../../src/situations/gap.finding.js';

const NOTHING: SituationFacts = {
  requirements: [],
  claims: [],
  recognition: null,
  checkIn: null,
  values: [],
  tasks: [],
  constraints: [],
};
const find = (facts: Partial<SituationFacts>) => gapsIn({ ...NOTHING, ...facts });
const brief = (gaps: FoundGap[]) =>
  gaps.map((gap) => [
    gap.source,
    gap.skillId ?? gap.valueId ?? gap.constraintId ?? gap.aspectId ?? gap.checkInId,
    gap.magnitude,
    gap.importance,
  ]);

const requirement = (skillId: string, required: number, level: number | null, essential = true) => ({
  skillId,
  targetRoleId: 'role',
  required,
  level,
  importance: essential ? ('ESSENTIAL' as const) : ('OPTIONAL' as const),
});
const claim = (skillId: string, level: number, use: number, enjoyment = 0) => ({
  skillId,
  level,
  use,
  enjoyment,
});

test('a situation of which nothing is known has no gaps', () => {
  expect(gapsIn(NOTHING)).toEqual([]);
});

test('a known skill below what the target role requires is a gap, an unknown one and one that suffices are none', () => {
  const gaps = find({
    requirements: [
      requirement('a', 4, 2),
      requirement('b', 3, 3, false),
      requirement('c', 5, null),
      requirement('d', 2, 1, false),
      requirement('e', 0, 0),
    ],
  });
  expect(brief(gaps)).toEqual([
    ['TARGET_ROLE', 'a', 0.5, 4],
    ['TARGET_ROLE', 'd', 0.5, 2],
  ]);
  expect(gaps.map(({ targetRoleId }) => targetRoleId)).toEqual(['role', 'role']);
});

test('of the skills that lie idle the three worst are gaps, the better liked first among equals', () => {
  const gaps = find({
    claims: [
      claim('little', 2, 1),
      claim('half', 3, 2),
      claim('most', 5, 0),
      claim('liked', 4, 1, 2),
      claim('neutral', 4, 1, 0),
      claim('drained', 5, 0, -1),
    ],
  });
  expect(brief(gaps)).toEqual([
    ['SKILL_CLAIM', 'most', 1, 3],
    ['SKILL_CLAIM', 'liked', 0.6, 5],
    ['SKILL_CLAIM', 'neutral', 0.6, 3],
  ]);
  expect(brief(find({ claims: [claim('little', 2, 2), claim('half', 3, 2)] }))).toEqual([
    ['SKILL_CLAIM', 'half', 0.3, 3],
  ]);
});

test('recognition that drains is a gap, a bit or wholly; that nobody minds is none', () => {
  const rated = (rating: number) => brief(find({ recognition: { aspectId: 'recognition', rating } }));
  expect([-2, -1, 0, 1, 2].map(rated)).toEqual([
    [['ROLE_ASPECT', 'recognition', 1, 3]],
    [['ROLE_ASPECT', 'recognition', 0.5, 3]],
    [],
    [],
    [],
  ]);
});

test('what the last check-in says of recognition is a gap of its own beside the aspect', () => {
  expect(
    brief(
      find({
        recognition: { aspectId: 'recognition', rating: -1 },
        checkIn: { checkInId: 'last', undervalued: 75 },
      }),
    ),
  ).toEqual([
    ['ROLE_ASPECT', 'recognition', 0.5, 3],
    ['CHECK_IN', 'last', 0.75, 3],
  ]);
});

test('where values are poorly lived, those that pull the alignment down are gaps as heavy as they weigh', () => {
  const values = [
    { id: 'fairness', weight: 5, rating: 3 },
    { id: 'growth', weight: 2, rating: 6 },
    { id: 'calm', weight: 1, rating: 5 },
  ];
  expect(brief(find({ values }))).toEqual([
    ['VALUE', 'fairness', 0.7, 5],
    ['VALUE', 'calm', 0.5, 1],
  ]);
});

test('a poorly lived value among well lived ones is none', () => {
  const values = [
    { id: 'fairness', weight: 5, rating: 9 },
    { id: 'calm', weight: 1, rating: 2 },
  ];
  expect(find({ values })).toEqual([]);
});

test('a week of which less than half serves a long goal is a gap, as wide as the rest', () => {
  const week = (serving: number, idle: number) =>
    find({
      tasks: [
        { hours: serving, servesLongGoal: true },
        { hours: idle, servesLongGoal: false },
      ],
    });
  expect(brief(week(15, 25))).toEqual([['TASKS', null, 0.625, 3]]);
  expect(week(20, 20)).toEqual([]);
});

test('each hard constraint is a gap that knows whether it is private, a soft one is none', () => {
  const gaps = find({
    constraints: [
      { id: 'care', private: true, hard: true },
      { id: 'pay', private: false, hard: false },
      { id: 'town', private: false, hard: true },
    ],
  });
  expect(gaps.map((gap) => [gap.constraintId, gap.constraintPrivate, gap.magnitude, gap.importance])).toEqual(
    [
      ['care', true, 1, 4],
      ['town', false, 1, 4],
    ],
  );
});

const id = fc.uuid();
const level = fc.integer({ min: 0, max: 5 });
const facts: fc.Arbitrary<SituationFacts> = fc.record({
  requirements: fc.uniqueArray(
    fc.record({
      skillId: id,
      targetRoleId: fc.constant('role'),
      required: level,
      importance: fc.constantFrom('ESSENTIAL' as const, 'OPTIONAL' as const),
      level: fc.option(level),
    }),
    { selector: ({ skillId }) => skillId, maxLength: 12 },
  ),
  claims: fc.uniqueArray(
    fc.record({
      skillId: id,
      level,
      use: fc.integer({ min: 0, max: 4 }),
      enjoyment: fc.integer({ min: -2, max: 2 }),
    }),
    { selector: ({ skillId }) => skillId, maxLength: 12 },
  ),
  recognition: fc.option(fc.record({ aspectId: id, rating: fc.integer({ min: -2, max: 2 }) })),
  checkIn: fc.option(fc.record({ checkInId: id, undervalued: fc.integer({ min: 50, max: 100 }) })),
  values: fc.uniqueArray(
    fc.record({
      id,
      weight: fc.integer({ min: 1, max: 5 }),
      rating: fc.integer({ min: 0, max: 10 }),
    }),
    { selector: (value) => value.id, maxLength: 12 },
  ),
  tasks: fc.array(fc.record({ hours: fc.integer({ min: 1, max: 60 }), servesLongGoal: fc.boolean() }), {
    maxLength: 12,
  }),
  constraints: fc.uniqueArray(fc.record({ id, private: fc.boolean(), hard: fc.boolean() }), {
    selector: (constraint) => constraint.id,
    maxLength: 12,
  }),
});
const key = ({ source, skillId, valueId, constraintId }: FoundGap) =>
  [source, skillId, valueId, constraintId].join();

test('every gap is wider than none, at most as wide as can be, of some importance, and found once', () => {
  fc.assert(
    fc.property(facts, (some) => {
      const gaps = gapsIn(some);
      for (const { magnitude, importance } of gaps) {
        expect(magnitude).toBeGreaterThan(0);
        expect(magnitude).toBeLessThanOrEqual(1);
        expect([1, 2, 3, 4, 5]).toContain(importance);
      }
      expect(new Set(gaps.map(key)).size).toBe(gaps.length);
    }),
  );
});

test('the order of the rows is of no account', () => {
  const turned = (some: SituationFacts): SituationFacts => ({
    ...some,
    requirements: some.requirements.toReversed(),
    claims: some.claims.toReversed(),
    values: some.values.toReversed(),
    tasks: some.tasks.toReversed(),
    constraints: some.constraints.toReversed(),
  });
  const sorted = (gaps: FoundGap[]) => gaps.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  fc.assert(
    fc.property(facts, (some) => {
      expect(sorted(gapsIn(turned(some)))).toEqual(sorted(gapsIn(some)));
    }),
  );
});

test('learning a skill never widens its gap', () => {
  const widthOf = (some: SituationFacts, skillId: string) =>
    gapsIn(some).find((gap) => gap.source === 'TARGET_ROLE' && gap.skillId === skillId)?.magnitude ?? 0;
  fc.assert(
    fc.property(facts, (some) => {
      for (const one of some.requirements.filter((each) => each.level !== null && each.level < 5)) {
        const learned = some.requirements.map((each) =>
          each === one ? { ...each, level: each.level! + 1 } : each,
        );
        expect(widthOf({ ...some, requirements: learned }, one.skillId)).toBeLessThanOrEqual(
          widthOf(some, one.skillId),
        );
      }
    }),
  );
});
