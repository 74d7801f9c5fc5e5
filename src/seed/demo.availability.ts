// When the coaches of the demo can be met, and the days on which that is different.
import { DAY, date, instant, type Sheet } from './sheet.js';

type Hours = readonly [weekday: number, from: number, until: number];

interface AvailabilityStory {
  name: string;
  hours: readonly Hours[];
  rules: { buffer_minutes: number; min_notice_hours: number; furthest_days: number; session_minutes: number };
  /** Days from today, and why. */
  away: readonly [first: number, last: number, reason: string];
}

const on = (weekdays: readonly number[], ...parts: readonly [from: number, until: number][]): Hours[] =>
  weekdays.flatMap((weekday) => parts.map(([from, until]): Hours => [weekday, from * 60, until * 60]));

const STORIES: readonly AvailabilityStory[] = [
  {
    name: 'Mara Vogel',
    hours: on([1, 2, 3, 4], [9, 12.5], [13.5, 17]),
    rules: { buffer_minutes: 15, min_notice_hours: 24, furthest_days: 60, session_minutes: 60 },
    away: [19, 23, 'At my sister’s'],
  },
  {
    name: 'Emeka Osei',
    hours: [...on([2, 3, 4, 5], [8, 12]), ...on([2, 4], [17, 20])],
    rules: { buffer_minutes: 10, min_notice_hours: 12, furthest_days: 90, session_minutes: 50 },
    away: [8, 8, 'Supervision day'],
  },
  {
    name: 'Clara Nilsson',
    hours: on([1, 3], [10, 18]),
    rules: { buffer_minutes: 0, min_notice_hours: 48, furthest_days: 120, session_minutes: 90 },
    away: [30, 44, 'Walking in the mountains'],
  },
];

/** @param at when the coaches joined; instants are ms since the epoch */
export function addAvailability(
  sheet: Sheet,
  ids: ReadonlyMap<string, string>,
  at: number,
  today: number,
): void {
  for (const { name, hours, rules, away } of STORIES) {
    const coach_id = ids.get(name)!;
    sheet.add('coach_schedules', { id: coach_id, hours_set: true, ...rules, version: 2 });
    for (const [weekday, from_minute, until_minute] of hours)
      sheet.add('availability_hours', { id: sheet.id(at), coach_id, weekday, from_minute, until_minute });
    const [first, last, reason] = away;
    const id = sheet.id(today - DAY);
    sheet.add('availability_exceptions', {
      id,
      coach_id,
      kind: 'AWAY',
      first_on: date(today + first * DAY),
      last_on: date(today + last * DAY),
      created_at: instant(today - DAY),
    });
    sheet.add('availability_reasons', { id, coach_id, reason });
  }
}
