import type { DataSource } from 'typeorm';
import { NOBODY, type Actor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { aCast, type Cast } from '../actions/opportunities.world.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

const tables = ['messages', 'message_reads', 'message_files'] as const;
let database: TestDatabase;
let source: DataSource;
let db: Db;
let cast: Cast;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  cast = await aCast(database);
});
beforeEach(async () => {
  await database.owner('truncate messages, message_reads, message_files');
  await setStatus('ACTIVE');
  await sql(cast.client, writing, [cast.engagement]);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** A message with a file, how far its author has read, and a file that was not sent. */
const writing = `with m as (
    insert into messages (engagement_id, coach_id, client_id, key, text)
    select id, coach_id, client_id, gen_random_uuid(), 's1.x' from engagements where id = $1 returning *),
  r as (
    insert into message_reads (engagement_id, coach_id, client_id, message_id)
    select engagement_id, coach_id, client_id, id from m)
  insert into message_files (engagement_id, coach_id, client_id, format, sha256, bytes)
  select engagement_id, coach_id, client_id, 'PDF', repeat('a', 64), 9 from m cross join generate_series(1, 2)`;
const attaching = `update message_files set message_id = (select id from messages), name = 's1.x', position = 1
  where id = (select id from message_files order by id limit 1)`;

const sql = <Row>(actor: Actor, text: string, values: unknown[] = []) =>
  db.run(actor, () => db.query<Row>(text, values));
const seen = (actor: Actor) =>
  Promise.all(tables.map(async (table) => (await sql(actor, `select id from ${table}`)).length));
const setStatus = (status: string) =>
  database.owner(
    `update engagements set status = $2, starts_on = '2026-01-05',
       ends_on = case when $2 = 'COMPLETED' then current_date end where id = $1`,
    [cast.engagement, status],
  );
const others = (): Actor[] => [
  cast.otherClient,
  cast.otherCoach,
  cast.mentor,
  cast.admin,
  cast.adminWhoCoaches,
  cast.foreigner,
  NOBODY,
];
const refused = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'NOT_FOUND' });

test('both sides see what was written and sent, nobody else does', async () => {
  expect(await seen(cast.client)).toEqual([1, 1, 2]);
  expect(await seen(cast.coach)).toEqual([1, 1, 0]);
  await sql(cast.client, attaching);
  expect(await seen(cast.coach)).toEqual([1, 1, 1]);
  for (const actor of others()) expect(await seen(actor)).toEqual([0, 0, 0]);
  // The sweep looks at what no message holds, and at nothing else.
  expect(await seen({ kind: 'system', orgId: cast.client.orgId })).toEqual([0, 0, 1]);
});

test('the coach reads it while the engagement is open, and the client always', async () => {
  await sql(cast.client, attaching);
  await setStatus('PAUSED');
  expect(await seen(cast.coach)).toEqual([1, 1, 1]);
  await setStatus('COMPLETED');
  expect(await seen(cast.coach)).toEqual([0, 0, 0]);
  expect(await seen(cast.client)).toEqual([1, 1, 2]);
});

test('each side writes in its own name and in an open engagement only', async () => {
  for (const actor of [...others(), { kind: 'system', orgId: cast.client.orgId } as const])
    expect(
      await sql(actor, `select from engagements where id = $1 and $2`, [cast.engagement, false]),
    ).toEqual([]);
  const as = (actor: Actor, author: string) =>
    sql(
      actor,
      `insert into messages (engagement_id, coach_id, client_id, author_id, key, text)
       values ($1, $2, $3, $4, gen_random_uuid(), 's1.x')`,
      [cast.engagement, cast.coach.memberId, cast.client.memberId, author],
    );
  const { memberId } = cast.client;
  for (const actor of others()) await refused(as(actor, memberId));
  await refused(as(cast.coach, memberId));
  await as(cast.coach, cast.coach.memberId);
  await setStatus('COMPLETED');
  await refused(as(cast.client, memberId));
  await refused(as(cast.coach, cast.coach.memberId));
  await refused(
    sql(cast.client, 'insert into message_files (engagement_id, coach_id, client_id) values ($1, $2, $3)', [
      cast.engagement,
      cast.coach.memberId,
      memberId,
    ]),
  );
});

