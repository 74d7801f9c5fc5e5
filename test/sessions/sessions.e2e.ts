import type { MemberActor } from '../../src/db/actor.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { act, aSession, anEngagement, book, clear, minute, reschedule } from './people.js';

let waymark: TestApp;
let north: string;
let coach: MemberActor;
let otherCoach: MemberActor;
let client: MemberActor;
let otherClient: MemberActor;
let engagement: string;

beforeAll(async () => {
  waymark = await startApp();
  north = await anOrganization(waymark.database, 'north');
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  otherCoach = await aMember(waymark.database, north, 'Otto', ['COACH']);
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  otherClient = await aMember(waymark.database, north, 'Odo', ['CLIENT']);
});

afterAll(() => waymark.close());
beforeEach(async () => {
  engagement = await anEngagement(waymark.database, coach, client);
});
afterEach(() => clear(waymark.database));

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const refusal = ({ errors }: Answer) => [errors?.[0]?.extensions.code, errors?.[0]?.extensions.field];
const bare = (id: string) => id.slice('session_'.length);
const booked = async (startsAt: string, input = {}) =>
  bare((await book(waymark, coach, engagement, startsAt, input)).data.bookSession.id);

test('either side books, and both see what was booked', async () => {
  const { data } = await book(waymark, client, engagement, minute(0), {
    minutes: 45,
    bufferMinutes: 10,
  });
  expect(data.bookSession).toEqual({
    id: expect.stringMatching(/^session_[0-9a-f-]{36}$/),
    status: 'BOOKED',
    startsAt: minute(0),
    endsAt: minute(45),
    minutes: 45,
    bufferMinutes: 10,
    place: 'Room 1',
    videoUrl: null,
    lateCancel: false,
    version: 1,
  });
  const read = `query ($id: ID!) { session(id: $id) { coach { name } client { name } engagement { status } } }`;
  for (const side of [coach, client]) {
    const seen = await waymark.send(side, read, { id: data.bookSession.id });
    expect(seen.data.session).toEqual({
      coach: { name: 'Cora' },
      client: { name: 'Clio' },
      engagement: { status: 'ACTIVE' },
    });
  }
});

test('adjacent sessions are allowed, a minute of overlap is not, for the coach and for the client', async () => {
  const withOther = await anEngagement(waymark.database, coach, otherClient);
  const ofOther = await anEngagement(waymark.database, otherCoach, client);
  await booked(minute(0));
  for (const [by, where] of [
    [coach, engagement],
    [coach, withOther],
    [client, ofOther],
  ] as const) {
    expect(code(await book(waymark, by, where, minute(59)))).toBe('CONFLICT');
    expect(code(await book(waymark, by, where, minute(-59)))).toBe('CONFLICT');
  }
  expect(code(await book(waymark, coach, withOther, minute(60)))).toBe('OK');
  expect(code(await book(waymark, client, ofOther, minute(-60)))).toBe('OK');
});

