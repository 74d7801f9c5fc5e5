import { freeSlots } from '../../src/availability/free-slots.js';
import type { Exception, Offer, WeeklyHours } from '../../src/availability/offer.js';
import { changesOf, intlClock, MINUTE, Minutes } from './slow-clock.js';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whether the clock of a zone changes in 2026 or 2027; how often is for the governments to say. */
const ZONES: Record<string, boolean> = {
  'Europe/Berlin': true,
  'America/New_York': true,
  'Australia/Lord_Howe': true,
  'Australia/Sydney': true,
  'Africa/Cairo': true,
  'America/Santiago': true,
  'Africa/Casablanca': true,
  'America/Havana': true,
  'Asia/Beirut': true,
  'Atlantic/Azores': true,
  'Asia/Kathmandu': false,
  'Asia/Tehran': false,
  'America/Sao_Paulo': false,
  'Pacific/Apia': false,
};

const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const nextDay = (day: string) => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);

/** The slots by looking at every minute. */
function slowSlots(
  offer: Offer & { hours: WeeklyHours[] },
  clock: Minutes,
  busy: [number, number][],
  search: { from: number; until: number; minutes: number },
): string[] {
  const days = [...new Set(clock.local.map((local) => local.slice(0, 10)))];
  const end = (day: string, minute: number) =>
    clock.at(minute === 1440 ? `${nextDay(day)}T00:00` : `${day}T${clockTime(minute)}`);
  const rangesOn = (day: string, parts: { from: number; until: number }[]) =>
    parts.map(({ from, until }) => [end(day, from), end(day, until)] as const);
  const weekday = (day: string) => new Date(day).getUTCDay() || 7;
  const ofKind = (kind: Exception['kind']) =>
    days.flatMap((day) =>
      rangesOn(
        day,
        offer.exceptions.filter((each) => each.kind === kind && each.firstOn <= day && day <= each.lastOn),
      ),
    );
  const hours = days.flatMap((day) =>
    rangesOn(
      day,
      offer.hours.filter((each) => each.weekday === weekday(day)),
    ),
  );
  const open = clock.marks([...hours, ...ofKind('EXTRA')]);
  const away = clock.marks(ofKind('AWAY'));
  const taken = clock.marks([...busy, ...offer.imported]);
  const found: string[] = [];
  for (let at = search.from; at < search.until; at += MINUTE) {
    const first = (at - clock.from) / MINUTE;
    if (Number(clock.local[first]!.slice(14)) % offer.stepMinutes !== 0) continue;
    const whole = Array.from({ length: search.minutes + offer.bufferMinutes }, (_, minute) => first + minute);
    const isOffered = whole.slice(0, search.minutes).every((minute) => open[minute] && !away[minute]);
    if (isOffered && whole.every((minute) => !taken[minute]))
      found.push(`${new Date(at).toISOString()} ${clock.local[first]!}`);
  }
  return found;
}

const everyDay = (...parts: [from: number, until: number][]): WeeklyHours[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => parts.map(([from, until]) => ({ weekday, from, until })));

const WEEKS: WeeklyHours[][] = [
  everyDay([0, 1440]),
  everyDay([540, 1020]),
  // Ends within the hour that vanishes or repeats, whichever zone.
  everyDay([0, 90], [90, 150], [160, 215], [1380, 1440]),
  everyDay([15, 45], [135, 165], [150 + 30, 300], [1390, 1435]),
];

const SEARCHES = [
  { stepMinutes: 15, bufferMinutes: 0, minutes: 15 },
  { stepMinutes: 30, bufferMinutes: 10, minutes: 60 },
  { stepMinutes: 60, bufferMinutes: 0, minutes: 50 },
];

const offerIn = (zone: string): Offer => ({
  zone,
  bufferMinutes: 0,
  minNoticeHours: 0,
  furthestDays: 365,
  stepMinutes: 30,
  sessionMinutes: 60,
  weekend: [6, 7],
  hours: null,
  exceptions: [],
  imported: [],
});

