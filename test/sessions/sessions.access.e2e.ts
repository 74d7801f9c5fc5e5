import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { act, aSession, anEngagement, book, minute, reschedule } from './people.js';

let waymark: TestApp;
let callers: Record<string, MemberActor | null>;
let engagement: string;
let ahead: string;
let begun: string;

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
});

afterAll(() => waymark.close());

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const everything = () => waymark.database.owner('select * from sessions order by id');

/** Every operation that takes an id, by what it answers to somebody who may call it but not see its object. */
const actions: Record<string, (as: MemberActor | null) => Promise<Answer>> = {
  bookSession: (as) => book(waymark, as, engagement, minute(0)),
  rescheduleSession: (as) => reschedule(waymark, as, ahead, minute(0)),
  cancelSession: (as) => act(waymark, as, 'cancelSession', ahead),
  markSessionHeld: (as) => act(waymark, as, 'markSessionHeld', begun),
  markSessionNoShow: (as) => act(waymark, as, 'markSessionNoShow', begun),
};

const refusals: [string, string, string][] = [
  // caller, both sides' actions, the coach's actions
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['foreignCoach', 'NOT_FOUND', 'NOT_FOUND'],
  ['admin', 'FORBIDDEN', 'FORBIDDEN'],
  ['adminWhoCoaches', 'NOT_FOUND', 'NOT_FOUND'],
  ['otherCoach', 'NOT_FOUND', 'NOT_FOUND'],
  ['otherClient', 'NOT_FOUND', 'FORBIDDEN'],
];

test.each(refusals)('%s changes no session, and is told %s or %s', async (caller, ofBoth, ofCoach) => {
  const before = await everything();
  for (const [name, call] of Object.entries(actions)) {
    const expected = name.startsWith('mark') ? ofCoach : ofBoth;
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

test('the two sides may do all of it, the marks being the coach’s', async () => {
  const { coach, client } = callers;
  expect(code(await actions.markSessionHeld!(client!))).toBe('FORBIDDEN');
  expect(code(await actions.markSessionHeld!(coach!))).toBe('OK');
  expect(code(await actions.bookSession!(client!))).toBe('OK');
  expect(code(await reschedule(waymark, client!, ahead, minute(120)))).toBe('OK');
  expect(code(await actions.cancelSession!(coach!))).toBe('OK');
});