test('into an engagement that is over nobody writes because the two have another', async () => {
  await setStatus('COMPLETED');
  await database.owner(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     select org_id, coach_id, client_id, starts_on, 'ACTIVE', now(), now() from engagements where id = $1`,
    [cast.engagement],
  );
  await refused(sql(cast.client, writing, [cast.engagement]));
  await database.owner('delete from engagements where id <> $1', [cast.engagement]);
});

test('all that is written of a message later is that its author withdraws it, within a day', async () => {
  const withdraw = (actor: Actor) =>
    sql(actor, 'update messages set text = null, withdrawn_at = now() returning id');
  await refused(sql(cast.client, `update messages set text = 's1.other'`));
  await refused(sql(cast.client, `update messages set author_id = coach_id`));
  await refused(sql(cast.client, 'delete from messages'));
  expect(await withdraw(cast.coach)).toEqual([]);
  await database.owner(`update messages set created_at = now() - interval '1 day'`);
  expect(await withdraw(cast.client)).toEqual([]);
  await database.owner(`update messages set created_at = now()`);
  expect(await withdraw(cast.client)).toHaveLength(1);
  expect(await sql(cast.client, 'update messages set withdrawn_at = now() returning id')).toEqual([]);
});

test('how far somebody has read is theirs to say, and goes forward only', async () => {
  const [first] = await sql<{ id: string }>(cast.client, 'select id from messages');
  await sql(cast.client, writing.replace(/r as \(.*?from m\)\s*insert/s, 'r as (select 1) insert'), [
    cast.engagement,
  ]);
  const [last] = await sql<{ id: string }>(cast.client, 'select id from messages order by id desc limit 1');
  const read = (actor: Actor, id: string) =>
    sql(actor, 'update message_reads set message_id = $1 returning id', [id]);
  expect(await read(cast.client, last!.id)).toHaveLength(1);
  await refused(read(cast.client, first!.id));
  expect(await read(cast.coach, last!.id)).toEqual([]);
  await refused(
    sql(
      cast.coach,
      `insert into message_reads (engagement_id, coach_id, client_id, reader_id, message_id) values ($1, $2, $3, $3, $4)`,
      [cast.engagement, cast.coach.memberId, cast.client.memberId, last!.id],
    ),
  );
});

test('a file belongs to its author: nobody attaches another’s, and only the sweep deletes one', async () => {
  await sql(
    cast.coach,
    `insert into messages (engagement_id, coach_id, client_id, key, text) values ($1, $2, $3, gen_random_uuid(), 's1.y')`,
    [cast.engagement, cast.coach.memberId, cast.client.memberId],
  );
  const [file] = await sql<{ id: string }>(cast.client, 'select id from message_files limit 1');
  const [message] = await database.owner<{ id: string }>(
    'select id from messages where author_id = coach_id',
  );
  const attach = (actor: Actor) =>
    sql(
      actor,
      `update message_files set message_id = $1, name = 's1.x', position = 1 where id = $2 returning id`,
      [message!.id, file!.id],
    );
  expect(await attach(cast.coach)).toEqual([]);
  await expect(attach(cast.client)).rejects.toMatchObject({ constraint: 'message_files_message_fk' });
  expect(await sql(cast.client, 'delete from message_files returning id')).toEqual([]);
  const system = { kind: 'system', orgId: cast.client.orgId } as const;
  expect(await sql(system, 'delete from message_files returning id')).toEqual([]);
  await sql(system, 'update message_files set abandoned_at = now()');
  expect(await sql(system, 'delete from message_files returning id')).toHaveLength(2);
});

test('what the files of an engagement take is told to its two sides', async () => {
  const bytes = async (actor: Actor) =>
    (
      await sql<{ bytes: number }>(actor, 'select app.message_bytes($1, 100)::int as bytes', [
        cast.engagement,
      ])
    )[0]!.bytes;
  await sql(
    cast.client,
    'insert into message_files (engagement_id, coach_id, client_id) values ($1, $2, $3)',
    [cast.engagement, cast.coach.memberId, cast.client.memberId],
  );
  expect(await Promise.all([cast.client, cast.coach].map(bytes))).toEqual([118, 118]);
  expect(await Promise.all(others().map(bytes))).toEqual(others().map(() => 0));
});
