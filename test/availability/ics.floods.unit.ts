import { busyTimesOf } from '../../src/availability/ics.busy.js';
import { calendar, event } from './ics.samples.js';

const YEAR = [Date.UTC(2026, 0), Date.UTC(2027, 0)] as const;
const answer = (text: string) =>
  busyTimesOf(text, 'Europe/Berlin', YEAR).then(
    (times) => times.length,
    (error: Error) => error.message,
  );
const list = (count: number) => Array.from({ length: count }, () => '20260504T090000').join(',');
const zone = (...parts: string[][]) =>
  [
    'BEGIN:VTIMEZONE',
    'TZID:Odd',
    ...parts.flatMap((part) => [
      'BEGIN:STANDARD',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      ...part,
      'END:STANDARD',
    ]),
    'END:VTIMEZONE',
  ].join('\n');
const once = event('DTSTART;TZID=Odd:20260504T090000', 'DURATION:PT1H');

describe('what would be read for seconds at one go, with nobody served meanwhile, is refused:', () => {
  it.each([
    [
      'an event that excludes times without end',
      calendar(event('DTSTART:20260504T090000', 'RRULE:FREQ=DAILY', `EXDATE:${list(2_000)}`)),
      'Line 9: the VEVENT of line 4 lists more than 2000 values.',
    ],
    [
      'an event that excludes them line by line',
      calendar(event('DTSTART:20260504T090000', ...Array<string>(2_000).fill('EXDATE:20260504T090000'))),
      'Line 2006: the VEVENT of line 4 lists more than 2000 values.',
    ],
    [
      'an event that adds times without end',
      calendar(event('DTSTART:20260504T090000', 'DURATION:PT1H', `RDATE:${list(150_000)}`)),
      'Line 9: the VEVENT of line 4 lists more than 2000 values.',
    ],
    [
      'free and busy times without end',
      calendar(`BEGIN:VFREEBUSY\nFREEBUSY:${list(2_001).replaceAll(',', '/PT1H,')}/PT1H\nEND:VFREEBUSY`),
      'Line 5: the VFREEBUSY of line 4 lists more than 2000 values.',
    ],
    [
      'a rule of days without end',
      calendar(event('DTSTART:20260504T090000', `RRULE:FREQ=YEARLY;BYYEARDAY=${'1,'.repeat(200_000)}1`)),
      'Line 8: the VEVENT of line 4 lists more than 2000 values.',
    ],
    [
      'a zone that changes its clock each day',
      calendar(zone(['DTSTART:20160101T000000', 'RRULE:FREQ=DAILY']), once),
      'Line 10: the clock of a zone changes on a day of a month of each year.',
    ],
    [
      'a zone that changes its clock on each day of a year',
      calendar(zone(['DTSTART:20160101T000000', 'RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU']), once),
      'Line 10: the clock of a zone changes on a day of a month of each year.',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await answer(text)).toBe(expected);
  });
});

describe('what real calendars hold is read:', () => {
  it('as many exclusions as years of a daily series have', async () => {
    const gone = Array.from({ length: 1_500 }, (_, at) =>
      new Date(Date.UTC(2022, 0, 1 + at)).toISOString().slice(0, 10).replaceAll('-', ''),
    );
    const daily = ['DTSTART:20220101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20261231'];
    expect(await answer(calendar(event(...daily, `EXDATE;VALUE=DATE:${gone.join(',')}`)))).toBe(326);
  });

  it('a zone that changes on a Sunday named by its days of the month', async () => {
    const rule = 'RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU;UNTIL=20301231T000000Z';
    expect(await answer(calendar(zone(['DTSTART:20070311T020000', rule]), once))).toBe(1);
  });
});
