import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aCast, aHeldSession, end, reopen, type Cast } from './content.people.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let cast: Cast;
let session: string;

const TABLES = [
  'private_notes',
  'agenda_items',
  'session_actions',
  'session_ratings',
  'session_recordings',
  'alliance_pulses',
] as const;
type Table = (typeof TABLES)[number];

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  cast = await aCast(database);
  await database.owner('update agreements set recording = true where engagement_id = $1', [cast.engagement]);
  session = await aHeldSession(database, cast.engagement);
  const { coach, client, engagement } = cast;
  const pair = [coach.orgId, engagement, coach.memberId, client.memberId];
  const add = (table: string, columns: string, values: string) =>
    database.owner(
      `insert into ${table} (org_id, engagement_id, coach_id, client_id, ${columns})
       select p.org_id, p.engagement_id, p.coach_id, p.client_id, ${values}
       from (values ($1::uuid, $2::uuid, $3::uuid, $4::uuid)) as p (org_id, engagement_id, coach_id, client_id)`,
      pair,
    );
  await add('private_notes', 'session_id, author_id, text', `'${session}', p.coach_id, 's1.note'`);
  await add(
    'agenda_items',
    'session_id, author_id, text, position',
    `'${session}', p.client_id, 's1.item', 1`,
  );
  const [action] = await database.owner<{ id: string }>(
    `insert into actions (org_id, client_id, kind, title, assignee_id, created_by) values ($1, $2, 'CUSTOM', 'Call', $2, $2) returning id`,
    [coach.orgId, client.memberId],
  );
  await add('session_actions', 'id, session_id', `'${action!.id}', '${session}'`);
  await add('session_ratings', 'id, rating, rated_at', `'${session}', 4, now()`);
  await add(
    'session_recordings',
    'id, agreement_id, url',
    `'${session}', (select agreement_id from sessions where id = '${session}'), 's1.url'`,
  );
  await add('alliance_pulses', 'held_count', '4');
});
afterEach(() => reopen(database, cast.engagement));
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const run = <Row>(actor: Actor, sql: string) => db.run(actor, () => db.query<Row>(sql));
/** How many rows of each table somebody meets. */
const met = async (actor: Actor) => {
  const rows = await run<Record<Table, number>>(
    actor,
    `select ${TABLES.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`,
  );
  return rows[0];
};
const none = Object.fromEntries(TABLES.map((table) => [table, 0]));
const all = Object.fromEntries(TABLES.map((table) => [table, 1]));

test('the database itself returns what a session holds to its two sides, and the coach’s notes to the coach', async () => {
  expect(await met(cast.coach)).toEqual(all);
  expect(await met(cast.client)).toEqual({ ...all, private_notes: 0 });
  const strangers: Actor[] = [
    cast.foreign,
    cast.admin,
    cast.mentor,
    cast.otherCoach,
    cast.otherClient,
    { kind: 'nobody' },
    { kind: 'system', orgId: cast.coach.orgId },
  ];
  for (const stranger of strangers) expect(await met(stranger)).toEqual(none);
});

test('after the end the coach keeps the private notes alone, and the client all that is theirs', async () => {
  await end(database, cast.engagement);
  expect(await met(cast.coach)).toEqual({ ...none, private_notes: 1 });
  expect(await met(cast.client)).toEqual({ ...all, private_notes: 0 });
});

test('nothing of it travels with a hand-over, whatever the client picks', async () => {
  await end(database, cast.engagement);
  const [{ id }] = (await database.owner<{ id: string }>(
    `insert into hand_overs (org_id, id, client_id, coach_id, from_engagement_id, from_coach_id)
     select org_id, id, client_id, coach_id, $1, $2 from engagements where coach_id = $3 and client_id = $4 returning id`,
    [cast.engagement, cast.coach.memberId, cast.otherCoach.memberId, cast.client.memberId],
  )) as [{ id: string }];
  await database.owner(
    `insert into hand_over_picks (org_id, hand_over_id, client_id, subject)
     select $1, $2, $3, unnest('{SHARED_NOTES,SESSIONS,CONSENTS}'::text[])`,
    [cast.coach.orgId, id, cast.client.memberId],
  );
  expect(await run(cast.otherCoach, `select from sessions where id = '${session}'`)).toHaveLength(1);
  expect(await met(cast.otherCoach)).toEqual(none);
  await database.owner('delete from hand_overs where id = $1', [id]);
});

