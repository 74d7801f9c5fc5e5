import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { anEngagement, book, bookSeries, clear, minute, monday, rescheduleSeries } from './people.js';

let waymark: TestApp;
let north: string;
let coach: MemberActor;
let client: MemberActor;
let engagement: string;

beforeAll(async () => {
  waymark = await startApp();
  north = await anOrganization(waymark.database, 'north');
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
});
afterAll(() => waymark.close());
beforeEach(async () => {
  engagement = await anEngagement(waymark.database, coach, client);
});
afterEach(async () => {
  await clear(waymark.database);
  await waymark.database.owner('delete from availability_hours');
  await waymark.database.owner(
    'update coach_schedules set hours_set = false, buffer_minutes = 0, min_notice_hours = 0',
  );
});

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const refusal = ({ errors }: Answer) => {
  const { message, extensions } = errors![0]!;
  return [extensions.code, message, extensions.field];
};

/** Mondays from 9 to 12 in Berlin, a quarter of an hour behind each session, booked a day ahead. */
async function offer(): Promise<void> {
  await waymark.database.owner(
    `update coach_schedules set hours_set = true, buffer_minutes = 15, min_notice_hours = 24 where id = $1`,
    [coach.memberId],
  );
  await waymark.database.owner(
    `insert into availability_hours (org_id, coach_id, weekday, from_minute, until_minute) values ($1, $2, 1, 540, 720)`,
    [north, coach.memberId],
  );
}
const move = (as: MemberActor, id: string, startsAt: string) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $at: Instant!) { rescheduleSession(id: $id, startsAt: $at, minutes: 60) { startsAt } }`,
    { id, at: startsAt },
  );
/** 9 in Berlin is 7 or 8 in UTC. */
const berlin = (date: string, hour: number) => {
  const noon = new Date(`${date}T12:00:00Z`);
  const there = Number(
    new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' }).format(
      noon,
    ),
  );
  return new Date(noon.getTime() + (hour - there) * 3_600_000).toISOString();
};

test('a client books what the coach offers, the coach any hour that is free', async () => {
  await offer();
  expect(refusal(await book(waymark, client, engagement, berlin(monday(2), 12)))).toEqual([
    'CONFLICT',
    'This time is not offered.',
    undefined,
  ]);
  expect(code(await book(waymark, client, engagement, berlin(monday(2), 9)))).toBe('OK');
  expect(code(await book(waymark, coach, engagement, berlin(monday(2), 12)))).toBe('OK');
});

test('what is kept free behind a session is what the coach usually does, which no client makes less', async () => {
  await offer();
  const buffer = async (as: MemberActor, hour: number, bufferMinutes?: number) =>
    (await book(waymark, as, engagement, berlin(monday(2), hour), { bufferMinutes, minutes: 30 })).data
      .bookSession.bufferMinutes;
  expect(await buffer(client, 9)).toBe(15);
  expect(await buffer(client, 10, 0)).toBe(15);
  expect(await buffer(client, 11, 20)).toBe(20);
  expect(await buffer(coach, 14)).toBe(15);
  expect(await buffer(coach, 15, 0)).toBe(0);
});

test('a coach who offers nothing in particular is booked at any free hour, with nothing behind it', async () => {
  const { data } = await book(waymark, client, engagement, minute(0));
  expect(data.bookSession.bufferMinutes).toBe(0);
});

test('a client moves a session into what is offered, the coach anywhere', async () => {
  await offer();
  const { id } = (await book(waymark, client, engagement, berlin(monday(2), 9))).data.bookSession;
  expect(code(await move(client, id, berlin(monday(2), 13)))).toBe('CONFLICT');
  expect(code(await move(client, id, berlin(monday(2), 10)))).toBe('OK');
  expect(code(await move(coach, id, berlin(monday(2), 13)))).toBe('OK');
});

test('a client’s series lies within what is offered, or the day is told on which it does not', async () => {
  await offer();
  const tried = (input: object) => bookSeries(waymark, client, engagement, { ...input });
  expect(refusal(await tried({ rrule: 'FREQ=WEEKLY;BYDAY=MO,TU;COUNT=4' }))).toEqual([
    'CONFLICT',
    `${monday(2, 1)}: This time is not offered.`,
    undefined,
  ]);
  const { data } = await tried({});
  const [first] = data.bookSessionSeries.sessions;
  const answer = await rescheduleSeries(waymark, client, first.id, 'ALL', { shiftDays: 1 });
  expect(refusal(answer)[1]).toBe(`${monday(2, 1)}: This time is not offered.`);
});

describe('a coach who works for two organizations', () => {
  let elsewhere: MemberActor;
  let away: string;

  beforeAll(async () => {
    const south = await anOrganization(waymark.database, 'south');
    const [member] = await waymark.database.owner<{ id: string; sign_in: string }>(
      `with m as (insert into members (org_id, user_id, name, email, roles, time_zone)
         select $1, user_id, 'Cora South', email, '{COACH}', 'Europe/Berlin' from members where id = $2
         returning id, user_id)
       insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
       select m.user_id, $1, m.id, sha256(m.id::text::bytea), now() + interval '1 day' from m
       returning member_id as id, id as sign_in`,
      [south, coach.memberId],
    );
    elsewhere = { ...coach, orgId: south, memberId: member!.id, signInId: member!.sign_in };
  });
  beforeEach(async () => {
    const theirs = await aMember(waymark.database, elsewhere.orgId, `Sue ${Math.random()}`, ['CLIENT']);
    away = await anEngagement(waymark.database, elsewhere, theirs);
  });

  const answers = async (startsAt: string) =>
    (await Promise.all([coach, client].map((as) => book(waymark, as, engagement, startsAt)))).map(
      ({ text }) => text.replace(/"traceId":"[^"]+"/, ''),
    );

  test('is taken at an hour that is booked elsewhere, in the same words as at any other', async () => {
    await book(waymark, coach, engagement, minute(0), { place: 'Here' });
    expect(code(await book(waymark, elsewhere, away, minute(120), { place: 'There' }))).toBe('OK');
    const [here, there] = [await answers(minute(0)), await answers(minute(120))];
    expect(there).toEqual(here);
    expect(new Set(there).size).toBe(1);
    expect(JSON.parse(there[0]!.replace(',}', '}')).errors[0]).toMatchObject({
      message: 'This time is taken.',
      extensions: { code: 'CONFLICT' },
    });
  });

  test('is free again there once it is cancelled here', async () => {
    const { id } = (await book(waymark, coach, engagement, minute(0))).data.bookSession;
    expect(code(await book(waymark, elsewhere, away, minute(30)))).toBe('CONFLICT');
    await waymark.send(client, 'mutation ($id: ID!) { cancelSession(id: $id) { id } }', { id });
    expect(code(await book(waymark, elsewhere, away, minute(30)))).toBe('OK');
  });

  test('cannot move a series onto hours elsewhere, and only its own day is told', async () => {
    const series = (await bookSeries(waymark, coach, engagement)).data.bookSessionSeries;
    await book(waymark, elsewhere, away, berlin(monday(4), 14), { place: 'There' });
    const answer = await rescheduleSeries(waymark, coach, series.sessions[0].id, 'ALL', {
      localTime: '14:30',
    });
    expect(refusal(answer)).toEqual(['CONFLICT', `${monday(4)}: This time is taken.`, undefined]);
  });

  test('and neither organization reads a row of the other', async () => {
    await book(waymark, coach, engagement, minute(0));
    await book(waymark, elsewhere, away, minute(120));
    for (const as of [coach, elsewhere]) {
      const { data } = await waymark.send(as, '{ mySessions { nodes { place client { name } } } }');
      expect(data.mySessions.nodes).toHaveLength(1);
    }
    const { data } = await waymark.send(client, '{ mySessions { nodes { startsAt } } }');
    expect(data.mySessions.nodes).toEqual([{ startsAt: minute(0) }]);
  });
});