describe('free slots across every change of a clock in 2026 and 2027', () => {
  it.each(Object.entries(ZONES))('are those of a walk through every minute: %s', (zone, isChanging) => {
    const clock = intlClock(zone);
    const changes = changesOf(clock, 2026);
    expect(changes.length > 0).toBe(isChanging);
    let compared = 0;
    // Where nothing changes, some ordinary days.
    for (const change of changes.length > 0 ? changes : [Date.UTC(2026, 2, 29), Date.UTC(2027, 9, 31)]) {
      const minutes = new Minutes(clock, change - 3 * DAY, change + 3 * DAY);
      const on = clock(change).slice(0, 10);
      const exceptions: Exception[] = [
        { kind: 'AWAY', firstOn: on, lastOn: on, from: 100, until: 130 },
        { kind: 'EXTRA', firstOn: on, lastOn: nextDay(on), from: 50, until: 140 },
      ];
      const busy: [number, number][] = [
        [change - 50 * MINUTE, change - 20 * MINUTE],
        [change + 4 * HOUR, change + 5 * HOUR],
      ];
      const imported: [number, number][] = [[change + 30 * MINUTE, change + 40 * MINUTE]];
      for (const hours of WEEKS) {
        for (const { minutes: length, ...rules } of SEARCHES) {
          for (const more of [
            { exceptions: [], imported: [] },
            { exceptions, imported },
          ]) {
            const offer = { ...offerIn(zone), ...rules, ...more, hours };
            const taken = more.imported.length > 0 ? busy : [];
            const search = { from: change - 30 * HOUR, until: change + 30 * HOUR, minutes: length };
            const quick = freeSlots(offer, { ...search, asOf: search.from, clientZone: 'UTC', busy: taken });
            const slow = slowSlots(offer, minutes, taken, search);
            expect(quick.map(({ startsAt, coachLocal }) => `${startsAt} ${coachLocal}`)).toEqual(slow);
            compared += slow.length;
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(500);
  });
});

describe('free slots', () => {
  const search = (from: string, until: string, more: object = {}) => ({
    asOf: Date.parse(from),
    from: Date.parse(from),
    until: Date.parse(until),
    minutes: 60,
    clientZone: 'America/New_York',
    busy: [],
    ...more,
  });

  it('show both clocks in the weeks in which only one of the two has changed', () => {
    const offer = { ...offerIn('Europe/Berlin'), hours: everyDay([960, 1020]) };
    const slots = freeSlots(offer, search('2026-03-07T00:00Z', '2026-03-30T22:00Z', { minutes: 60 }));
    const on = (day: string) => slots.find(({ coachLocal }) => coachLocal.startsWith(day));
    expect(on('2026-03-07')).toEqual({
      startsAt: '2026-03-07T15:00:00.000Z',
      endsAt: '2026-03-07T16:00:00.000Z',
      coachLocal: '2026-03-07T16:00',
      clientLocal: '2026-03-07T10:00',
    });
    expect(on('2026-03-08')).toMatchObject({
      startsAt: '2026-03-08T15:00:00.000Z',
      clientLocal: '2026-03-08T11:00',
    });
    expect(on('2026-03-29')).toMatchObject({
      startsAt: '2026-03-29T14:00:00.000Z',
      clientLocal: '2026-03-29T10:00',
    });
  });

  it('are 23 in the day that loses an hour and 25 in the one that gains it', () => {
    const offer = { ...offerIn('Europe/Berlin'), hours: everyDay([0, 1440]), stepMinutes: 60 };
    const onDay = (day: string) =>
      freeSlots(offer, search(`${day}T00:00+01:00`, `${day}T23:59+01:00`)).filter(({ coachLocal }) =>
        coachLocal.startsWith(day),
      ).length;
    expect(onDay('2026-03-29')).toBe(23);
    const autumn = freeSlots(offer, search('2026-10-24T22:00Z', '2026-10-25T23:00Z'));
    expect(autumn).toHaveLength(25);
    expect(autumn.filter(({ coachLocal }) => coachLocal === '2026-10-25T02:00')).toHaveLength(2);
  });

  it('follow the working week of the organization until the coach says otherwise', () => {
    const offer = { ...offerIn('Asia/Kathmandu'), weekend: [5, 6], stepMinutes: 60 };
    const slots = freeSlots(offer, search('2026-05-03T18:15Z', '2026-05-10T18:15Z'));
    expect([...new Set(slots.map(({ coachLocal }) => coachLocal.slice(0, 10)))]).toEqual([
      '2026-05-04',
      '2026-05-05',
      '2026-05-06',
      '2026-05-07',
      '2026-05-10',
    ]);
    expect(slots[0]).toMatchObject({ startsAt: '2026-05-04T03:15:00.000Z', coachLocal: '2026-05-04T09:00' });
    expect(slots).toHaveLength(40);
  });

  it('begin exactly when notice allows, and end exactly where the horizon does', () => {
    const offer = {
      ...offerIn('UTC'),
      hours: everyDay([0, 1440]),
      minNoticeHours: 24,
      furthestDays: 2,
      stepMinutes: 60,
    };
    const slots = freeSlots(offer, search('2026-05-04T10:00Z', '2026-06-04T10:00Z'));
    expect(slots[0]!.startsAt).toBe('2026-05-05T10:00:00.000Z');
    expect(slots.at(-1)!.startsAt).toBe('2026-05-06T10:00:00.000Z');
  });

  it('are three thousand at most', () => {
    const offer = { ...offerIn('UTC'), hours: everyDay([0, 1440]), stepMinutes: 15 };
    expect(freeSlots(offer, search('2026-05-04T10:00Z', '2026-07-27T10:00Z'))).toHaveLength(3000);
  });
});
