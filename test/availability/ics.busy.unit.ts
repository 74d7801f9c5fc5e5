import { busyTimesOf } from '../../src/availability/ics.busy.js';
import { calendar, event, OUTLOOK_ZONE } from './ics.samples.js';

const YEAR = [Date.UTC(2026, 0), Date.UTC(2027, 0)] as const;
const busy = async (text: string, zone = 'Europe/Berlin', horizon = YEAR) =>
  (await busyTimesOf(text, zone, horizon)).map((range) =>
    range.map((at) => new Date(at).toISOString().slice(0, 16)).join(' '),
  );
const problem = (text: string) =>
  busy(text).then(
    () => null,
    (error: Error) => error.message,
  );

describe('a calendar is busy', () => {
  it.each([
    ['in UTC', ['DTSTART:20260504T070000Z', 'DTEND:20260504T080000Z'], ['2026-05-04T07:00 2026-05-04T08:00']],
    [
      'in a zone',
      ['DTSTART;TZID=America/New_York:20260504T090000', 'DURATION:PT90M'],
      ['2026-05-04T13:00 2026-05-04T14:30'],
    ],
    [
      'in a zone at the end of a longer name',
      ['DTSTART;TZID=/example.org/2026/Asia/Kathmandu:20260504T090000', 'DURATION:PT1H'],
      ['2026-05-04T03:15 2026-05-04T04:15'],
    ],
    [
      'on the coach’s clock where no zone is named',
      ['DTSTART:20260504T090000', 'DURATION:PT1H'],
      ['2026-05-04T07:00 2026-05-04T08:00'],
    ],
    [
      'all day from midnight to midnight',
      ['DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260330'],
      ['2026-03-28T23:00 2026-03-29T22:00'],
    ],
    [
      'for one day where no end is given',
      ['DTSTART;VALUE=DATE:20260504'],
      ['2026-05-03T22:00 2026-05-04T22:00'],
    ],
    [
      'for days on the clock',
      ['DTSTART:20260328T120000', 'DURATION:P1DT1H'],
      ['2026-03-28T11:00 2026-03-29T11:00'],
    ],
    ['never at a mere moment', ['DTSTART:20260504T090000'], []],
    ['not where it is transparent', ['DTSTART:20260504T090000', 'DURATION:PT1H', 'TRANSP:TRANSPARENT'], []],
    ['not where it is cancelled', ['DTSTART:20260504T090000', 'DURATION:PT1H', 'STATUS:CANCELLED'], []],
    [
      'within the horizon alone',
      ['DTSTART:20251231T230000Z', 'DTEND:20260101T010000Z'],
      ['2026-01-01T00:00 2026-01-01T01:00'],
    ],
    [
      'later by the gap where the time does not exist',
      ['DTSTART;TZID=Europe/Berlin:20260329T023000', 'DURATION:PT1H'],
      ['2026-03-29T01:30 2026-03-29T02:30'],
    ],
    [
      'the first time where it occurs twice',
      ['DTSTART;TZID=Europe/Berlin:20261025T023000', 'DURATION:PT1H'],
      ['2026-10-25T00:30 2026-10-25T01:30'],
    ],
  ])('%s', async (_, lines, expected) => {
    expect(await busy(calendar(event(...lines)))).toEqual(expected);
  });

  it('by the clock of its zone across its changes, without what was excluded', async () => {
    const weekly = event(
      'DTSTART;TZID=Europe/Berlin:20260316T090000',
      'DTEND;TZID=Europe/Berlin:20260316T100000',
      'RRULE:FREQ=WEEKLY;COUNT=5',
      'EXDATE;TZID=Europe/Berlin:20260323T090000',
    );
    expect(await busy(calendar(weekly))).toEqual([
      '2026-03-16T08:00 2026-03-16T09:00',
      '2026-03-30T07:00 2026-03-30T08:00',
      '2026-04-06T07:00 2026-04-06T08:00',
      '2026-04-13T07:00 2026-04-13T08:00',
    ]);
  });

  it('also on the day on which its hour does not exist', async () => {
    const daily = event(
      'DTSTART;TZID=Europe/Berlin:20260328T023000',
      'DURATION:PT30M',
      'RRULE:FREQ=DAILY;UNTIL=20260330T003000Z',
    );
    expect(await busy(calendar(daily))).toEqual([
      '2026-03-28T01:30 2026-03-28T02:00',
      '2026-03-29T01:30 2026-03-29T02:00',
      '2026-03-30T00:30 2026-03-30T01:00',
    ]);
  });

  it('where an occurrence was moved to, and no longer where it was; where one was cancelled, not at all', async () => {
    const series = event('DTSTART:20260504T070000Z', 'DTEND:20260504T080000Z', 'RRULE:FREQ=DAILY;COUNT=4');
    const moved = event(
      'RECURRENCE-ID:20260505T070000Z',
      'DTSTART:20260601T070000Z',
      'DTEND:20260601T073000Z',
    );
    const cancelled = event(
      'RECURRENCE-ID;TZID=Europe/Berlin:20260506T090000',
      'DTSTART:20260506T070000Z',
      'STATUS:CANCELLED',
    );
    expect(await busy(calendar(moved, series, cancelled))).toEqual([
      '2026-05-04T07:00 2026-05-04T08:00',
      '2026-05-07T07:00 2026-05-07T08:00',
      '2026-06-01T07:00 2026-06-01T07:30',
    ]);
  });

  it('at what is added to a rule, and at periods', async () => {
    const added = event(
      'DTSTART:20260504T070000Z',
      'DURATION:PT1H',
      'RDATE:20260601T070000Z,20260602T070000Z',
      'RDATE;VALUE=PERIOD:20260603T070000Z/20260603T073000Z,20260604T070000Z/PT2H',
    );
    const free =
      'BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=FREE:20260701T070000Z/PT1H\nFREEBUSY:20260702T070000Z/PT1H\nEND:VFREEBUSY';
    expect(await busy(calendar(added, free))).toEqual([
      '2026-05-04T07:00 2026-05-04T08:00',
      '2026-06-01T07:00 2026-06-01T08:00',
      '2026-06-02T07:00 2026-06-02T08:00',
      '2026-06-03T07:00 2026-06-03T07:30',
      '2026-06-04T07:00 2026-06-04T09:00',
      '2026-07-02T07:00 2026-07-02T08:00',
    ]);
  });

  it('by a zone that only the file knows, in summer and winter', async () => {
    const monthly = event(
      'DTSTART;TZID=W. Europe Standard Time:20260115T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=MONTHLY;INTERVAL=3;COUNT=4',
    );
    expect(await busy(calendar(OUTLOOK_ZONE, monthly))).toEqual([
      '2026-01-15T08:00 2026-01-15T09:00',
      '2026-04-15T07:00 2026-04-15T08:00',
      '2026-07-15T07:00 2026-07-15T08:00',
      '2026-10-15T07:00 2026-10-15T08:00',
    ]);
  });

  it('by the last rule of a zone that gave its summer time up', async () => {
    const zone = `BEGIN:VTIMEZONE
TZID:Given up
BEGIN:DAYLIGHT
DTSTART:20081019T000000
TZOFFSETFROM:-0300
TZOFFSETTO:-0200
RRULE:FREQ=YEARLY;BYDAY=3SU;BYMONTH=10;UNTIL=20171015T030000Z
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20080217T000000
TZOFFSETFROM:-0200
TZOFFSETTO:-0300
RRULE:FREQ=YEARLY;BYDAY=3SU;BYMONTH=2;UNTIL=20190217T020000Z
END:STANDARD
END:VTIMEZONE`;
    const once = event('DTSTART;TZID=Given up:20260504T090000', 'DURATION:PT1H');
    expect(await busy(calendar(zone, once))).toEqual(['2026-05-04T12:00 2026-05-04T13:00']);
  });

  it('once where times overlap or adjoin, whatever the calendar', async () => {
    const hour = (at: string) => event(`DTSTART:20260504T${at}00Z`, 'DURATION:PT1H');
    expect(await busy(calendar(hour('0700'), hour('0730')) + calendar(hour('0830')))).toEqual([
      '2026-05-04T07:00 2026-05-04T09:30',
    ]);
  });

  it('however its lines are folded and ended', async () => {
    const folded =
      '\uFEFFBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID="Europe\n /Berlin";X-A="a;b:c":2026\n\t0504T090000\nDURATION:PT1H\nend:vevent\n\nEND:VCALENDAR';
    expect(await busy(folded)).toEqual(['2026-05-04T07:00 2026-05-04T08:00']);
  });
});

