import { instantOf } from '../../src/availability/wall-clock.js';
import type { MemberActor } from '../../src/db/actor.js';
import { SessionsService } from '../../src/sessions/sessions.service.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import {
  act,
  anAllocation,
  anEngagement,
  aSession,
  balance,
  book,
  bookSeries,
  cancelSeries,
  clear,
  monday,
  rescheduleSeries,
  shift,
} from './people.js';

let waymark: TestApp;
let coach: MemberActor;
let client: MemberActor;
let engagement: string;
/** What calendars were told, in order. */
let told: string[];

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  const sessions = waymark.app.get(SessionsService, { strict: false });
  sessions.onChange(async (id) => void told.push(`session_${id}`));
  sessions.onSeriesChange(async (id) => void told.push(`session-series_${id}`));
});
afterAll(() => waymark.close());
beforeEach(async () => {
  engagement = await anEngagement(waymark.database, coach, client);
  told = [];
});
afterEach(() => clear(waymark.database));

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const refusal = ({ errors }: Answer) => {
  const { message, extensions } = errors![0]!;
  return [extensions.code, message, extensions.field];
};
const at = (date: string, time = '09:00') => new Date(instantOf(date, time, 'Europe/Berlin')).toISOString();
const bare = (id: string) => id.split('_')[1]!;

interface Row {
  id: string;
  status: string;
  startsAt: string;
  occurrenceOn: string;
  movedAlone: boolean;
}
interface Series {
  id: string;
  rrule: string;
  startsOn: string;
  localTime: string;
  minutes: number;
  follows: { id: string } | null;
  sessions: Row[];
}
const booked = async (input = {}): Promise<Series> =>
  (await bookSeries(waymark, coach, engagement, input)).data.bookSessionSeries;
const read = async (id: string): Promise<Series> =>
  (
    await waymark.send(
      client,
      `query ($id: ID!) { sessionSeries(id: $id) { id rrule startsOn localTime zone minutes follows { id }
         sessions { id status startsAt occurrenceOn movedAlone } } }`,
      { id },
    )
  ).data.sessionSeries;
const starts = ({ sessions }: Series) => sessions.map(({ startsAt }) => startsAt);
const statuses = ({ sessions }: Series) => sessions.map(({ status }) => status);
const days = ({ sessions }: Series) => sessions.map(({ occurrenceOn }) => occurrenceOn);
const mondays = [2, 3, 4, 5, 6].map((week) => monday(week));
const sequences = () =>
  waymark.database.owner<{ sequence: number }>(
    'select sequence from sessions order by occurrence_on, starts_at',
  );

test('either side books a series, of which each is a session with its day', async () => {
  const { data } = await bookSeries(waymark, client, engagement);
  expect(data.bookSessionSeries).toMatchObject({
    rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=5',
    startsOn: mondays[0],
    localTime: '09:00',
    zone: 'Europe/Berlin',
    minutes: 60,
    version: 1,
    follows: null,
    sessions: mondays.map((on) => ({
      status: 'BOOKED',
      startsAt: at(on),
      endsAt: at(on, '10:00'),
      occurrenceOn: on,
      movedAlone: false,
      version: 1,
    })),
  });
  const { id } = data.bookSessionSeries;
  expect(told).toEqual([id]);
  const seen = await waymark.send(coach, `{ mySessions(first: 1) { nodes { occurrenceOn series { id } } } }`);
  expect(seen.data.mySessions.nodes).toEqual([{ occurrenceOn: mondays[0], series: { id } }]);
});

test('without a zone the clock is that of who books', async () => {
  await waymark.database.owner(`update members set time_zone = 'America/New_York' where id = $1`, [
    client.memberId,
  ]);
  const { data } = await bookSeries(waymark, client, engagement, { zone: null });
  expect(data.bookSessionSeries.zone).toBe('America/New_York');
  expect(data.bookSessionSeries.sessions[0].startsAt).toBe(
    new Date(instantOf(mondays[0]!, '09:00', 'America/New_York')).toISOString(),
  );
});

