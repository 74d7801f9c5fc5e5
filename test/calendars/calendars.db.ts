import type { DataSource } from 'typeorm';
import { NOBODY, type Actor, type MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { aSession } from '../sessions/people.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aWorld, type World } from './world.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let world: World;
let session: string;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  world = await aWorld({ database });
  session = await aSession(database, world.engagement, 600);
});

beforeEach(async () => {
  await database.owner('delete from calendar_mails');
  await database.owner('delete from calendar_feeds');
  await database.owner('delete from reminders');
  await database.owner(`update engagements set status = 'ACTIVE', ends_on = null`);
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const ask = <Row>(actor: Actor, text: string, values: unknown[] = []) =>
  db.run(actor, () => db.query<Row>(text, values));
const everybody = (): [string, MemberActor][] =>
  (['coach', 'client', 'otherCoach', 'otherClient', 'admin', 'mentor', 'stranger'] as const).map((name) => [
    name,
    world[name],
  ]);
const plan = (actor: Actor) => ask(actor, 'select app.plan_session_mails($1)', [[session]]);

test('each reads the mails to themselves, and nobody writes one', async () => {
  await plan(world.client);
  for (const [name, person] of everybody()) {
    const mine = name === 'coach' || name === 'client' ? [{ recipient_id: person.memberId }] : [];
    expect(await ask(person, 'select recipient_id from calendar_mails')).toEqual(mine);
    await expect(
      ask(
        person,
        `insert into calendar_mails (subject_kind, subject_id, sequence, recipient_id, method)
         values ('SESSION', uuidv7(), 0, $1, 'REQUEST')`,
        [person.memberId],
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('mails are planned once for each sequence, whoever writes the session, and in no other organization', async () => {
  await plan(world.stranger);
  expect(await database.owner('select id from calendar_mails')).toEqual([]);
  await plan(world.admin);
  await plan(world.coach);
  expect(await database.owner('select sequence, method from calendar_mails')).toEqual(
    Array(2).fill({ sequence: 0, method: 'REQUEST' }),
  );
});

test('what a calendar holds of a session is told to its sides only, while a mail of it leaves, to both also once they have parted', async () => {
  const sees = async (person: MemberActor) =>
    (await ask(person, 'select id from app.calendar_sessions($1)', [session])).length === 1;
  const told = async () => {
    const names: string[] = [];
    for (const [name, person] of everybody()) if (await sees(person)) names.push(name);
    return names;
  };
  await plan(world.client);
  expect(await told()).toEqual([]);
  await database.owner(`update calendar_mails set state = 'CLAIMED'`);
  for (const status of ['ACTIVE', 'COMPLETED']) {
    await database.owner('update engagements set status = $1', [status]);
    expect([status, ...(await told())]).toEqual([status, 'coach', 'client']);
  }
  await database.owner(`update calendar_mails set state = 'SENT', sent_at = now(), wake_at = null`);
  expect(await told()).toEqual([]);
});

test('nobody claims a mail by hand, nor alters one that is settled', async () => {
  await plan(world.client);
  const claimed = async () =>
    (await ask(world.coach, `update calendar_mails set state = 'CLAIMED', wake_at = now() returning id`))
      .length;
  expect(await claimed()).toBe(0);
  await database.owner(`update calendar_mails set state = 'FAILED', reason = 'REFUSED', wake_at = null`);
  expect(await claimed()).toBe(0);
});

test('each has and sees a feed of their own only', async () => {
  for (const [, person] of everybody()) {
    await ask(person, `insert into calendar_feeds (token_hash) values (sha256($1::text::bytea))`, [
      person.memberId,
    ]);
  }
  for (const [, person] of everybody()) {
    expect(await ask(person, 'select id from calendar_feeds')).toEqual([{ id: person.memberId }]);
    await ask(person, 'delete from calendar_feeds where id <> app.member_id()');
  }
  expect(await database.owner('select id from calendar_feeds')).toHaveLength(everybody().length);
  await expect(
    ask(world.coach, `insert into calendar_feeds (id, token_hash) values ($1, sha256('x'))`, [
      world.client.memberId,
    ]),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a token tells nobody more than whose feed it is', async () => {
  await ask(world.client, `insert into calendar_feeds (token_hash) values (sha256('token'))`);
  const opened = (token: string) =>
    ask(NOBODY, 'select * from app.feed_of_token(sha256($1::text::bytea))', [token]);
  expect(await opened('token')).toEqual([{ org_id: world.org, id: world.client.memberId }]);
  expect(await opened('another')).toEqual([]);
  expect(await ask(NOBODY, 'select id from calendar_feeds')).toEqual([]);
});

test('a reminder is planned for oneself and the other side, and for nobody else', async () => {
  const remind = (actor: MemberActor, { memberId }: MemberActor) =>
    ask(
      actor,
      `insert into reminders (purpose, subject_id, subject_version, recipient_id, due_at, expires_at, chosen_time, wake_at)
       values ('SESSION_HOUR_BEFORE', uuidv7(), 0, $1, now(), now(), false, now())`,
      [memberId],
    );
  await remind(world.coach, world.client);
  await remind(world.client, world.coach);
  await remind(world.client, world.client);
  for (const [actor, recipient] of [
    [world.coach, world.otherClient],
    [world.otherClient, world.client],
    [world.admin, world.client],
    [world.stranger, world.client],
  ] as const) {
    await expect(remind(actor, recipient)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await ask(world.coach, 'select recipient_id from reminders')).toEqual([
    { recipient_id: world.coach.memberId },
  ]);
});

test('sweeps at once claim each mail once, and again only when its lease has run out', async () => {
  await database.owner(
    `insert into calendar_mails (org_id, subject_kind, subject_id, sequence, recipient_id, method, wake_at)
     select m.org_id, 'SESSION', uuidv7(), 0, m.id, 'REQUEST', '2026-06-08T07:00Z' from members m, generate_series(1, 100)
     where m.id = any ($1)`,
    [[world.client.memberId, world.stranger.memberId]],
  );
  const claim = async (at: string) =>
    (
      await db.readRows(NOBODY, {
        text: `select id from app.claim_calendar_mails($1, interval '30 s', 1000)`,
        values: [at],
      })
    ).rows.length;
  expect(await claim('2026-06-08T06:59:59Z')).toBe(0);
  const claimed = await Promise.all([1, 2, 3].map(() => claim('2026-06-08T07:00Z')));
  expect(claimed.reduce((sum, each) => sum + each)).toBe(200);
  expect(await claim('2026-06-08T07:00:29Z')).toBe(0);
  expect(await claim('2026-06-08T07:00:30Z')).toBe(200);
});
