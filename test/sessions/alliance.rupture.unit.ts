import fc from 'fast-check';
import { isRuptureRisk, type AllianceAnswers } from '../../src/sessions/alliance.rupture.js';

const pulse = (goals: number, way: number, bond: number): AllianceAnswers => ({ goals, way, bond });
/** A pulse whose mean is a whole number. */
const mean = (value: number) => pulse(value, value, value);
const risk = (...means: number[]) => isRuptureRisk(means.map(mean));

test.each<[string, number[], boolean]>([
  ['no answer', [], false],
  ['one answer, however low', [0], false],
  ['a drop with one earlier mean only', [9, 6], false],
  ['a drop of two from the median of two', [9, 9, 7], true],
  ['a drop of less than two', [8, 9, 7], false],
  ['a drop from the median, whatever the mean of the earlier ones', [1, 9, 9, 7], true],
  ['an odd count, whose median is the middle', [6, 8, 10, 6], true],
  ['a drop that has been made up for', [9, 9, 6, 9], false],
  ['two means below six', [5, 5], true],
  ['two means below six after good ones', [6, 6, 5, 5], true],
  ['a mean of six is not below it', [6, 5], false],
  ['one low mean between others', [8, 5, 8], false],
])('%s', (_what, means, expected) => {
  expect(risk(...means)).toBe(expected);
});

test('means count before they are rounded', () => {
  // Earlier means 8⅓ and 9, whose median is 8⅔; the latest is 6⅔, exactly 2 below, though 6.67 is 1.995 below 8.665.
  expect(isRuptureRisk([pulse(8, 8, 9), mean(9), pulse(7, 7, 6)])).toBe(true);
  // 5⅔ twice is below six.
  expect(isRuptureRisk([pulse(6, 6, 5), pulse(5, 6, 6)])).toBe(true);
  // 6⅓ is 1⅔ below 8.
  expect(isRuptureRisk([mean(8), mean(8), pulse(6, 6, 7)])).toBe(false);
});

const item = fc.integer({ min: 0, max: 10 });
const answers = fc.record({ goals: item, way: item, bond: item });
const sum = ({ goals, way, bond }: AllianceAnswers) => goals + way + bond;

test('it depends on the means alone, not on which item they come from', () => {
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 8 }), (pulses) => {
      const turned = pulses.map(({ goals, way, bond }) => pulse(way, bond, goals));
      expect(isRuptureRisk(turned)).toBe(isRuptureRisk(pulses));
    }),
  );
});

test('the order of the means before the last two makes no difference', () => {
  fc.assert(
    fc.property(
      fc.array(answers, { maxLength: 6 }),
      fc.array(answers, { minLength: 2, maxLength: 2 }),
      (early, late) => {
        expect(isRuptureRisk([...early.toReversed(), ...late])).toBe(isRuptureRisk([...early, ...late]));
      },
    ),
  );
});

test('who answers worse is never at less risk', () => {
  fc.assert(
    fc.property(fc.array(answers, { minLength: 1, maxLength: 8 }), (pulses) => {
      const last = pulses.at(-1)!;
      fc.pre(last.bond > 0);
      const worse = [...pulses.slice(0, -1), { ...last, bond: last.bond - 1 }];
      expect(isRuptureRisk(worse) || !isRuptureRisk(pulses)).toBe(true);
    }),
  );
});

test('it is the rule, said once more in another way', () => {
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 8 }), (pulses) => {
      const sums = pulses.map(sum);
      const latest = sums.at(-1) ?? 30;
      const earlier = sums.slice(0, -1);
      // At least half of the earlier ones on either side: between the two middle ones lies the median.
      const sorted = [...earlier].sort((a, b) => a - b);
      const twiceMedian =
        (sorted[Math.ceil(sorted.length / 2) - 1] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0);
      const drop = earlier.length >= 2 && twiceMedian - 2 * latest >= 12;
      const low = sums.length >= 2 && latest < 18 && sums.at(-2)! < 18;
      expect(isRuptureRisk(pulses)).toBe(drop || low);
    }),
  );
});
