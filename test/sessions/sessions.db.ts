import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { aSession, anEngagement } from './people.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let coach: MemberActor;
let client: MemberActor;
let admin: MemberActor;
let otherCoach: MemberActor;
let foreign: MemberActor;
let engagement: string;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  coach = await aMember(database, north, 'Cora', ['COACH', 'ADMIN']);
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  admin = await aMember(database, north, 'Ada', ['ADMIN', 'COACH']);
  otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  foreign = await aMember(database, await anOrganization(database, 'south'), 'Finn', ['COACH', 'CLIENT']);
});

beforeEach(async () => {
  engagement = await anEngagement(database, coach, client);
  await aSession(database, engagement, 600);
});

afterEach(async () => {
  await database.owner('delete from sessions');
  await database.owner('delete from engagements');
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const count = (actor: Actor) =>
  db.run(actor, async () => (await db.query<{ id: string }>('select id from sessions')).length);
const update = (actor: Actor) =>
  db.run(actor, async () => (await db.query(`update sessions set place = 'Room 2' returning id`)).length);

test('the database itself returns a session to its two sides only', async () => {
  await anEngagement(database, otherCoach, client);
  for (const [actor, seen] of [
    [coach, 1],
    [client, 1],
    [admin, 0],
    [otherCoach, 0],
    [foreign, 0],
    [{ kind: 'nobody' }, 0],
    [{ kind: 'system', orgId: coach.orgId }, 0],
  ] as const) {
    expect(await count(actor)).toBe(seen);
    expect(await update(actor)).toBe(seen);
  }
});

test('after the end of the engagement the client keeps the sessions and the coach sees none', async () => {
  await database.owner(`update engagements set status = 'COMPLETED'`);
  expect([await count(coach), await count(client)]).toEqual([0, 1]);
});

test('a session names the coach and the client of its engagement, or is refused', async () => {
  const insert = db.run(client, () =>
    db.query(
      `insert into sessions (engagement_id, coach_id, client_id, starts_at, ends_at, place)
       values ($1, $2, $3, now() + interval '1 day', now() + interval '25 hours', 'Room 1')`,
      [engagement, otherCoach.memberId, client.memberId],
    ),
  );
  await expect(insert).rejects.toMatchObject({ constraint: 'sessions_engagement_fk' });
});

test('nobody writes a session for others', async () => {
  const insert = db.run(admin, () =>
    db.query(
      `insert into sessions (engagement_id, coach_id, client_id, starts_at, ends_at, place)
       values ($1, $2, $3, now() + interval '1 day', now() + interval '25 hours', 'Room 1')`,
      [engagement, coach.memberId, client.memberId],
    ),
  );
  await expect(insert).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a session is never deleted by the product', async () => {
  const remove = db.run(client, () => db.query('delete from sessions'));
  await expect(remove).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await count(client)).toBe(1);
});

test('two sessions of one person do not overlap, whoever writes them', async () => {
  await expect(aSession(database, engagement, 630)).rejects.toMatchObject({
    constraint: 'busy_times_free',
  });
  const both = await aMember(database, coach.orgId, 'Bo', ['COACH', 'CLIENT']);
  await aSession(database, await anEngagement(database, both, client), 700);
  const isCoached = await anEngagement(database, otherCoach, both);
  await expect(aSession(database, isCoached, 730)).rejects.toMatchObject({
    constraint: 'busy_times_free',
  });
});

test('the next session of a client is found by its index', async () => {
  await database.owner(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place, status)
     select e.org_id, e.id, e.coach_id, e.client_id, now() - g * interval '1 day', now() - g * interval '1 day' + interval '1 hour',
            'Room 1', 'HELD' from engagements e, generate_series(1, 3000) g`,
  );
  await database.owner('analyze sessions');
  const plan = await db.run(client, () =>
    db.query<{ 'QUERY PLAN': string }>(
      `explain select n.id from sessions n where n.org_id = (select app.org_id()) and n.client_id = $1
         and n.status = 'BOOKED' and n.starts_at > now() order by n.starts_at, n.id limit 1`,
      [client.memberId],
    ),
  );
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(
    /Index (Only )?Scan using sessions_next_idx/,
  );
});
