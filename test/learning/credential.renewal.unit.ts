import { renewalReminder } from '../../src/learning/credential.renewal.js';

const iso = ({ dueAt, expiresAt }: { dueAt: number; expiresAt: number }) => [
  new Date(dueAt).toISOString(),
  new Date(expiresAt).toISOString(),
];

test('the reminder comes in the morning so many days before the last day, and is of use until that day is over', () => {
  expect(iso(renewalReminder({ expiresOn: '2026-12-31', remindDays: 30 }, 'Europe/Berlin'))).toEqual([
    '2026-12-01T08:00:00.000Z',
    '2026-12-31T23:00:00.000Z',
  ]);
});

test('it follows the wall clock of the client across a change of it', () => {
  // Thirty days before 2026-11-01 Berlin is still on summer time.
  expect(iso(renewalReminder({ expiresOn: '2026-11-01', remindDays: 30 }, 'Europe/Berlin'))).toEqual([
    '2026-10-02T07:00:00.000Z',
    '2026-11-01T23:00:00.000Z',
  ]);
  expect(iso(renewalReminder({ expiresOn: '2026-03-01', remindDays: 1 }, 'Asia/Kathmandu'))).toEqual([
    '2026-02-28T03:15:00.000Z',
    '2026-03-01T18:15:00.000Z',
  ]);
});
