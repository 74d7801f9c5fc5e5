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
  session = await aHeldSession(waymark.database, cast.engagement);
});
afterEach(async () => {
  await waymark.database.owner('delete from sessions');
  await reopen(waymark.database, cast.engagement);
});
afterAll(() => waymark.close());

const RATING = 'rating { id rating ratedAt changedAt changeableUntil version }';
const rate = (as: MemberActor, rating: number, of = session) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $rating: Int!) { rateSession(sessionId: $id, rating: $rating) { ${RATING} } }`,
    { id: `session_${of}`, rating },
  );
const read = async (as: MemberActor) =>
  (await waymark.send(as, `{ session(id: "session_${session}") { ${RATING} } }`)).data.session.rating;
const stored = () => waymark.database.owner('select * from session_ratings');

test('a client rates a session that was held, and the coach reads it', async () => {
  expect(await read(cast.coach)).toBeNull();
  const { rating } = (await rate(cast.client, 4)).data.rateSession;
  expect(rating).toMatchObject({ rating: 4, changedAt: null, version: 1 });
  expect(Date.parse(rating.changeableUntil) - Date.parse(rating.ratedAt)).toBe(7 * 86_400_000);
  expect(await read(cast.coach)).toEqual(rating);
});

test('for seven days the client can think better of it', async () => {
  await rate(cast.client, 2);
  expect((await rate(cast.client, 5)).data.rateSession.rating).toMatchObject({
    rating: 5,
    changedAt: expect.any(String),
    version: 2,
  });
  const age = (interval: string) =>
    waymark.database.owner(`update session_ratings set rated_at = now() - $1::interval, changed_at = null`, [
      interval,
    ]);
  await age('6 days 23 hours');
  expect(code(await rate(cast.client, 3))).toBe('OK');
  await age('7 days 1 minute');
  const before = await stored();
  expect(code(await rate(cast.client, 1))).toBe('CONFLICT');
  expect(await stored()).toEqual(before);
});

test('only its client rates, only what was held, from 1 to 5', async () => {
  expect(code(await rate(cast.coach, 3))).toBe('FORBIDDEN');
  for (const rating of [0, 6]) expect(code(await rate(cast.client, rating))).toBe('INVALID_INPUT');
  const ahead = await aSession(waymark.database, cast.engagement, 600);
  expect(code(await rate(cast.client, 3, ahead))).toBe('CONFLICT');
  await waymark.database.owner(`update sessions set status = 'NO_SHOW' where id = $1`, [session]);
  expect(code(await rate(cast.client, 3))).toBe('CONFLICT');
  expect(await stored()).toEqual([]);
});

test('a rating is not shown of a session that did not take place after all', async () => {
  await rate(cast.client, 3);
  await waymark.database.owner(`update sessions set status = 'NO_SHOW' where id = $1`, [session]);
  expect(await read(cast.client)).toBeNull();
});

test('after the end the client still rates, and the coach sees nothing of it', async () => {
  await end(waymark.database, cast.engagement);
  const { rating } = (await rate(cast.client, 4)).data.rateSession;
  expect(rating).toMatchObject({ rating: 4 });
  const { data } = await waymark.send(cast.coach, `{ node(id: "${rating.id}") { id } }`);
  expect(data.node).toBeNull();
});

test('of fifty ratings at once there is one row, which the last one wrote', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => rate(cast.client, 1 + (at % 5))));
  expect(counts(answers)).toEqual({ OK: 50 });
  expect(await stored()).toMatchObject([{ id: session, version: 50 }]);
});
