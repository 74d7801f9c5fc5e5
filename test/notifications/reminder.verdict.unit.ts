import { retryAt, verdictOf, type SendFacts } from '../../src/notifications/reminder.verdict.js';

const nine = Date.parse('2026-06-08T07:00Z');
const facts: SendFacts = {
  purpose: 'REVIEW_DUE',
  dueAt: nine,
  expiresAt: Date.parse('2026-06-15T07:00Z'),
  chosenTime: true,
  objection: null,
  optedOut: false,
  zone: 'Europe/Berlin',
  quiet: { from: '20:00', until: '08:00', daysOff: [6, 7] },
};
const at = (instant: string, change: Partial<SendFacts> = {}) =>
  verdictOf({ ...facts, ...change }, Date.parse(instant));
const waitsUntil = (instant: string) => ({ to: 'wait', until: Date.parse(instant) });

describe('whether a reminder leaves', () => {
  it('does, at the time that it is due', () => {
    expect(at('2026-06-08T07:00Z')).toEqual({ to: 'send' });
  });

  it('does not wait at a quiet hour that the person chose', () => {
    const dueAt = Date.parse('2026-06-06T20:30Z');
    expect(at('2026-06-06T20:30Z', { dueAt })).toEqual({ to: 'send' });
    expect(at('2026-06-06T21:30Z', { dueAt })).toEqual({ to: 'send' });
  });

  it('never waits to say that a session is near', () => {
    const session = { purpose: 'SESSION_HOUR_BEFORE', chosenTime: false } as const;
    expect(at('2026-06-08T01:00Z', { ...session, dueAt: Date.parse('2026-06-08T01:00Z') })).toEqual({
      to: 'send',
    });
    expect(at('2026-06-13T23:00Z', { ...session, dueAt: Date.parse('2026-06-13T01:00Z') })).toEqual({
      to: 'send',
    });
  });

  it('waits for the end of the quiet hours where somebody else chose the time', () => {
    const dueAt = Date.parse('2026-06-08T20:30Z');
    expect(at('2026-06-08T20:30Z', { dueAt, chosenTime: false })).toEqual(waitsUntil('2026-06-09T06:00Z'));
  });

  it('waits too when it is so late that the time is no more the one that was chosen', () => {
    expect(at('2026-06-09T01:00Z')).toEqual(waitsUntil('2026-06-09T06:00Z'));
    expect(at('2026-06-12T20:00Z')).toEqual(waitsUntil('2026-06-15T06:00Z'));
    expect(at('2026-06-09T10:00Z')).toEqual({ to: 'send' });
  });

  it('does not once its reason has gone, whatever the hour', () => {
    const objected = { to: 'drop', state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' };
    expect(at('2026-06-09T01:00Z', { objection: 'NO_LONGER_DUE', optedOut: true })).toEqual(objected);
  });

  it('does not after an opt-out', () => {
    expect(at('2026-06-08T07:00Z', { optedOut: true })).toEqual({
      to: 'drop',
      state: 'SUPPRESSED',
      reason: 'OPTED_OUT',
    });
  });

  it('does not from the moment on when it is of no use', () => {
    expect(at('2026-06-15T06:59:59.999Z')).toEqual({ to: 'send' });
    expect(at('2026-06-15T07:00Z')).toEqual({ to: 'drop', state: 'EXPIRED', reason: 'TOO_LATE' });
  });
});

it('pauses between attempts grow from half a minute to an hour', () => {
  expect([1, 2, 3, 7, 8, 9, 2000].map((attempts) => retryAt(attempts, 0) / 1_000)).toEqual([
    30, 60, 120, 1920, 3600, 3600, 3600,
  ]);
});
