import type { MemberActor } from '../../src/db/actor.js';
import { act, book, minute, reschedule } from '../sessions/people.js';
import { startApp, type TestApp } from '../setup/app.js';
import { parsed, shown } from './read-back.js';
import { aSeries, aWorld, clear, sessionsOf, type World } from './world.js';

const DAY = 86_400_000;

let waymark: TestApp;
let world: World;

beforeAll(async () => {
  waymark = await startApp();
  world = await aWorld(waymark);
});

afterAll(() => waymark.close());

beforeEach(async () => {
  await clear(waymark);
  await waymark.database.owner(`update members set status = 'ACTIVE'`);
  await waymark.database.owner(`update organizations set status = 'ACTIVE'`);
});

const CREATE = `mutation { createCalendarFeed { url feed { id createdAt } } }`;

/** @returns the part of the address behind the host */
async function aFeed(as: MemberActor): Promise<string> {
  const { data } = await waymark.send(as, CREATE);
  const { url } = data.createCalendarFeed as { url: string };
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/calendar\.ics\?token=[\w-]{43}$/);
  return url.slice('http://127.0.0.1:3000'.length);
}

const get = (url: string, headers: Record<string, string> = {}) =>
  waymark.app.inject({ method: 'GET', url, headers });

const booked = async (at: number, input = {}) =>
  (
    (await book(waymark, world.coach, world.engagement, minute(at), input)).data.bookSession.id as string
  ).slice('session_'.length);

/** What the tables hold of two people's sessions, as a calendar shows it. */
const rows = async () =>
  (
    await waymark.database.owner<Record<string, any>>(
      `select id, starts_at, ends_at, status, sequence, place, video_url from sessions order by starts_at, id`,
    )
  ).map(({ id, starts_at, ends_at, status, sequence, place, video_url }) => ({
    uid: `session-${id}@127.0.0.1`,
    startsAt: starts_at.getTime(),
    endsAt: ends_at.getTime(),
    status: status === 'CANCELLED' ? 'CANCELLED' : 'CONFIRMED',
    sequence,
    location: place ?? video_url,
    url: video_url,
  }));

test('a feed shows to each side what the rows say, and nothing of what it is about', async () => {
  await booked(0, { agenda: 'The secret plan' });
  await booked(90, { place: null, videoUrl: 'https://meet.example/room?with=a,b;c' });
  await reschedule(waymark, world.client, await booked(180), minute(24 * 60 * 3));
  await act(waymark, world.coach, 'cancelSession', await booked(300));
  const series = await aSeries(waymark, world, 12);
  const [first] = await sessionsOf(waymark, series);
  await act(waymark, world.client, 'cancelSession', first!.id);
  for (const person of [world.coach, world.client]) {
    const { statusCode, headers, body } = await get(await aFeed(person));
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(shown(body)).toEqual(await rows());
    expect(body).toContain('METHOD:PUBLISH');
    expect(body).not.toMatch(/ATTENDEE|coach|goal|secret|Clio|Cora/i);
  }
});

test('a feed reaches from 90 days ago to a year ahead', async () => {
  const { database } = waymark;
  const at = (days: number) => new Date(Date.now() + days * DAY);
  for (const days of [-91, -89, 364, 366]) {
    await database.owner(
      `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place)
       values ($1, $2, $3, $4, $5, $5::timestamptz + interval '1 hour', 'Room 1')`,
      [world.org, world.engagement, world.coach.memberId, world.client.memberId, at(days)],
    );
  }
  const { body } = await get(await aFeed(world.client));
  expect(shown(body).map(({ startsAt }) => Math.round((startsAt - Date.now()) / DAY))).toEqual([-89, 364]);
});

test('a feed holds the meetings of one’s groups', async () => {
  const { database } = waymark;
  const [group] = await database.owner<{ id: string }>(
    `insert into groups (org_id, leader_id, name, industry) values ($1, $2, 'Makers', 'Crafts') returning id`,
    [world.org, world.coach.memberId],
  );
  await database.owner(
    `insert into group_meetings (org_id, group_id, leader_id, title, starts_at, ends_at, place)
     values ($1, $2, $3, 'The secret topic', $4, $5, 'Hall 2')`,
    [world.org, group!.id, world.coach.memberId, minute(0), minute(60)],
  );
  await database.owner('insert into group_memberships (org_id, group_id, member_id) values ($1, $2, $3)', [
    world.org,
    group!.id,
    world.otherClient.memberId,
  ]);
  const seen = async (person: MemberActor) => shown((await get(await aFeed(person))).body);
  const meeting = { startsAt: Date.parse(minute(0)), endsAt: Date.parse(minute(60)), location: 'Hall 2' };
  expect(await seen(world.coach)).toMatchObject([meeting]);
  expect(await seen(world.otherClient)).toMatchObject([meeting]);
  expect(await seen(world.client)).toEqual([]);
  const { body } = await get(await aFeed(world.otherClient));
  expect(body).toContain('SUMMARY:Group meeting');
  expect(body).not.toContain('secret');
  // It would keep the coach's time.
  await database.owner('delete from group_meetings');
});

