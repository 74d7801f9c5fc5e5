import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { engage } from './people.js';

// What the database itself lets client and coach confirm, whatever the application says.
let database: TestDatabase;
let source: DataSource;
let db: Db;
let client: MemberActor;
let coach: MemberActor;
let goal: string;
let rating: string;
let engagement: string;
let others: Record<string, Actor>;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  others = {
    otherClient: await aMember(database, north, 'Odo', ['CLIENT']),
    otherCoach: await aMember(database, north, 'Otto', ['COACH']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    mentor: await aMember(database, north, 'Mia', ['MENTOR']),
    foreigner: await aMember(database, await anOrganization(database, 'south'), 'Finn', ['CLIENT', 'COACH']),
    nobody: { kind: 'nobody' },
    system: { kind: 'system', orgId: north },
  };
  await engage(database, coach, client);
  await engage(database, others.otherCoach as MemberActor, others.otherClient as MemberActor);
  engagement = (
    await database.owner<{ id: string }>('select id from engagements where coach_id = $1', [coach.memberId])
  )[0]!.id;
});

beforeEach(async () => {
  await database.owner(
    `delete from goal_rating_confirmations; delete from goal_scale_confirmations; delete from goal_progress; delete from goals`,
  );
  [{ id: goal }, { id: rating }] = (await database.owner<{ id: string }>(
    `with goal as (
       insert into goals (org_id, client_id, horizon, kind, title, measure, baseline, levels, importance, difficulty)
       values ($1, $2, 'SHORT', 'SKILL', 'Speak', 'GAS', -1, '{a,b,c,d,e}', 1, 2) returning org_id, client_id, id),
     rating as (
       insert into goal_progress (org_id, client_id, goal_id, value, at) select org_id, client_id, id, 1, now() from goal
       returning id)
     select id from goal union all select id from rating`,
    [client.orgId, client.memberId],
  )) as [{ id: string }, { id: string }];
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const confirmScale = (as: Actor, asMember: Actor, of: string | null, version = 1) =>
  db.run(as, () =>
    db.query(
      `insert into goal_scale_confirmations (client_id, goal_id, scale_version, member_id, engagement_id)
       values ($1, $2, $3, $4, $5)`,
      [client.memberId, goal, version, (asMember as MemberActor).memberId, of],
    ),
  );
const confirmRating = (as: Actor, asCoach: Actor = as) =>
  db.run(as, () =>
    db.query(
      `insert into goal_rating_confirmations (client_id, goal_id, progress_id, coach_id, engagement_id)
       values ($1, $2, $3, $4, $5)`,
      [client.memberId, goal, rating, (asCoach as MemberActor).memberId ?? coach.memberId, engagement],
    ),
  );
const change = () =>
  db.run(client, () =>
    db.query(`update goals set importance = 1 + importance % 3 where id = $1 returning id`, [goal]),
  );
const NOT_FOUND = { code: 'NOT_FOUND' };

test('client and coach each confirm a scale for themselves, and nobody confirms for another', async () => {
  for (const other of Object.values(others)) {
    await expect(confirmScale(other, client, null)).rejects.toMatchObject(NOT_FOUND);
    await expect(confirmScale(other, coach, engagement)).rejects.toMatchObject(NOT_FOUND);
  }
  await expect(confirmScale(client, coach, engagement)).rejects.toMatchObject(NOT_FOUND);
  await expect(confirmScale(coach, client, null)).rejects.toMatchObject(NOT_FOUND);
  await confirmScale(client, client, null);
  await confirmScale(coach, coach, engagement);
});

test('only the own coach, in an open engagement, confirms a rating', async () => {
  for (const other of [...Object.values(others), client]) {
    await expect(confirmRating(other, coach)).rejects.toMatchObject(NOT_FOUND);
    await expect(confirmRating(other)).rejects.toMatchObject(NOT_FOUND);
  }
  await database.owner(`update engagements set status = 'COMPLETED' where id = $1`, [engagement]);
  await expect(confirmRating(coach)).rejects.toMatchObject(NOT_FOUND);
  await expect(confirmScale(coach, coach, engagement)).rejects.toMatchObject(NOT_FOUND);
  await database.owner(`update engagements set status = 'PAUSED' where id = $1`, [engagement]);
  await confirmRating(coach);
});

test('an update of another measure, or from before this one, cannot be confirmed as a rating', async () => {
  await database.owner(`update goals set measured_since = now() + interval '1 hour'`);
  await expect(confirmRating(coach)).rejects.toMatchObject(NOT_FOUND);
  await database.owner(`update goals set measured_since = null, measure = 'NUMBER'`);
  await expect(confirmRating(coach)).rejects.toMatchObject(NOT_FOUND);
});

test('the database locks a scale with the second side, and not before', async () => {
  await confirmScale(coach, coach, engagement);
  expect(await change()).toHaveLength(1);
  await confirmScale(client, client, null, 2);
  expect(await change()).toHaveLength(1);
  await confirmScale(client, client, null, 3);
  await confirmScale(coach, coach, engagement, 3);
  await expect(change()).rejects.toMatchObject({ constraint: 'goals_scale_locked' });
  await expect(
    database.owner(`update goals set levels = '{e,d,c,b,a}' where id = $1`, [goal]),
  ).rejects.toMatchObject({ constraint: 'goals_scale_locked' });
});

test('a version that was changed meanwhile cannot be confirmed', async () => {
  await change();
  await expect(confirmScale(coach, coach, engagement, 1)).rejects.toMatchObject({
    constraint: 'goals_scale_version',
  });
});

test.each([
  ['four levels', `levels = '{a,b,c,d}'`, 'goals_levels'],
  ['two that are alike', `levels = '{a,b,c,d," A "}'`, 'goals_levels'],
  ['an empty one', `levels = '{a,b,c,d,""}'`, 'goals_levels'],
  ['a missing one', `levels = '{a,b,c,d,null}'`, 'goals_levels'],
  ['a start at level 0', 'baseline = 0', 'goals_baseline_level'],
  ['an importance of 4', 'importance = 4', 'goals_importance'],
  ['a difficulty of 0', 'difficulty = 0', 'goals_difficulty'],
  ['eleven tags', `tags = '{a,b,c,d,e,f,g,h,i,j,k}'`, 'goals_tags'],
  ['a successor of an open goal', 'successor_id = id', 'goals_successor'],
])('the database refuses %s', async (_, set, constraint) => {
  await expect(database.owner(`update goals set ${set}`)).rejects.toMatchObject({ constraint });
});