describe('a bad file is refused with its line', () => {
  const at = (...lines: string[]) => problem(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines].join('\n'));
  const end = ['END:VEVENT', 'END:VCALENDAR'];

  it.each<[string, string[], string]>([
    ['no property', ['DTSTART', ...end], 'Line 3: this is not of the form NAME:VALUE.'],
    [
      'a quote that nothing closes',
      ['DTSTART;TZID="Berlin:20260504', ...end],
      'Line 3: this is not of the form NAME:VALUE.',
    ],
    ['an event without a start', ['SUMMARY:x', ...end], 'Line 2: this event has no DTSTART.'],
    ['no date', ['SUMMARY:x', 'DTSTART:tomorrow', ...end], 'Line 4: DTSTART is no date or time.'],
    [
      'a day that does not exist',
      ['DTSTART:20260230', ...end],
      'Line 3: DTSTART is a date or time that does not exist.',
    ],
    [
      'an hour that does not exist',
      ['DTSTART:20260204T250000', ...end],
      'Line 3: DTSTART is a date or time that does not exist.',
    ],
    [
      'a zone that nobody knows',
      ['DTSTART;TZID=Atlantis:20260504T090000', ...end],
      'Line 3: this names a time zone that the file does not define.',
    ],
    [
      'an end before the start',
      ['DTSTART:20260504T090000', 'DTEND:20260504T080000', ...end],
      'Line 4: this ends before it begins.',
    ],
    ['no duration', ['DTSTART:20260504T090000', 'DURATION:P', ...end], 'Line 4: DURATION is no duration.'],
    [
      'a negative duration',
      ['DTSTART:20260504T090000', 'DURATION:-PT1H', ...end],
      'Line 4: DURATION ends before it begins.',
    ],
    [
      'a rule that is none',
      ['DTSTART:20260504T090000', 'RRULE:FREQ=OFTEN', ...end],
      'Line 4: this rule is none that RFC 5545 knows, or goes too far back.',
    ],
    [
      'a rule of seconds',
      ['DTSTART:20260504T090000', 'RRULE:FREQ=SECONDLY', ...end],
      'Line 4: a rule that names times within a day is not read.',
    ],
    [
      'a rule that counts for decades',
      ['DTSTART:19700504T090000', 'RRULE:FREQ=DAILY;COUNT=99999', ...end],
      'Line 4: this rule is none that RFC 5545 knows, or goes too far back.',
    ],
    [
      'two rules',
      ['DTSTART:20260504T090000', 'RRULE:FREQ=DAILY', 'RRULE:FREQ=WEEKLY', ...end],
      'Line 5: a second rule is not read.',
    ],
    [
      'a change of all that follow',
      ['RECURRENCE-ID;RANGE=THISANDFUTURE:20260504T090000', 'DTSTART:20260504T090000', ...end],
      'Line 3: a change of all that follow is not read; export it as two series.',
    ],
    [
      'an end of something else',
      ['END:VCALENDAR'],
      'Line 3: this ends another component than the VEVENT of line 2.',
    ],
    ['no end', ['DTSTART:20260504'], 'Line 3: the VEVENT of line 2 has no end.'],
    [
      'components without end',
      Array.from({ length: 9 }, () => 'BEGIN:VALARM'),
      'Line 9: components are nested too deep.',
    ],
  ])('%s', async (_, lines, expected) => {
    expect(await at(...lines)).toBe(expected);
  });

  it.each([
    ['', 'Line 1: a calendar begins with BEGIN:VCALENDAR.'],
    ['<!doctype html>', 'Line 1: this is not of the form NAME:VALUE.'],
    ['\nBEGIN:VEVENT', 'Line 2: a calendar begins with BEGIN:VCALENDAR.'],
    ['UID:1', 'Line 1: a calendar begins with BEGIN:VCALENDAR.'],
  ])('no calendar: %j', async (text, expected) => {
    expect(await problem(text)).toBe(expected);
  });

  it('a zone that does not say its offset', async () => {
    const zone = (part: string) => `BEGIN:VTIMEZONE\nTZID:Odd\n${part}\nEND:VTIMEZONE`;
    const once = event('DTSTART;TZID=Odd:20260504T090000', 'DURATION:PT1H');
    expect(await problem(calendar(zone('X-A:b'), once))).toBe(
      'Line 4: this time zone never says its offset.',
    );
    const standard =
      'BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:one\nEND:STANDARD';
    expect(await problem(calendar(zone(standard), once))).toBe('Line 9: TZOFFSETTO is missing or no offset.');
  });
});
