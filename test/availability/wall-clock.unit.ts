import fc from 'fast-check';
import { instantOf, localDateOf } from '../../src/availability/wall-clock.js';

const iso = (date: string, time: string, zone: string) => new Date(instantOf(date, time, zone)).toISOString();

describe('wall clock', () => {
  it.each([
    ['Europe/Berlin', '2026-03-23', '09:00', '2026-03-23T08:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '09:00', '2026-03-30T07:00:00.000Z'],
    ['Europe/Berlin', '2026-10-19', '09:00', '2026-10-19T07:00:00.000Z'],
    ['Europe/Berlin', '2026-10-26', '09:00', '2026-10-26T08:00:00.000Z'],
    ['America/New_York', '2026-03-02', '09:00', '2026-03-02T14:00:00.000Z'],
    ['America/New_York', '2026-03-09', '09:00', '2026-03-09T13:00:00.000Z'],
    ['America/New_York', '2026-10-26', '09:00', '2026-10-26T13:00:00.000Z'],
    ['America/New_York', '2026-11-02', '09:00', '2026-11-02T14:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-03-30', '09:00', '2026-03-29T22:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-06', '09:00', '2026-04-05T22:30:00.000Z'],
    ['Asia/Kathmandu', '2026-05-04', '09:00', '2026-05-04T03:15:00.000Z'],
  ])('keeps local time across DST: %s %s %s is %s', (zone, date, time, expected) => {
    expect(iso(date, time, zone)).toBe(expected);
  });

  it('moves a time that does not exist forward by the gap', () => {
    expect(iso('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(iso('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
  });

  it('takes the first of a time that occurs twice', () => {
    expect(iso('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('reads seconds, as PostgreSQL prints times', () => {
    expect(iso('2026-05-04', '09:00:00', 'Asia/Kathmandu')).toBe('2026-05-04T03:15:00.000Z');
  });

  it('knows the local date of an instant', () => {
    expect(localDateOf(Date.UTC(2026, 4, 3, 20), 'Asia/Kathmandu')).toBe('2026-05-04');
    expect(localDateOf(Date.UTC(2026, 4, 4, 2), 'America/New_York')).toBe('2026-05-03');
  });

  it('never throws for a stored date, time and zone, and errs from the plain clock by the zone’s offset alone', () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }),
        fc.tuple(two(23), two(59)),
        fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Apia', 'America/St_Johns', 'Africa/Casablanca'),
        (day, [hours, minutes], zone) => {
          const date = new Date(day).toISOString().slice(0, 10);
          const offset =
            Date.parse(`${date}T${hours}:${minutes}:00Z`) - instantOf(date, `${hours}:${minutes}`, zone);
          expect(Math.abs(offset)).toBeLessThanOrEqual(14 * 3_600_000);
        },
      ),
    );
  });
});
