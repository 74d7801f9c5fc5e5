import fc from 'fast-check';
import { gapScoreOf, type RequiredSkill } from '../../src/situations/skill.gap.js';

const asked = (required: number, level: number | null, weight: 1 | 2): RequiredSkill => ({
  required,
  level,
  importance: weight === 2 ? 'ESSENTIAL' : 'OPTIONAL',
});

test('the gap is what is missing of what is required, over the known skills; essential ones weigh double', () => {
  const score = gapScoreOf([asked(4, 2, 2), asked(3, 3, 1), asked(5, null, 2), asked(2, 1, 1)]);
  expect(score).toEqual({ score: 5 / 13, coverage: 13 / 23, confidence: 'LOW', unknown: 1 });
  expect(score.score!.toFixed(3)).toBe('0.385');
  expect(score.coverage!.toFixed(3)).toBe('0.565');
});

test('what is unknown is not 0: it lowers the coverage, not the score', () => {
  const known = [asked(4, 4, 2)];
  expect(gapScoreOf([...known, asked(5, null, 2)])).toEqual({
    score: 0,
    coverage: 8 / 18,
    confidence: 'LOW',
    unknown: 1,
  });
  expect(gapScoreOf([...known, asked(5, 0, 2)])).toEqual({
    score: 10 / 18,
    coverage: 1,
    confidence: 'NORMAL',
    unknown: 0,
  });
});

test('where nothing is known, or nothing required, there is no score', () => {
  expect(gapScoreOf([asked(3, null, 2)])).toEqual({
    score: null,
    coverage: 0,
    confidence: 'LOW',
    unknown: 1,
  });
  const nothing = { score: null, coverage: null, confidence: 'LOW', unknown: 0 };
  expect(gapScoreOf([])).toEqual(nothing);
  expect(gapScoreOf([asked(0, 3, 1)])).toEqual(nothing);
});

test('the confidence is low below a coverage of 0.6, and not at it', () => {
  expect(gapScoreOf([asked(3, 1, 2), asked(2, null, 2)])).toMatchObject({
    coverage: 0.6,
    confidence: 'NORMAL',
  });
  expect(gapScoreOf([asked(3, 1, 1), asked(1, null, 2), asked(1, null, 1)])).toMatchObject({
    coverage: 0.5,
    confidence: 'LOW',
  });
});

test('a skill that one has beyond what is required makes up for no other', () => {
  expect(gapScoreOf([asked(2, 5, 2), asked(2, 0, 2)]).score).toBe(0.5);
});

const skill: fc.Arbitrary<RequiredSkill> = fc.record({
  required: fc.integer({ min: 0, max: 5 }),
  importance: fc.constantFrom('ESSENTIAL' as const, 'OPTIONAL' as const),
  level: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
});
const skills = fc.array(skill, { maxLength: 50 });
const missing = (some: RequiredSkill[]) =>
  some.reduce(
    (sum, { required, level, importance }) =>
      level === null ? sum : sum + Math.max(0, required - level) * (importance === 'ESSENTIAL' ? 2 : 1),
    0,
  );

test('score and coverage lie between 0 and 1', () => {
  fc.assert(
    fc.property(skills, (some) => {
      for (const figure of [gapScoreOf(some).score, gapScoreOf(some).coverage]) {
        if (figure !== null) expect(figure >= 0 && figure <= 1).toBe(true);
      }
    }),
  );
});

test('the order of the skills is of no account', () => {
  const shuffled = skills.chain((some) =>
    fc.tuple(
      fc.constant(some),
      fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length }),
    ),
  );
  fc.assert(fc.property(shuffled, ([some, other]) => expect(gapScoreOf(other)).toEqual(gapScoreOf(some))));
});

test('a higher level of a known skill never raises the gap, and leaves the coverage', () => {
  fc.assert(
    fc.property(skills, skill, fc.integer({ min: 0, max: 5 }), (others, one, level) => {
      const [low, high] = [Math.min(one.level ?? 0, level), Math.max(one.level ?? 0, level)];
      const [before, after] = [low, high].map((known) => gapScoreOf([...others, { ...one, level: known }]));
      expect(after!.coverage).toBe(before!.coverage);
      expect((after!.score ?? 0) <= (before!.score ?? 0)).toBe(true);
    }),
  );
});

test('a higher requirement never lowers what is missing', () => {
  fc.assert(
    fc.property(skills, skill, fc.integer({ min: 0, max: 5 }), (others, one, required) => {
      const [low, high] = [Math.min(one.required, required), Math.max(one.required, required)];
      const [before, after] = [low, high].map((level) => [...others, { ...one, required: level }]);
      expect(missing(after!) >= missing(before!)).toBe(true);
      // The score says the same of what is missing as this sum does.
      const { score, coverage } = gapScoreOf(after!);
      const all = after!.reduce(
        (sum, each) => sum + each.required * (each.importance === 'ESSENTIAL' ? 2 : 1),
        0,
      );
      if (score !== null) expect(score * coverage! * all).toBeCloseTo(missing(after!), 9);
    }),
  );
});

test('a higher requirement of a skill that is missed wholly never lowers the gap', () => {
  fc.assert(
    fc.property(skills, skill, fc.integer({ min: 0, max: 5 }), (others, one, required) => {
      const [low, high] = [Math.min(one.required, required), Math.max(one.required, required)];
      const [before, after] = [low, high].map((asks) =>
        gapScoreOf([...others, { ...one, level: 0, required: asks }]),
      );
      expect((after!.score ?? 0) >= (before!.score ?? 0) - 1e-12).toBe(true);
    }),
  );
});
