import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import {
  act,
  anEngagement,
  aSession,
  book,
  bookSeries,
  cancelSeries,
  minute,
  reschedule,
  rescheduleSeries,
} from './people.js';

let waymark: TestApp;
let callers: Record<string, MemberActor | null>;
let engagement: string;
let ahead: string;
let begun: string;
let missed: string;
let series: { id: string; sessions: { id: string }[] };

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const coach = await aMember(database, north, 'Cora', ['COACH']);
  const client = await aMember(database, north, 'Clio', ['CLIENT']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  callers = {
    anonymous: null,
    foreignCoach: await aMember(database, south, 'Finn', ['COACH', 'CLIENT', 'ADMIN']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    adminWhoCoaches: await aMember(database, north, 'Alma', ['ADMIN', 'COACH']),
    mentor: await aMember(database, north, 'Mia', ['MENTOR']),
    otherCoach,
    otherClient: await aMember(database, north, 'Odo', ['CLIENT']),
    coach,
    client,
  };
  engagement = await anEngagement(database, coach, client);
  // Another coach of the same client: sees own sessions with the client only.
  await anEngagement(database, otherCoach, client);
  ahead = await aSession(database, engagement, 3000);
  begun = await aSession(database, engagement, -5);
  missed = await aSession(database, engagement, -500);
  await act(waymark, coach, 'markSessionNoShow', missed);
  series = (await bookSeries(waymark, coach, engagement)).data.bookSessionSeries;
});

afterAll(() => waymark.close());

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const everything = async () => {
  const tables = ['sessions', 'session_series', 'session_corrections', 'attendances', 'busy_times'];
  return Promise.all(
    tables.map((table) =>
      waymark.database.owner(`select md5(string_agg(t::text, ',' order by t::text)) from ${table} t`),
    ),
  );
};

/** Every operation that takes an id, by what it answers to somebody who may call it but not see its object. */
const actions: Record<string, (as: MemberActor | null) => Promise<Answer>> = {
  bookSession: (as) => book(waymark, as, engagement, minute(0)),
  rescheduleSession: (as) => reschedule(waymark, as, ahead, minute(0)),
  cancelSession: (as) => act(waymark, as, 'cancelSession', ahead),
  changeSessionPlace: (as) =>
    waymark.send(
      as,
      'mutation ($id: ID!) { changeSessionPlace(id: $id, version: 1, input: { place: "Room 2" }) { id } }',
      { id: `session_${ahead}` },
    ),
  bookSessionSeries: (as) => bookSeries(waymark, as, engagement, { localTime: '15:00' }),
  rescheduleSeries: (as) => rescheduleSeries(waymark, as, series.sessions[0]!.id, 'ALL', { shiftDays: 1 }),
  moveOneOfSeries: (as) => rescheduleSeries(waymark, as, series.sessions[1]!.id, 'THIS', { shiftDays: 2 }),
  cancelSeries: (as) => cancelSeries(waymark, as, series.sessions[3]!.id, 'THIS_AND_FOLLOWING'),
  cancelOneOfSeries: (as) => cancelSeries(waymark, as, series.sessions[2]!.id, 'THIS'),
  waiveLateCancel: (as) => act(waymark, as, 'waiveLateCancel', missed),
  correctSession: (as) =>
    act(waymark, as, 'correctSession', missed, ', version: 2, status: HELD, why: "They came"'),
  markSessionHeld: (as) => act(waymark, as, 'markSessionHeld', begun),
  markSessionNoShow: (as) => act(waymark, as, 'markSessionNoShow', begun),
};

const OF_COACH = ['markSessionHeld', 'markSessionNoShow', 'waiveLateCancel', 'correctSession'];