test('the answer to a taken time does not tell by what it is taken', async () => {
  const withOther = await anEngagement(waymark.database, coach, otherClient);
  const ofOther = await anEngagement(waymark.database, otherCoach, client);
  await booked(minute(0));
  const answers = [
    await book(waymark, coach, engagement, minute(30)),
    await book(waymark, otherClient, withOther, minute(30)),
    await book(waymark, otherCoach, ofOther, minute(30)),
  ];
  const texts = answers.map(({ text }) => text.replace(/"traceId":"[^"]+"/, ''));
  expect(new Set(texts).size).toBe(1);
  expect(answers[0]!.errors![0]).toMatchObject({
    message: 'This time is taken.',
    extensions: { code: 'CONFLICT' },
  });
});

test('nobody coaches one and is coached by another at the same time', async () => {
  const both = await aMember(waymark.database, north, 'Bo', ['COACH', 'CLIENT']);
  const coaches = await anEngagement(waymark.database, both, client);
  const isCoached = await anEngagement(waymark.database, otherCoach, both);
  expect(code(await book(waymark, both, coaches, minute(0)))).toBe('OK');
  expect(code(await book(waymark, both, isCoached, minute(30)))).toBe('CONFLICT');
  expect(code(await book(waymark, otherCoach, isCoached, minute(60)))).toBe('OK');
  expect(code(await book(waymark, client, coaches, minute(90)))).toBe('CONFLICT');
});

test('a buffer keeps the time behind a session free, for sessions before and after it', async () => {
  await booked(minute(0), { bufferMinutes: 15 });
  expect(code(await book(waymark, coach, engagement, minute(74)))).toBe('CONFLICT');
  expect(code(await book(waymark, coach, engagement, minute(-60), { bufferMinutes: 1 }))).toBe('CONFLICT');
  expect(code(await book(waymark, coach, engagement, minute(75)))).toBe('OK');
  expect(code(await book(waymark, coach, engagement, minute(-60)))).toBe('OK');
});

test('a cancelled session frees its time', async () => {
  const id = await booked(minute(0));
  const { data } = await act(waymark, client, 'cancelSession', id, ', reason: "Ill"');
  expect(data.cancelSession).toMatchObject({
    status: 'CANCELLED',
    lateCancel: false,
    cancelReason: 'Ill',
    cancelledBy: { name: 'Clio' },
    version: 2,
  });
  expect(code(await book(waymark, coach, engagement, minute(0)))).toBe('OK');
});

test('a cancellation within 24 hours of the start is late', async () => {
  const late = await aSession(waymark.database, engagement, 23 * 60);
  expect((await act(waymark, client, 'cancelSession', late)).data.cancelSession.lateCancel).toBe(true);
});

test('a session moves, onto its own time as well, and keeps its length apart', async () => {
  const id = await booked(minute(0), { minutes: 30 });
  const { data } = await reschedule(waymark, client, id, minute(15));
  expect(data.rescheduleSession).toMatchObject({
    startsAt: minute(15),
    endsAt: minute(75),
    minutes: 60,
    version: 2,
  });
  const [row] = await waymark.database.owner(`select sequence from sessions where id = $1`, [id]);
  expect(row).toEqual({ sequence: 1 });
});

test('a session does not move onto another, nor over a change that its mover has not seen', async () => {
  const id = await booked(minute(0));
  await booked(minute(120));
  expect(code(await reschedule(waymark, coach, id, minute(90)))).toBe('CONFLICT');
  expect(code(await reschedule(waymark, coach, id, minute(60), ', version: 1'))).toBe('OK');
  expect(refusal(await reschedule(waymark, client, id, minute(0), ', version: 1'))).toEqual([
    'VERSION_CONFLICT',
    'version',
  ]);
});

test('the coach says from the start on how a session went, once', async () => {
  const ahead = await booked(minute(0));
  expect(code(await act(waymark, coach, 'markSessionHeld', ahead))).toBe('CONFLICT');
  const begun = await aSession(waymark.database, engagement, -5);
  expect(code(await reschedule(waymark, coach, begun, minute(120)))).toBe('CONFLICT');
  expect(code(await act(waymark, client, 'cancelSession', begun))).toBe('CONFLICT');
  expect(code(await act(waymark, client, 'markSessionHeld', begun))).toBe('FORBIDDEN');
  const held = await act(waymark, coach, 'markSessionHeld', begun);
  expect(held.data.markSessionHeld).toMatchObject({ status: 'HELD', version: 2 });
  for (const name of ['markSessionHeld', 'markSessionNoShow', 'cancelSession']) {
    expect(code(await act(waymark, coach, name, begun))).toBe('CONFLICT');
  }
  const missed = await aSession(waymark.database, engagement, -90);
  expect((await act(waymark, coach, 'markSessionNoShow', missed)).data.markSessionNoShow.status).toBe(
    'NO_SHOW',
  );
});

test('a coach who is the client of a session does not mark it', async () => {
  const both = await aMember(waymark.database, north, 'Bea', ['COACH', 'CLIENT']);
  const isCoached = await anEngagement(waymark.database, coach, both);
  const begun = await aSession(waymark.database, isCoached, -5);
  expect(code(await act(waymark, both, 'markSessionHeld', begun))).toBe('FORBIDDEN');
});

test('only an active engagement takes sessions; one that rests still lets them be cancelled', async () => {
  const id = await booked(minute(0));
  for (const status of ['PAUSED', 'PROPOSED']) {
    await waymark.database.owner(`update engagements set status = $1`, [status]);
    expect(code(await book(waymark, client, engagement, minute(120)))).toBe('CONFLICT');
    expect(code(await reschedule(waymark, client, id, minute(120)))).toBe('CONFLICT');
  }
  expect(code(await act(waymark, client, 'cancelSession', id))).toBe('OK');
});

test('what cannot be booked is told with the field at fault', async () => {
  const tried = async (startsAt: string, input: Record<string, unknown>) =>
    refusal(await book(waymark, client, engagement, startsAt, input));
  expect(await tried(new Date(Date.now() - 1000).toISOString(), {})).toEqual([
    'INVALID_INPUT',
    'input.startsAt',
  ]);
  expect(await tried(minute(364 * 1440), {})).toEqual(['INVALID_INPUT', 'input.startsAt']);
  expect(await tried(minute(0), { minutes: 14 })).toEqual(['INVALID_INPUT', 'input.minutes']);
  expect(await tried(minute(0), { minutes: 241 })).toEqual(['INVALID_INPUT', 'input.minutes']);
  expect(await tried(minute(0), { bufferMinutes: 61 })).toEqual(['INVALID_INPUT', 'input.bufferMinutes']);
  expect(await tried(minute(0), { place: ' ' })).toEqual(['INVALID_INPUT', 'input.place']);
  expect(await tried(minute(0), { place: null })).toEqual(['INVALID_INPUT', 'input.place']);
  expect(await tried(minute(0), { videoUrl: 'https://video.test/1' })).toEqual([
    'INVALID_INPUT',
    'input.place',
  ]);
  for (const videoUrl of ['javascript:alert(1)', 'http://video.test/1', 'video']) {
    expect(await tried(minute(0), { place: null, videoUrl })).toEqual(['INVALID_INPUT', 'input.videoUrl']);
  }
  expect(await tried(minute(0), { place: 'Room\0' })).toEqual(['INVALID_INPUT', 'input.place']);
  expect(await waymark.database.owner('select from sessions')).toEqual([]);
  expect(
    code(
      await book(waymark, client, engagement, minute(0), { place: null, videoUrl: 'HTTPS://video.test/1' }),
    ),
  ).toBe('OK');
});

test('a calendar holds the sessions of either side from the earliest on, page by page, in a window', async () => {
  for (const at of [180, 0, 60]) await booked(minute(at));
  const page = `query ($after: String, $from: Instant, $until: Instant, $status: SessionStatus) {
    mySessions(first: 2, after: $after, from: $from, until: $until, status: $status) { nodes { startsAt } pageInfo { endCursor hasNextPage } } }`;
  const first = (await waymark.send(client, page)).data.mySessions;
  expect(first.nodes).toEqual([{ startsAt: minute(0) }, { startsAt: minute(60) }]);
  const second = (await waymark.send(client, page, { after: first.pageInfo.endCursor })).data.mySessions;
  expect(second).toMatchObject({ nodes: [{ startsAt: minute(180) }], pageInfo: { hasNextPage: false } });
  const window = await waymark.send(coach, page, { from: minute(60), until: minute(180) });
  expect(window.data.mySessions.nodes).toEqual([{ startsAt: minute(60) }]);
  expect((await waymark.send(coach, page, { status: 'HELD' })).data.mySessions.nodes).toEqual([]);
  expect((await waymark.send(otherCoach, page)).data.mySessions.nodes).toEqual([]);
});

test('the next session is the earliest booked one ahead; sessions are listed from the latest on', async () => {
  const read = `{ me { client { nextSession { startsAt } sessions(first: 5) { nodes { status } } cancelled: sessions(status: CANCELLED) { nodes { startsAt } } } } }`;
  expect((await waymark.send(client, read)).data.me.client.nextSession).toBeNull();
  await aSession(waymark.database, engagement, -5);
  await act(waymark, coach, 'cancelSession', await booked(minute(0)));
  await booked(minute(180));
  await booked(minute(60));
  expect((await waymark.send(client, read)).data.me.client).toEqual({
    nextSession: { startsAt: minute(60) },
    sessions: {
      nodes: [{ status: 'BOOKED' }, { status: 'BOOKED' }, { status: 'CANCELLED' }, { status: 'BOOKED' }],
    },
    cancelled: { nodes: [{ startsAt: minute(0) }] },
  });
});

test('a coach home reads the next sessions of 1 and of 20 clients in one statement', async () => {
  const home = `{ me { coach { clients(first: 20) { nodes { name nextSession { startsAt client { name } } sessions(first: 3) { nodes { id } } } } } } }`;
  const run = jest.spyOn(PipelinedClient.prototype, 'run');
  try {
    for (const clients of [1, 20]) {
      for (let at = 1; at < clients; at += 1) {
        const another = await aMember(waymark.database, north, `Client ${at}`, ['CLIENT']);
        await aSession(waymark.database, await anEngagement(waymark.database, coach, another), 600 + at * 60);
      }
      run.mockClear();
      const { data } = await waymark.send(coach, home);
      expect(data.me.coach.clients.nodes).toHaveLength(clients);
      // The first of the two says who asks.
      expect(run.mock.calls.map(([statements]) => statements.length)).toEqual([2]);
    }
  } finally {
    run.mockRestore();
  }
});

test('what is booked ahead is cancelled with its engagement, by whichever side ends it, and the time is free again', async () => {
  const held = await aSession(waymark.database, engagement, -3 * 24 * 60);
  await act(waymark, coach, 'markSessionHeld', held);
  const ahead = await booked(minute(0));
  const answer = await waymark.send(
    client,
    `mutation { endEngagement(id: "engagement_${engagement}", ending: ENDED_EARLY) { status } }`,
  );
  expect(answer.data.endEngagement.status).toBe('ENDED_EARLY');
  expect(
    await waymark.database.owner(
      'select id, status, late_cancel, cancelled_by from sessions order by starts_at',
    ),
  ).toEqual([
    { id: held, status: 'HELD', late_cancel: false, cancelled_by: null },
    { id: ahead, status: 'CANCELLED', late_cancel: false, cancelled_by: client.memberId },
  ]);
  const next = await anEngagement(waymark.database, coach, otherClient);
  expect(code(await book(waymark, coach, next, minute(0)))).toBe('OK');
});
