import type { DataSource } from 'typeorm';
import { NOBODY, type Actor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aCast, consent, type Cast } from './opportunities.world.js';

const shared = ['documents', 'document_versions', 'document_goals'] as const;
let database: TestDatabase;
let source: DataSource;
let db: Db;
let cast: Cast;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  cast = await aCast(database);
  await sql(
    cast.client,
    `with goal as (
       insert into goals (client_id, horizon, kind, title, measure) values (app.member_id(), 'SHORT', 'SKILL', 'Speak', 'BINARY')
       returning id, client_id),
     document as (
       insert into documents (client_id, kind, title) values (app.member_id(), 'RESUME', 'Mine') returning id, client_id),
     link as (
       insert into document_goals (client_id, document_id, goal_id)
       select goal.client_id, document.id, goal.id from goal, document),
     version as (
       insert into document_versions (client_id, document_id, number, format, sha256, bytes)
       select client_id, id, 1, 'PDF', repeat('a', 64), 9 from document)
     insert into document_loose_files (client_id) values (app.member_id())`,
  );
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const sql = <Row>(actor: Actor, text: string, values: unknown[] = []) =>
  db.run(actor, () => db.query<Row>(text, values));
const count = async (actor: Actor, table: string) => (await sql(actor, `select id from ${table}`)).length;
const system = () => ({ kind: 'system', orgId: cast.client.orgId }) as const;
const others = () =>
  [
    cast.otherClient,
    cast.otherCoach,
    cast.mentor,
    cast.admin,
    cast.adminWhoCoaches,
    cast.foreigner,
    NOBODY,
  ] as Actor[];

test('documents are there for the client, and for the coach from consent to its end', async () => {
  const seen = (actor: Actor) => Promise.all(shared.map((table) => count(actor, table)));
  expect([await seen(cast.client), await seen(cast.coach)]).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ]);
  await consent(database, cast.engagement, 'DOCUMENTS');
  expect(await seen(cast.coach)).toEqual([1, 1, 1]);
  for (const actor of [...others(), system()]) expect(await seen(actor)).toEqual([0, 0, 0]);
  for (const [away, back] of [
    ['update consents set withdrawn_at = now()', 'update consents set withdrawn_at = null'],
    [`update engagements set status = 'ENDED_EARLY'`, `update engagements set status = 'PAUSED'`],
  ] as const) {
    await database.owner(away);
    expect(await seen(cast.coach)).toEqual([0, 0, 0]);
    await database.owner(back);
    expect(await seen(cast.coach)).toEqual([1, 1, 1]);
  }
});

test('the coach who reads them changes none of them, and nobody else does', async () => {
  for (const actor of [cast.coach, ...others()]) {
    expect(await sql(actor, 'update documents set title = title returning id')).toEqual([]);
    for (const table of ['document_goals', 'document_versions', 'documents'])
      expect(await sql(actor, `delete from ${table} returning id`)).toEqual([]);
    await expect(
      sql(
        actor,
        `insert into documents (org_id, client_id, kind, title) values ($1, $2, 'RESUME', 'Not mine')`,
        [cast.client.orgId, cast.client.memberId],
      ),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('a version never changes, not for its client either', async () => {
  await expect(
    sql(cast.client, `update document_versions set sha256 = repeat('b', 64)`),
  ).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a version is a file or a link, never both or neither, and a link opens as a page', async () => {
  const insert = (columns: string, values: string) =>
    sql(
      cast.client,
      `insert into document_versions (client_id, document_id, number, ${columns}) select client_id, id, 9, ${values} from documents`,
    );
  for (const [columns, values] of [
    ['url', 'null'],
    ['url, format, sha256, bytes', `'https://x.test', 'PDF', repeat('a', 64), 9`],
    ['format, sha256', `'PDF', repeat('a', 64)`],
  ] as const) {
    await expect(insert(columns, values)).rejects.toMatchObject({
      constraint: 'document_versions_one_content',
    });
  }
  await expect(insert('url', `'javascript:x'`)).rejects.toMatchObject({
    constraint: 'document_versions_url_check',
  });
  await expect(insert('format, sha256, bytes', `'EXE', repeat('a', 64), 9`)).rejects.toMatchObject({
    constraint: 'document_versions_format_check',
  });
});

test('a document cannot tell of another client’s goal, nor be hung on another client’s document', async () => {
  await sql(
    cast.otherClient,
    `insert into goals (client_id, horizon, kind, title, measure) values (app.member_id(), 'SHORT', 'SKILL', 'Theirs', 'BINARY')`,
  );
  const [theirs] = await database.owner<{ id: string }>(`select id from goals where title = 'Theirs'`);
  const [mine] = await database.owner<{ id: string }>('select id from documents');
  await expect(
    sql(
      cast.client,
      `insert into document_goals (client_id, document_id, goal_id) values (app.member_id(), $1, $2)`,
      [mine!.id, theirs!.id],
    ),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(
    sql(
      cast.otherClient,
      `insert into document_goals (client_id, document_id, goal_id) values (app.member_id(), $1, $2)`,
      [mine!.id, theirs!.id],
    ),
  ).rejects.toMatchObject({ constraint: 'document_goals_document_fk' });
});

test('loose files are known to their client and to the sweep of the organization alone', async () => {
  expect([
    await count(cast.client, 'document_loose_files'),
    await count(system(), 'document_loose_files'),
  ]).toEqual([1, 1]);
  for (const actor of [cast.coach, ...others()]) expect(await count(actor, 'document_loose_files')).toBe(0);
  expect(await count({ kind: 'system', orgId: cast.foreigner.orgId }, 'document_loose_files')).toBe(0);
  const due = (before: string) =>
    sql<{ org_id: string }>(NOBODY, `select * from app.loose_files(${before}, 10)`);
  expect(await due(`now() - interval '1 hour'`)).toEqual([]);
  expect(await due(`now() + interval '1 hour'`)).toEqual([
    { org_id: cast.client.orgId, id: expect.any(String) },
  ]);
});