test('what has not changed is not sent again, and reading changes nothing', async () => {
  await booked(0);
  const feed = await aFeed(world.client);
  const state = () =>
    waymark.database.owner(
      `select f.xmin::text as feed, m.xmin::text as member, (select count(*)::int from calendar_mails) as mails
       from calendar_feeds f join members m on m.org_id = f.org_id and m.id = f.id`,
    );
  const before = await state();
  const first = await get(feed);
  const again = await get(feed, { 'if-none-match': first.headers.etag as string });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  expect((await waymark.app.inject({ method: 'HEAD', url: feed })).statusCode).toBe(200);
  expect(await state()).toEqual(before);
  await booked(120);
  const changed = await get(feed, { 'if-none-match': first.headers.etag as string });
  expect(changed.statusCode).toBe(200);
  expect(changed.headers.etag).not.toBe(first.headers.etag);
});

test('an address that opens nothing answers like any other, for whatever reason', async () => {
  const { database } = waymark;
  const unknown = `/calendar.ics?token=${'A'.repeat(43)}`;
  const answer = async (url: string) => {
    const { statusCode, body, headers } = await get(url);
    return { statusCode, body, type: headers['content-type'], cache: headers['cache-control'] };
  };
  const nothing = await answer(unknown);
  expect(nothing.statusCode).toBe(404);
  for (const url of ['/calendar.ics', '/calendar.ics?token=', '/calendar.ics?token=a&token=b']) {
    expect(await answer(url)).toEqual(nothing);
  }

  const replaced = await aFeed(world.client);
  const feed = await aFeed(world.client);
  expect(await answer(replaced)).toEqual(nothing);
  expect((await get(feed)).statusCode).toBe(200);

  await database.owner(`update members set status = 'DISABLED' where id = $1`, [world.client.memberId]);
  expect(await answer(feed)).toEqual(nothing);
  await database.owner(`update members set status = 'ACTIVE' where id = $1`, [world.client.memberId]);
  await database.owner(`update organizations set status = 'SUSPENDED' where id = $1`, [world.org]);
  expect(await answer(feed)).toEqual(nothing);
  await database.owner(`update organizations set status = 'ACTIVE' where id = $1`, [world.org]);
  expect((await get(feed)).statusCode).toBe(200);

  expect((await waymark.send(world.client, 'mutation { revokeCalendarFeeds }')).data).toEqual({
    revokeCalendarFeeds: true,
  });
  expect(await answer(feed)).toEqual(nothing);
});

test('a coach sees no session of an engagement that is over', async () => {
  const { database } = waymark;
  await booked(0);
  const feed = await aFeed(world.coach);
  await database.owner(`update engagements set status = 'COMPLETED', ends_on = current_date`);
  expect(parsed((await get(feed)).body).getAllSubcomponents('vevent')).toEqual([]);
  await database.owner(`update engagements set status = 'ACTIVE', ends_on = null`);
});

test('of many who make a feed at once one address remains, and no row holds it', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => aFeed(world.client)));
  const answers = await Promise.all(made.map((url) => get(url)));
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  const text = JSON.stringify(await waymark.database.owner('select * from calendar_feeds'));
  for (const url of made) expect(text).not.toContain(url.split('=')[1]);
});

describe('access', () => {
  const MY = '{ myCalendarFeed { id createdAt } }';
  const REVOKE = 'mutation { revokeCalendarFeeds }';
  const people = (): [string, MemberActor][] =>
    (['coach', 'client', 'otherClient', 'otherCoach', 'admin', 'mentor', 'stranger'] as const).map((name) => [
      name,
      world[name],
    ]);
  const owners = async () =>
    (
      await waymark.database.owner<{ id: string }>('select id from calendar_feeds order by created_at, id')
    ).map(({ id }) => id);

  test('nobody reads, makes or ends a feed without signing in', async () => {
    await aFeed(world.client);
    for (const operation of [MY, CREATE, REVOKE]) {
      const { errors } = await waymark.send(null, operation);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED']);
    }
    expect(await owners()).toEqual([world.client.memberId]);
  });

  test('everybody makes, sees and ends their own and no other', async () => {
    for (const [, person] of people()) await aFeed(person);
    for (const [name, person] of people()) {
      const { data } = await waymark.send(person, MY);
      expect([name, data.myCalendarFeed.id]).toEqual([name, `calendar-feed_${person.memberId}`]);
    }
    const left = people();
    while (left.length > 0) {
      const [, person] = left.shift()!;
      await waymark.send(person, REVOKE);
      expect((await waymark.send(person, MY)).data).toEqual({ myCalendarFeed: null });
      expect((await owners()).sort()).toEqual(left.map(([, { memberId }]) => memberId).sort());
    }
  });

  test('another’s feed is not there by its id', async () => {
    await aFeed(world.client);
    const node = (as: MemberActor) =>
      waymark.send(as, `query ($id: ID!) { node(id: $id) { id } }`, {
        id: `calendar-feed_${world.client.memberId}`,
      });
    expect((await node(world.coach)).data).toEqual({ node: null });
    expect((await node(world.client)).data.node).not.toBeNull();
  });
});
