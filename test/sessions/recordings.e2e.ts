import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aCast, aHeldSession, code, counts, end, reopen, type Cast } from './content.people.js';
import { aSession } from './people.js';

let waymark: TestApp;
let cast: Cast;
let session: string;

beforeAll(async () => {
  waymark = await startApp();
  cast = await aCast(waymark.database);
});
beforeEach(async () => {
  await recording(true);
  session = await aHeldSession(waymark.database, cast.engagement);
});
afterEach(async () => {
  await waymark.database.owner('delete from sessions');
  await waymark.database.owner('delete from agreements where engagement_id = $1 and number > 1', [
    cast.engagement,
  ]);
  await waymark.database.owner(`update agreements set status = 'IN_FORCE' where engagement_id = $1`, [
    cast.engagement,
  ]);
  await reopen(waymark.database, cast.engagement);
});
afterAll(() => waymark.close());

const URL = 'https://meet.example/recordings/7?key=kestrel';
const add = (as: MemberActor, url = URL, of = session) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $url: String!) { addRecording(sessionId: $id, url: $url) { recording { id url addedAt } } }`,
    { id: `session_${of}`, url },
  );
const remove = (as: MemberActor, id: string) =>
  waymark.send(as, 'mutation ($id: ID!) { deleteRecording(id: $id) }', { id });
const read = async (as: MemberActor) =>
  (await waymark.send(as, `{ session(id: "session_${session}") { recording { url } } }`)).data.session
    .recording;
const stored = () => waymark.database.owner<{ url: string }>('select * from session_recordings');

/** Says of the agreement that the engagement began with whether recordings are kept. */
const recording = (kept: boolean) =>
  waymark.database.owner('update agreements set recording = $2 where engagement_id = $1 and number = 1', [
    cast.engagement,
    kept,
  ]);

/** Puts another agreement in force. */
const agree = async (kept: boolean, number: number) => {
  await waymark.database.owner(
    `update agreements set status = 'SUPERSEDED' where engagement_id = $1 and status = 'IN_FORCE'`,
    [cast.engagement],
  );
  await waymark.database.owner(
    `insert into agreements (org_id, engagement_id, coach_id, client_id, number, recording, status, coach_signed_at,
       client_signed_at, org_signed_at, in_force_from)
     values ($1, $2, $3, $4, $5, $6, 'IN_FORCE', now(), now(), now(), now())`,
    [cast.coach.orgId, cast.engagement, cast.coach.memberId, cast.client.memberId, number, kept],
  );
};

test('the coach adds where the recording is, and both sides read it', async () => {
  const { data } = await add(cast.coach);
  expect(data.addRecording.recording).toEqual({
    id: `session-recording_${session}`,
    url: URL,
    addedAt: expect.any(String),
  });
  expect(await read(cast.client)).toEqual({ url: URL });
  expect(JSON.stringify(await stored())).not.toContain('kestrel');
});

test('switched off, it is gone from the next request on, by the database', async () => {
  const { id } = (await add(cast.coach)).data.addRecording.recording;
  await agree(false, 2);
  for (const side of [cast.coach, cast.client]) {
    expect(await read(side)).toBeNull();
    expect((await waymark.send(side, `{ node(id: "${id}") { id } }`)).data.node).toBeNull();
    expect(code(await remove(side, id))).toBe('NOT_FOUND');
  }
  expect(code(await add(cast.coach))).toBe('CONFLICT');
  expect(await stored()).toHaveLength(1);
  await agree(true, 3);
  expect(await read(cast.client)).toEqual({ url: URL });
});

test('a session that was booked without the clause stays without a recording under a later agreement', async () => {
  await recording(false);
  await agree(true, 2);
  expect(code(await add(cast.coach))).toBe('CONFLICT');
  expect(await stored()).toEqual([]);
});

test('only the coach adds one, only of what was held, only by https', async () => {
  expect(code(await add(cast.client))).toBe('FORBIDDEN');
  const ahead = await aSession(waymark.database, cast.engagement, 600);
  expect(code(await add(cast.coach, URL, ahead))).toBe('CONFLICT');
  for (const url of [
    'http://meet.example/7',
    'javascript:alert(1)',
    'no',
    `https://a.example/${'x'.repeat(500)}`,
  ])
    expect(code(await add(cast.coach, url))).toBe('INVALID_INPUT');
  expect(await stored()).toEqual([]);
});

test('either side deletes it, once', async () => {
  for (const side of [cast.coach, cast.client]) {
    const { id } = (await add(cast.coach)).data.addRecording.recording;
    expect((await remove(side, id)).data).toEqual({ deleteRecording: true });
    expect(code(await remove(side, id))).toBe('NOT_FOUND');
  }
  expect(await stored()).toEqual([]);
});

test('of ten added at once one stays', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => add(cast.coach)));
  expect(counts(answers)).toEqual({ OK: 1, CONFLICT: 9 });
});

test('after the end the client keeps it, and the coach does not', async () => {
  const { id } = (await add(cast.coach)).data.addRecording.recording;
  await end(waymark.database, cast.engagement);
  expect(await read(cast.client)).toEqual({ url: URL });
  expect((await waymark.send(cast.coach, `{ node(id: "${id}") { id } }`)).data.node).toBeNull();
});