test('once the retention has ended the database holds the notes back from their author too', async () => {
  await database.owner(`update engagements set starts_on = '2020-01-05' where id = $1`, [cast.engagement]);
  await end(database, cast.engagement, `(now() at time zone 'UTC')::date - interval '25 months'`);
  expect(await met(cast.coach)).toEqual(none);
});

test('a recording is there while the agreement then and the one in force let it be', async () => {
  const recording = (kept: boolean) =>
    database.owner('update agreements set recording = $2 where engagement_id = $1', [cast.engagement, kept]);
  await recording(false);
  for (const side of [cast.coach, cast.client]) expect((await met(side))!.session_recordings).toBe(0);
  await recording(true);
  for (const side of [cast.coach, cast.client]) expect((await met(side))!.session_recordings).toBe(1);
});

const CHANGES: Record<Table, string> = {
  private_notes: `update private_notes set text = 's1.x' returning id`,
  agenda_items: `update agenda_items set done_at = null returning id`,
  session_actions: '',
  session_ratings: `update session_ratings set rating = 1 returning id`,
  session_recordings: '',
  alliance_pulses: `update alliance_pulses set status = 'SKIPPED', settled_at = now() returning id`,
};
/** Rows that somebody changes, refused statements counting as none. */
const changed = async (actor: MemberActor, table: Table) =>
  run(actor, CHANGES[table]).then(
    ({ length }) => length,
    () => 0,
  );

test('the coach changes no rating and answers no pulse, the client changes no note of the coach', async () => {
  expect(await changed(cast.coach, 'session_ratings')).toBe(0);
  expect(await changed(cast.coach, 'alliance_pulses')).toBe(0);
  expect(await changed(cast.client, 'private_notes')).toBe(0);
  expect(await changed(cast.client, 'session_ratings')).toBe(1);
  for (const stranger of [cast.foreign, cast.admin, cast.otherCoach, cast.otherClient]) {
    for (const table of TABLES) {
      if (CHANGES[table]) expect([table, await changed(stranger, table)]).toEqual([table, 0]);
    }
  }
});

test.each([
  ['session_actions', `update session_actions set agreed_at = now()`],
  ['session_recordings', `update session_recordings set added_at = now()`],
  ['session_ratings', `delete from session_ratings`],
  ['alliance_pulses', `delete from alliance_pulses`],
  ['alliance_pulses', `update alliance_pulses set held_count = 8`],
])('nobody rewrites %s by: %s', async (_table, sql) => {
  for (const side of [cast.coach, cast.client])
    await expect(run(side, sql)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('nobody writes an item or a note in another’s name, and only its author takes an item away', async () => {
  const { coach, client, engagement } = cast;
  const insert = (actor: MemberActor, table: string, author: string, more: string, values: string) =>
    run(
      actor,
      `insert into ${table} (session_id, engagement_id, coach_id, client_id, author_id, text${more})
       values ('${session}', '${engagement}', '${coach.memberId}', '${client.memberId}', '${author}', 's1.x'${values})`,
    );
  for (const [actor, author] of [
    [coach, client],
    [client, coach],
    [cast.admin, coach],
    [cast.otherCoach, coach],
  ] as const)
    await expect(insert(actor, 'agenda_items', author.memberId, ', position', ', 9')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  await expect(insert(client, 'private_notes', client.memberId, '', '')).rejects.toMatchObject({
    constraint: 'private_notes_author',
  });
  await expect(insert(client, 'private_notes', coach.memberId, '', '')).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await run(coach, 'delete from agenda_items returning id')).toEqual([]);
});

test('note templates are coaches’: the shipped ones of all, and each one’s own', async () => {
  await database.owner(
    `insert into note_templates (org_id, owner_id, title, body) values ($1, $2, 'Mine', 'x')`,
    [cast.coach.orgId, cast.coach.memberId],
  );
  const titles = async (actor: Actor) => (await run(actor, 'select id from note_templates')).length;
  expect(await titles(cast.coach)).toBe(5);
  expect(await titles(cast.otherCoach)).toBe(4);
  for (const actor of [cast.client, cast.admin, cast.mentor, { kind: 'nobody' } as const])
    expect(await titles(actor)).toBe(0);
  expect(await run(cast.coach, `update note_templates set title = 'x' || title returning id`)).toHaveLength(
    1,
  );
});

test('an organization that comes later has the shipped templates as well', async () => {
  const rows = await database.owner<{ count: number }>(
    `select count(t.id)::int as count from organizations o left join note_templates t
       on t.org_id = o.id and t.owner_id is null group by o.id`,
  );
  expect(rows).toEqual([{ count: 4 }, { count: 4 }]);
});