const refusals: [string, string, string][] = [
  // caller, both sides' actions, the coach's actions
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['foreignCoach', 'NOT_FOUND', 'NOT_FOUND'],
  ['admin', 'FORBIDDEN', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN', 'FORBIDDEN'],
  ['adminWhoCoaches', 'NOT_FOUND', 'NOT_FOUND'],
  ['otherCoach', 'NOT_FOUND', 'NOT_FOUND'],
  ['otherClient', 'NOT_FOUND', 'FORBIDDEN'],
];

test.each(refusals)('%s changes no session, and is told %s or %s', async (caller, ofBoth, ofCoach) => {
  const before = await everything();
  for (const [name, call] of Object.entries(actions)) {
    const expected = OF_COACH.includes(name) ? ofCoach : ofBoth;
    expect([name, code(await call(callers[caller]!))]).toEqual([name, expected]);
  }
  expect(await everything()).toEqual(before);
});

test('whoever is no side of a session reads null, whether it exists or not', async () => {
  const read = (as: MemberActor | null, id: string) =>
    waymark.send(as, `query ($id: ID!) { session(id: $id) { id place } mySessions { nodes { id } } }`, {
      id,
    });
  for (const [caller] of refusals.slice(1)) {
    const existing = await read(callers[caller]!, `session_${ahead}`);
    const random = await read(callers[caller]!, 'session_01890000-0000-7000-8000-000000000000');
    expect(existing.text).toBe('{"data":{"session":null,"mySessions":{"nodes":[]}}}\n');
    expect(random.text).toBe(existing.text);
  }
  expect(code(await read(null, `session_${ahead}`))).toBe('UNAUTHENTICATED');
});

test('an id of another kind is told at once, a random one as a foreign one', async () => {
  const { client, foreignCoach } = callers;
  expect(code(await waymark.send(client!, `{ session(id: "goal_${ahead}") { id } }`))).toBe('INVALID_INPUT');
  const answer = async (id: string) =>
    (await act(waymark, foreignCoach!, 'cancelSession', id)).text.replace(/"traceId":"[^"]+"/, '');
  expect(await answer(ahead)).toBe(await answer('01890000-0000-7000-8000-000000000000'));
});

test('a second coach of the client sees the client, and none of the sessions with the first', async () => {
  const { data } = await waymark.send(
    callers.otherCoach!,
    '{ me { coach { clients(first: 5) { nodes { name nextSession { id } sessions(first: 5) { nodes { id } } } } } } }',
  );
  expect(data.me.coach.clients.nodes).toEqual([{ name: 'Clio', nextSession: null, sessions: { nodes: [] } }]);
});

test('whoever is no side of a series reads null, whether it exists or not, and nothing of attendance', async () => {
  const read = (as: MemberActor | null, id: string) =>
    waymark.send(as, 'query ($id: ID!) { sessionSeries(id: $id) { id rrule } }', { id });
  for (const [caller] of refusals.slice(1)) {
    const existing = await read(callers[caller]!, series.id);
    expect(existing.text).toBe('{"data":{"sessionSeries":null}}\n');
    const random = await read(callers[caller]!, 'session-series_01890000-0000-7000-8000-000000000000');
    expect(random.text).toBe(existing.text);
    const attendances = await waymark.send(callers[caller]!, '{ attendances { nodes { id } } }');
    expect([caller, attendances.data ?? code(attendances)]).toEqual([
      caller,
      caller === 'mentor' ? 'FORBIDDEN' : { attendances: { nodes: [] } },
    ]);
  }
  expect(code(await read(null, series.id))).toBe('UNAUTHENTICATED');
  expect(code(await waymark.send(null, '{ attendances { nodes { id } } }'))).toBe('UNAUTHENTICATED');
});

test('the two sides may do all of it, the marks being the coach’s', async () => {
  const { coach, client } = callers;
  for (const name of OF_COACH)
    expect([name, code(await actions[name]!(client!))]).toEqual([name, 'FORBIDDEN']);
  for (const [name, by] of [
    ['markSessionHeld', coach],
    ['waiveLateCancel', coach],
    ['bookSession', client],
    ['changeSessionPlace', client],
    ['bookSessionSeries', client],
    ['rescheduleSeries', client],
    ['moveOneOfSeries', coach],
    ['cancelOneOfSeries', client],
    ['cancelSeries', coach],
  ] as const)
    expect([name, code(await actions[name]!(by!))]).toEqual([name, 'OK']);
  const correction = ', version: 3, status: HELD, why: "They came"';
  expect(code(await act(waymark, coach!, 'correctSession', missed, correction))).toBe('OK');
  expect(code(await reschedule(waymark, client!, ahead, minute(120)))).toBe('OK');
  expect(code(await actions.cancelSession!(coach!))).toBe('OK');
});