test('all are booked or none: a taken time is told by its day, and not by what it is taken', async () => {
  await anAllocation(waymark.database, engagement, 'SESSIONS', 9);
  await book(waymark, coach, engagement, at(mondays[2]!, '09:30'));
  expect(refusal(await bookSeries(waymark, client, engagement))).toEqual([
    'CONFLICT',
    `${mondays[2]}: This time is taken.`,
    undefined,
  ]);
  expect(await waymark.database.owner('select from sessions')).toHaveLength(1);
  expect(await waymark.database.owner('select from session_series')).toEqual([]);
  expect(await balance(waymark.database, engagement)).toEqual([8, 1, 0]);
});

test('each holds its part, and a series that needs more than is left is refused whole', async () => {
  await anAllocation(waymark.database, engagement, 'MINUTES', 240);
  expect(code(await bookSeries(waymark, coach, engagement))).toBe('LIMIT_REACHED');
  expect(code(await bookSeries(waymark, coach, engagement, { minutes: 45 }))).toBe('OK');
  expect(await balance(waymark.database, engagement)).toEqual([15, 225, 0]);
});

test('what cannot be booked is told with the field at fault', async () => {
  const tried = async (input: object) => refusal(await bookSeries(waymark, coach, engagement, { ...input }));
  expect((await tried({ rrule: 'FREQ=DAILY;COUNT=2' }))[2]).toBe('input.rrule');
  expect((await tried({ rrule: 'FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20990101' }))[1]).toBe(
    'A series has at most 52 sessions.',
  );
  expect((await tried({ rrule: 'FREQ=MONTHLY;COUNT=13' }))[2]).toBe('input.rrule');
  expect((await tried({ startsOn: monday(-1) }))[2]).toBe('input.startsOn');
  expect((await tried({ startsOn: '9999-12-31' }))[2]).toBe('input.startsOn');
  expect((await tried({ zone: 'Mars/Olympus' }))[2]).toBe('input.zone');
  expect((await tried({ minutes: 10 }))[2]).toBe('input.minutes');
  expect((await tried({ place: null }))[2]).toBe('input.place');
  await waymark.database.owner(`update engagements set status = 'PAUSED'`);
  expect((await tried({}))[0]).toBe('CONFLICT');
});

test('one that is moved alone is told apart, and its series does not change', async () => {
  const series = await booked();
  const { id } = series.sessions[1]!;
  const { data } = await rescheduleSeries(waymark, client, id, 'THIS', { localTime: '14:00', shiftDays: 1 });
  expect(data.rescheduleSeries.id).toBe(series.id);
  expect(data.rescheduleSeries.sessions[1]).toMatchObject({
    startsAt: at(monday(3, 1), '14:00'),
    occurrenceOn: mondays[1],
    movedAlone: true,
  });
  expect(await sequences()).toEqual([0, 1, 0, 0, 0].map((sequence) => ({ sequence })));
  expect(told).toEqual([series.id, id]);
});

test('a session and those that follow go on as a series of their own, the first part ends before', async () => {
  const series = await booked();
  const { data } = await rescheduleSeries(waymark, coach, series.sessions[2]!.id, 'THIS_AND_FOLLOWING', {
    localTime: '10:30',
    shiftDays: 2,
    minutes: 30,
  });
  const tail: Series = data.rescheduleSeries;
  const moved = [4, 5, 6].map((week) => monday(week, 2));
  expect(tail).toMatchObject({
    rrule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=3',
    startsOn: moved[0],
    localTime: '10:30',
    minutes: 30,
    follows: { id: series.id },
  });
  expect(starts(tail)).toEqual(moved.map((on) => at(on, '10:30')));
  expect(days(tail)).toEqual(moved);
  expect(tail.sessions.map(({ id }) => id)).toEqual(series.sessions.slice(2).map(({ id }) => id));
  const head = await read(series.id);
  expect(head).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=2', startsOn: mondays[0] });
  expect(starts(head)).toEqual([at(mondays[0]!), at(mondays[1]!)]);
  expect(told).toEqual([series.id, series.id, tail.id]);
  expect(await sequences()).toEqual([0, 0, 1, 1, 1].map((sequence) => ({ sequence })));
  expect(
    await waymark.database.owner('select sequence from session_series order by follows_id nulls first'),
  ).toEqual([{ sequence: 1 }, { sequence: 0 }]);
});

