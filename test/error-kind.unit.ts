import { AppError } from '../src/app-error.js';
import { errorFrames, errorKind } from '../src/error-kind.js';

const SECRET = 'I am afraid of my manager';

test('an error is called by its class and code', () => {
  expect(errorKind(new RangeError(SECRET))).toBe('RangeError');
  expect(errorKind(new AppError('UNAVAILABLE', SECRET))).toBe('AppError UNAVAILABLE');
  expect(errorKind(Object.assign(new Error(SECRET), { code: '23505' }))).toBe('Error 23505');
});

test('a code that could hold content is left out', () => {
  expect(errorKind(Object.assign(new Error('x'), { code: SECRET }))).toBe('Error');
  expect(errorKind(Object.assign(new Error('x'), { code: 42 }))).toBe('Error');
  expect(errorKind(SECRET)).toBe('NotAnError');
});

test('the frames of an error tell where and not what', () => {
  const frames = errorFrames(new Error(`${SECRET}\n    at home (${SECRET})`));
  expect(frames.length).toBeGreaterThan(0);
  expect(frames[0]).toContain('error-kind.unit.ts');
  expect(frames.join()).not.toContain(SECRET);
});
