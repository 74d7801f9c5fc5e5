import type { CoachHoursSnapshot, Worked } from '../../../src/reports/coach-hours.snapshot.js';

/** Hours of whole minutes: 90 are 1.5. */
export function worked(paidMinutes: number, proBonoMinutes: number): Worked {
  const hours = (minutes: number) => Number((minutes / 60).toFixed(2));
  return {
    paidMinutes,
    paidHours: hours(paidMinutes),
    proBonoMinutes,
    proBonoHours: hours(proBonoMinutes),
  };
}

/** The log of a made-up coach, the same at every call. */
export function coachHours(change: Partial<CoachHoursSnapshot> = {}): CoachHoursSnapshot {
  return {
    templateVersion: 1,
    asOf: '2026-11-23T08:00:00.000Z',
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    organization: { name: 'Northwind Leadership Institute' },
    coachName: 'Marta Lindqvist',
    since: '2026-01-01',
    until: '2026-11-22',
    entries: [
      {
        kind: 'INDIVIDUAL',
        name: 'Amara Okafor',
        contact: 'amara@example.test',
        people: null,
        startsOn: '2026-01-05',
        endsOn: null,
        ...worked(140, 0),
      },
      {
        kind: 'INDIVIDUAL',
        name: 'Höfer, Benedikt',
        contact: 'benedikt@example.test',
        people: null,
        startsOn: '2025-03-01',
        endsOn: '2026-03-01',
        ...worked(0, 50),
      },
      {
        kind: 'GROUP',
        name: 'Women in logistics',
        contact: null,
        people: 7,
        startsOn: '2026-02-03',
        endsOn: '2026-05-05',
        ...worked(0, 180),
      },
    ],
    unnamed: { clients: 2, ...worked(45, 30) },
    totals: { individual: worked(185, 80), group: worked(0, 180), all: worked(185, 260) },
    ...change,
  };
}
