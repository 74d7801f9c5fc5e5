import { instantOf } from '../../src/availability/wall-clock.js';
import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import {
  act,
  anAllocation,
  anEngagement,
  balance,
  bookSeries,
  cancelSeries,
  clear,
  monday,
  rescheduleSeries,
} from './people.js';

let waymark: TestApp;
let coach: MemberActor;
let client: MemberActor;
let engagement: string;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
});
afterAll(() => waymark.close());
beforeEach(async () => {
  engagement = await anEngagement(waymark.database, coach, client);
});
afterEach(() => clear(waymark.database));

const told = ({ errors }: Answer) => (errors ? [errors[0]!.extensions.code, errors[0]!.message] : ['OK']);
const at = (date: string, time = '09:00') => new Date(instantOf(date, time, 'Europe/Berlin')).toISOString();
const book = async (input = {}) =>
  (await bookSeries(waymark, coach, engagement, input)).data.bookSessionSeries.sessions as {
    id: string;
    startsAt: string;
  }[];
const starts = (answer: Answer) =>
  answer.data.rescheduleSeries.sessions.map(({ startsAt }: { startsAt: string }) => startsAt);

test.each([
  ['a week later', 7],
  ['two weeks later', 14],
  ['a week earlier', -7],
])('a series that moves %s is not in its own way, for either side', async (_, shiftDays) => {
  const sessions = await book({ startsOn: monday(6) });
  for (const [as, by] of [
    [coach, shiftDays],
    [client, 2 * shiftDays],
  ] as const) {
    const answer = await rescheduleSeries(waymark, as, sessions[3]!.id, 'ALL', { shiftDays });
    expect(starts(answer)).toEqual([6, 7, 8, 9, 10].map((week) => at(monday(week, by))));
  }
});

test('nor is one of adjoining sessions that move by less than they last, or get longer', async () => {
  // Sessions on every day of a week; each begins where the one before may still be.
  const rrule = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=7';
  const sessions = await book({ rrule, minutes: 240, localTime: '12:00', bufferMinutes: 60 });
  const on = [0, 1, 2, 3, 4, 5, 6].map((day) => monday(2, day));
  for (const localTime of ['12:30', '08:45', '23:45']) {
    const answer = await rescheduleSeries(waymark, coach, sessions[0]!.id, 'ALL', { localTime });
    expect(starts(answer)).toEqual(on.map((day) => at(day, localTime)));
  }
  const shifted = await rescheduleSeries(waymark, coach, sessions[0]!.id, 'ALL', {
    shiftDays: 1,
    localTime: '01:00',
  });
  expect(starts(shifted)).toEqual(on.map((_, day) => at(monday(2, day + 1), '01:00')));
});

test('what follows meets what stays', async () => {
  const sessions = await book();
  const move = (shiftDays: number) =>
    rescheduleSeries(waymark, coach, sessions[2]!.id, 'THIS_AND_FOLLOWING', { shiftDays });
  expect(told(await move(-7))).toEqual(['CONFLICT', `${monday(3)}: This time is taken.`]);
  expect(told(await move(7))).toEqual(['OK']);
});

test('a series that rests with its engagement is cancelled, and neither booked nor moved', async () => {
  await anAllocation(waymark.database, engagement, 'MINUTES', 600);
  const sessions = await book();
  await waymark.database.owner(`update engagements set status = 'PAUSED'`);
  for (const as of [coach, client]) {
    for (const scope of ['THIS', 'THIS_AND_FOLLOWING', 'ALL'])
      for (const input of [{ shiftDays: 7 }, { minutes: 30 }])
        expect(told(await rescheduleSeries(waymark, as, sessions[1]!.id, scope, input))).toEqual([
          'CONFLICT',
          'The engagement is not active.',
        ]);
    expect(told(await bookSeries(waymark, as, engagement, { localTime: '15:00' }))[0]).toBe('CONFLICT');
  }
  expect(told(await cancelSeries(waymark, client, sessions[3]!.id, 'THIS_AND_FOLLOWING'))).toEqual(['OK']);
  expect(await balance(waymark.database, engagement)).toEqual([420, 180, 0]);
  await waymark.database.owner(`update engagements set status = 'ACTIVE'`);
  expect(told(await act(waymark, client, 'cancelSession', sessions[0]!.id.split('_')[1]!))).toEqual(['OK']);
  expect(told(await rescheduleSeries(waymark, client, sessions[1]!.id, 'ALL', { minutes: 30 }))).toEqual([
    'OK',
  ]);
  expect(await balance(waymark.database, engagement)).toEqual([540, 60, 0]);
});

test('one that was held while an earlier one had been moved behind it keeps its time apart when the series moves', async () => {
  const sessions = await book();
  const [first, second] = sessions.map(({ id }) => id) as [string, string];
  await rescheduleSeries(waymark, coach, first, 'THIS', { shiftDays: 30 });
  await waymark.database.owner(
    `update sessions set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' where id = $1`,
    [second.split('_')[1]],
  );
  expect(told(await act(waymark, coach, 'markSessionHeld', second.split('_')[1]!))).toEqual(['OK']);
  const alone = (answer: Answer) =>
    answer.data.rescheduleSeries.sessions.map(({ movedAlone }: { movedAlone: boolean }) => movedAlone);
  const longer = await rescheduleSeries(waymark, coach, sessions[2]!.id, 'ALL', { minutes: 45 });
  expect(alone(longer)).toEqual([true, false, false, false, false]);
  const moved = await rescheduleSeries(waymark, coach, sessions[2]!.id, 'ALL', { shiftDays: 14 });
  expect(alone(moved)).toEqual([false, true, false, false, false]);
});
