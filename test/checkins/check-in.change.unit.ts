import fc from 'fast-check';
import { changeVerdict, RELIABLE_CHANGE } from '../../src/checkins/check-in.change.js';

/** So many of the 72 raw points of 18 items, as an index. */
const points = (raw: number) => (raw / 72) * 100;

test('the smallest reliable change is 1.96·√2·7, which is 19.40', () => {
  expect(RELIABLE_CHANGE.toFixed(2)).toBe('19.40');
});

test('13 raw points are 18.06 and no change, 14 are 19.44 and one, up and down', () => {
  expect(points(13).toFixed(2)).toBe('18.06');
  expect(points(14).toFixed(2)).toBe('19.44');
  expect(changeVerdict(points(20), points(33))).toBe('NO_RELIABLE_CHANGE');
  expect(changeVerdict(points(33), points(20))).toBe('NO_RELIABLE_CHANGE');
  expect(changeVerdict(points(20), points(34))).toBe('MORE_STUCK');
  expect(changeVerdict(points(34), points(20))).toBe('LESS_STUCK');
});

test('looking the other way round turns the verdict about', () => {
  const mirror = {
    LESS_STUCK: 'MORE_STUCK',
    MORE_STUCK: 'LESS_STUCK',
    NO_RELIABLE_CHANGE: 'NO_RELIABLE_CHANGE',
  };
  const index = fc.integer({ min: 0, max: 72 }).map(points);
  fc.assert(
    fc.property(index, index, (one, other) => {
      expect(changeVerdict(other, one)).toBe(mirror[changeVerdict(one, other)]);
    }),
  );
});