test('all move onto each other’s days at once, with what was moved alone and cancelled', async () => {
  const series = await booked();
  await rescheduleSeries(waymark, coach, series.sessions[0]!.id, 'THIS', { localTime: '17:00' });
  await cancelSeries(waymark, coach, series.sessions[3]!.id, 'THIS');
  const { data } = await rescheduleSeries(waymark, client, series.sessions[2]!.id, 'ALL', { shiftDays: 7 });
  const moved: Series = data.rescheduleSeries;
  expect(moved).toMatchObject({ id: series.id, rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=5', follows: null });
  expect(days(moved)).toEqual([3, 4, 5, 6, 7].map((week) => monday(week)));
  expect(statuses(moved)).toEqual(['BOOKED', 'BOOKED', 'BOOKED', 'CANCELLED', 'BOOKED']);
  // The one that was cancelled keeps its time, which nobody needs any more.
  expect(starts(moved)).toEqual([3, 4, 5, 5, 7].map((week) => at(monday(week))));
  expect(moved.sessions.map(({ movedAlone }) => movedAlone)).toEqual(Array(5).fill(false));
});

test('what only gets longer stays where it is, also what was moved alone', async () => {
  const series = await booked();
  await rescheduleSeries(waymark, coach, series.sessions[1]!.id, 'THIS', { localTime: '17:00' });
  const { data } = await rescheduleSeries(waymark, coach, series.sessions[0]!.id, 'ALL', { minutes: 90 });
  expect(data.rescheduleSeries.minutes).toBe(90);
  expect(
    data.rescheduleSeries.sessions.map(({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => [
      startsAt,
      Date.parse(endsAt) - Date.parse(startsAt),
    ]),
  ).toEqual(mondays.map((on, index) => [at(on, index === 1 ? '17:00' : '09:00'), 90 * 60_000]));
  expect(data.rescheduleSeries.sessions[1].movedAlone).toBe(true);
});

test('sessions that have begun stay as they are, and all that is ahead goes on by itself', async () => {
  const series = await booked();
  await shift(waymark.database, bare(series.sessions[0]!.id), -30);
  const { data } = await rescheduleSeries(waymark, coach, series.sessions[0]!.id, 'ALL', {
    localTime: '11:00',
  });
  expect(data.rescheduleSeries.follows).toEqual({ id: series.id });
  expect(starts(data.rescheduleSeries)).toEqual(mondays.slice(1).map((on) => at(on, '11:00')));
  expect(await read(series.id)).toMatchObject({ rrule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=1' });
});

test('a series moves whole or not at all, and says on which day it cannot', async () => {
  const series = await booked();
  await book(waymark, coach, engagement, at(mondays[4]!, '13:00'));
  const before = await waymark.database.owner('select * from sessions order by id');
  const move = (input: object) =>
    rescheduleSeries(waymark, coach, series.sessions[1]!.id, 'THIS_AND_FOLLOWING', { ...input });
  expect(refusal(await move({ localTime: '12:30' }))).toEqual([
    'CONFLICT',
    `${mondays[4]}: This time is taken.`,
    undefined,
  ]);
  expect(refusal(await move({ shiftDays: -31 }))[0]).toBe('INVALID_INPUT');
  expect(refusal(await move({}))).toEqual([
    'INVALID_INPUT',
    'Say what changes: the time, the days or the length.',
    'input',
  ]);
  expect(refusal(await move({ localTime: '08:00', version: 7 })).slice(0, 1)).toEqual(['VERSION_CONFLICT']);
  expect(await waymark.database.owner('select * from sessions order by id')).toEqual(before);
});

test('days that no rule names are refused', async () => {
  const { sessions } = await booked({ rrule: 'FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3' });
  const answer = await rescheduleSeries(waymark, coach, sessions[0]!.id, 'ALL', { shiftDays: -1 });
  expect(refusal(answer)).toEqual([
    'INVALID_INPUT',
    'No rule names the days that this series would have then: cancel it and book another.',
    'input.shiftDays',
  ]);
});

test('a client moves no series of which a session is due with less notice than agreed', async () => {
  const { sessions } = await booked();
  await shift(waymark.database, bare(sessions[0]!.id), 600);
  const move = (as: MemberActor, index: number) =>
    rescheduleSeries(waymark, as, sessions[index]!.id, 'THIS_AND_FOLLOWING', { localTime: '15:00' });
  expect(refusal(await move(client, 0))).toEqual([
    'CONFLICT',
    `${mondays[0]}: It is too late to move this session: cancel it, or ask your coach.`,
    undefined,
  ]);
  expect(code(await move(client, 1))).toBe('OK');
});

test('a cancelled part is judged session by session, and stays in the series as cancelled', async () => {
  await anAllocation(waymark.database, engagement, 'SESSIONS', 5);
  const series = await booked();
  await shift(waymark.database, bare(series.sessions[2]!.id), 600);
  const { data } = await cancelSeries(waymark, client, series.sessions[1]!.id, 'THIS_AND_FOLLOWING');
  expect(data.cancelSeries.rrule).toBe(series.rrule);
  expect(statuses(data.cancelSeries)).toEqual(['BOOKED', ...Array<string>(4).fill('CANCELLED')]);
  expect(data.cancelSeries.sessions.map(({ lateCancel }: { lateCancel: boolean }) => lateCancel)).toEqual([
    false,
    false,
    true,
    false,
    false,
  ]);
  expect(await balance(waymark.database, engagement)).toEqual([3, 1, 1]);
  expect(told).toEqual([series.id, series.id]);
  expect(code(await cancelSeries(waymark, client, series.sessions[3]!.id, 'THIS_AND_FOLLOWING'))).toBe(
    'CONFLICT',
  );
  expect(code(await cancelSeries(waymark, coach, series.sessions[3]!.id, 'ALL'))).toBe('OK');
  expect(await balance(waymark.database, engagement)).toEqual([4, 0, 1]);
});

test('a session that stands alone is part of no series', async () => {
  const id = `session_${await aSession(waymark.database, engagement, 3000)}`;
  expect(code(await rescheduleSeries(waymark, coach, id, 'ALL', { shiftDays: 1 }))).toBe('CONFLICT');
  expect(code(await rescheduleSeries(waymark, coach, id, 'THIS', { shiftDays: 1 }))).toBe('CONFLICT');
  expect(code(await cancelSeries(waymark, coach, id, 'THIS'))).toBe('CONFLICT');
  expect(code(await cancelSeries(waymark, coach, id, 'ALL'))).toBe('CONFLICT');
});

test('calendars hear once of each change that they show, and of no other', async () => {
  const id = (await book(waymark, coach, engagement, at(mondays[0]!))).data.bookSession.id;
  const place = await waymark.send(
    client,
    `mutation ($id: ID!) { changeSessionPlace(id: $id, version: 1, input: { videoUrl: "https://video.test/1" }) { place videoUrl version } }`,
    { id },
  );
  expect(place.data.changeSessionPlace).toEqual({
    place: null,
    videoUrl: 'https://video.test/1',
    version: 2,
  });
  await shift(waymark.database, bare(id), -60);
  await act(waymark, coach, 'markSessionNoShow', bare(id));
  const correct = (version: number, status: string) =>
    waymark.send(
      coach,
      `mutation ($id: ID!) { correctSession(id: $id, version: ${version}, status: ${status}, why: "Slip") { status } }`,
      { id },
    );
  await correct(3, 'HELD');
  expect(told).toEqual([id, id]);
  await correct(4, 'CANCELLED');
  expect(told).toEqual([id, id, id]);
  expect(await sequences()).toEqual([{ sequence: 2 }]);
  const series = await booked();
  await waymark.send(
    client,
    `mutation { endEngagement(id: "engagement_${engagement}", ending: ENDED_EARLY) { id } }`,
  );
  expect(told.slice(3)).toEqual([series.id, series.id]);
});
