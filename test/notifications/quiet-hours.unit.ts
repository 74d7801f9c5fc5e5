import fc from 'fast-check';
import {
  defaultQuietTimes,
  isQuiet,
  nextAllowed,
  type QuietHours,
} from '../../src/notifications/quiet-hours.js';

const weekdays: QuietHours = { ...defaultQuietTimes, daysOff: [6, 7] };
const everyDay: QuietHours = { ...defaultQuietTimes, daysOff: [] };
const next = (at: string, zone: string, quiet = everyDay) =>
  new Date(nextAllowed(Date.parse(at), zone, quiet)).toISOString();

describe('quiet hours', () => {
  it('lets a message go at once in the day', () => {
    expect(next('2026-06-03T06:00:00.000Z', 'Europe/Berlin')).toBe('2026-06-03T06:00:00.000Z');
    expect(next('2026-06-03T17:59:59.999Z', 'Europe/Berlin')).toBe('2026-06-03T17:59:59.999Z');
  });

  it('holds it from 20:00 until 08:00 on the recipient’s clock', () => {
    expect(next('2026-06-03T18:00:00.000Z', 'Europe/Berlin')).toBe('2026-06-04T06:00:00.000Z');
    expect(next('2026-06-04T05:59:59.999Z', 'Europe/Berlin')).toBe('2026-06-04T06:00:00.000Z');
    expect(next('2026-06-03T15:00:00.000Z', 'Asia/Kathmandu')).toBe('2026-06-04T02:15:00.000Z');
  });

  it('takes the weekend of the locale off', () => {
    // 2026-06-05 is a Friday.
    expect(next('2026-06-05T18:30:00.000Z', 'Europe/Berlin', weekdays)).toBe('2026-06-08T06:00:00.000Z');
    expect(next('2026-06-06T10:00:00.000Z', 'Europe/Berlin', weekdays)).toBe('2026-06-08T06:00:00.000Z');
    const friday = { ...defaultQuietTimes, daysOff: [5, 6] };
    expect(next('2026-06-05T10:00:00.000Z', 'Asia/Kathmandu', friday)).toBe('2026-06-07T02:15:00.000Z');
  });

  it('keeps the local end of quiet across a change of clocks', () => {
    expect(next('2026-03-28T21:00:00.000Z', 'Europe/Berlin')).toBe('2026-03-29T06:00:00.000Z');
    expect(next('2026-10-24T21:00:00.000Z', 'Europe/Berlin')).toBe('2026-10-25T07:00:00.000Z');
  });

  it('moves on through a gap, and does not run backwards in a repeated hour', () => {
    const early = { from: '20:00', until: '02:30', daysOff: [] };
    expect(next('2026-03-28T21:00:00.000Z', 'Europe/Berlin', early)).toBe('2026-03-29T01:30:00.000Z');
    expect(next('2026-10-25T00:10:00.000Z', 'Europe/Berlin', early)).toBe('2026-10-25T00:30:00.000Z');
    expect(next('2026-10-25T01:10:00.000Z', 'Europe/Berlin', early)).toBe('2026-10-25T01:30:00.000Z');
  });

  it('knows quiet hours within one day, and none at all', () => {
    const noon = { from: '12:00', until: '13:00', daysOff: [] };
    expect(next('2026-06-03T12:30:00.000Z', 'UTC', noon)).toBe('2026-06-03T13:00:00.000Z');
    expect(next('2026-06-03T13:00:00.000Z', 'UTC', noon)).toBe('2026-06-03T13:00:00.000Z');
    const none = { from: '08:00', until: '08:00', daysOff: [] };
    expect(next('2026-06-03T23:00:00.000Z', 'UTC', none)).toBe('2026-06-03T23:00:00.000Z');
  });

  it('does not wait for ever when every day is off', () => {
    const always = { ...defaultQuietTimes, daysOff: [1, 2, 3, 4, 5, 6, 7] };
    expect(next('2026-06-03T23:00:00.000Z', 'UTC', always)).toBe('2026-06-04T08:00:00.000Z');
  });

  it('always finds an instant that is not quiet, from the given one on and within nine days', () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    const time = fc.tuple(two(23), two(59)).map(([hours, minutes]) => `${hours}:${minutes}`);
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'Pacific/Apia',
      'UTC',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer({ min: Date.UTC(2010, 0), max: Date.UTC(2040, 0) }),
          fc.integer({ min: Date.UTC(2026, 9, 24), max: Date.UTC(2026, 9, 27) }),
          fc.integer({ min: Date.UTC(2026, 2, 27), max: Date.UTC(2026, 2, 31) }),
        ),
        zone,
        fc.record({ from: time, until: time, daysOff: fc.array(fc.integer({ min: 1, max: 7 })) }),
        (at, where, quiet) => {
          const allowed = nextAllowed(at, where, quiet);
          expect(isQuiet(allowed, where, quiet)).toBe(false);
          expect(allowed === at).toBe(!isQuiet(at, where, quiet));
          expect(allowed).toBeGreaterThanOrEqual(at);
          expect(allowed - at).toBeLessThanOrEqual(9 * 86_400_000);
        },
      ),
      { numRuns: 500 },
    );
  });
});
