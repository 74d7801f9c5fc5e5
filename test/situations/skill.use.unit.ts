import fc from 'fast-check';
import { underUseOf, type UsedSkill } from '../../src/situations/skill.use.js';

const skill: fc.Arbitrary<UsedSkill> = fc.record({
  level: fc.integer({ min: 0, max: 5 }),
  use: fc.integer({ min: 0, max: 4 }),
});
const skills = fc.array(skill, { maxLength: 200 });

test('what lies idle counts by its level', () => {
  const index = underUseOf([
    { level: 4, use: 1 },
    { level: 3, use: 4 },
    { level: 5, use: 0 },
    { level: 2, use: 2 },
  ]);
  expect(index).toBe(9 / 14);
  expect(index!.toFixed(3)).toBe('0.643');
});

test('without skills, or without a level in any, there is no index', () => {
  expect(underUseOf([])).toBeNull();
  expect(underUseOf([{ level: 0, use: 0 }])).toBeNull();
});

test('it lies between 0 and 1, in whatever order', () => {
  fc.assert(
    fc.property(skills, (some) => {
      const index = underUseOf(some);
      if (index !== null) expect(index >= 0 && index <= 1).toBe(true);
      expect(underUseOf([...some].reverse())).toBe(index);
    }),
  );
});

test('using a skill more never raises it', () => {
  fc.assert(
    fc.property(skills, skill, fc.integer({ min: 0, max: 4 }), (others, one, use) => {
      const more = { ...one, use: Math.max(one.use, use) };
      expect(underUseOf([...others, more]) ?? 0).toBeLessThanOrEqual(underUseOf([...others, one]) ?? 0);
    }),
  );
});
