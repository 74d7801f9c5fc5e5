import { minutesOf, slotFrom } from '../../src/sessions/session.times.js';

const NOW = Date.parse('2026-03-02T09:00:00.000Z');

test('a slot ends its minutes after its start', () => {
  expect(slotFrom(Date.parse('2026-03-28T23:30:00.000Z'), 90, NOW, 'startsAt')).toEqual({
    startsAt: new Date('2026-03-28T23:30:00Z'),
    endsAt: new Date('2026-03-29T01:00:00Z'),
  });
});

test('a session starts in the future', () => {
  expect(() => slotFrom(Date.parse('2026-03-02T09:00:00.000Z'), 60, NOW, 'startsAt')).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', field: 'startsAt' }),
  );
  expect(slotFrom(Date.parse('2026-03-02T09:00:00.001Z'), 60, NOW, 'startsAt').startsAt.getTime()).toBe(
    NOW + 1,
  );
});

test('a session starts within 365 days', () => {
  expect(slotFrom(Date.parse('2027-03-02T09:00:00.000Z'), 60, NOW, 'startsAt').startsAt.getTime()).toBe(
    NOW + 365 * 86_400_000,
  );
  expect(() => slotFrom(Date.parse('2027-03-02T09:00:00.001Z'), 60, NOW, 'input.startsAt')).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', field: 'input.startsAt' }),
  );
});

test('a slot is as long as the minutes between its ends, also across a change of the clock', () => {
  expect(minutesOf(slotFrom(Date.parse('2026-03-28T23:30:00.000Z'), 90, NOW, 'startsAt'))).toBe(90);
});
