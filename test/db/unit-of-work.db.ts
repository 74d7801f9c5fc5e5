import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { NOBODY, type MemberActor } from '../../src/db/actor.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import type { DataSource } from 'typeorm';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let ada: MemberActor;
let other: MemberActor;

async function organizationWithAdmin(slug: string): Promise<MemberActor> {
  const [org] = await database.owner<{ id: string }>(
    `insert into organizations (name, slug, time_zone) values ($1, $1, 'Europe/Berlin') returning id`,
    [slug],
  );
  const [user] = await database.owner<{ id: string }>(`insert into users (email) values ($1) returning id`, [
    `ada@${slug}.test`,
  ]);
  const [member] = await database.owner<{ id: string }>(
    `insert into members (org_id, user_id, name, email, roles, time_zone)
     values ($1, $2, 'Ada', $3, '{ADMIN,COACH}', 'Europe/Berlin') returning id`,
    [org!.id, user!.id, `ada@${slug}.test`],
  );
  return { kind: 'member', orgId: org!.id, memberId: member!.id, roles: ['ADMIN', 'COACH'], signInId: null };
}

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  ada = await organizationWithAdmin('north');
  other = await organizationWithAdmin('south');
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const names = () => db.query<{ name: string }>('select name from organizations order by name');

test('a unit of work sees the rows of its own organization only', async () => {
  expect(await db.run(ada, names)).toEqual([{ name: 'north' }]);
  expect(await db.run(other, names)).toEqual([{ name: 'south' }]);
  expect(await db.run(NOBODY, names)).toEqual([]);
});

test('a read carries the actor and the statement in one round trip and leaves nothing on the connection', async () => {
  const text = 'select array_to_json(array(select name from organizations))::text';
  expect(await db.read(ada, { text, values: [] })).toBe('["north"]');
  expect(await db.read(NOBODY, { text, values: [] })).toBe('[]');
});

test('a unit of work that throws leaves nothing behind', async () => {
  const rename = db.run(ada, async () => {
    await db.query(`update organizations set name = 'renamed'`);
    throw new Error('changed my mind');
  });
  await expect(rename).rejects.toThrow('changed my mind');
  expect(await database.owner('select name from organizations order by name')).toEqual([
    { name: 'north' },
    { name: 'south' },
  ]);
});

test('the answer is read inside the transaction and committed with it', async () => {
  const { text } = await db.transaction(
    ada,
    () => db.query(`update organizations set locale = 'de'`),
    () => ({ text: 'select locale from organizations', values: [] }),
  );
  expect(text).toBe('de');
  expect(await database.owner(`select locale from organizations where slug = 'north'`)).toEqual([
    { locale: 'de' },
  ]);
});

test('a statement that fails in the middle is an error of the whole, also where its error is caught', async () => {
  const work = db.run(ada, async () => {
    await db.query(`update organizations set locale = 'fr'`);
    await db.query('select 1/0').catch(() => undefined);
  });
  await expect(work).rejects.toThrow('not committed');
  expect(await database.owner(`select locale from organizations where slug = 'north'`)).toEqual([
    { locale: 'de' },
  ]);
});

test('callers that share a unit of work side by side are served one after the other', async () => {
  const results = await db.run(ada, () =>
    Promise.all([1, 2, 3, 4, 5, 6].map((n) => db.query(`select $1::int as n`, [n]))),
  );
  expect(results).toEqual([1, 2, 3, 4, 5, 6].map((n) => [{ n }]));
});

test('outside a unit of work there is no manager', () => {
  expect(() => db.manager).toThrow('through a unit of work only');
});

test('a member whose role changed or who is disabled is signed out at the next statement', async () => {
  await database.owner(`update members set roles = '{COACH}' where id = $1`, [other.memberId]);
  await expect(db.run(other, names)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await database.owner(`update members set roles = '{ADMIN,COACH}', status = 'DISABLED' where id = $1`, [
    other.memberId,
  ]);
  await expect(db.read(other, { text: 'select 1', values: [] })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  await database.owner(`update members set status = 'ACTIVE' where id = $1`, [other.memberId]);
  expect(await db.run(other, names)).toEqual([{ name: 'south' }]);
});

test('a failed statement that had a prepared name can be asked again', async () => {
  const divide = (by: number) => db.read(ada, { text: 'select (10 / $1::int)::text', values: [by] });
  for (let use = 0; use < 6; use += 1) {
    await expect(divide(0)).rejects.toThrow('division by zero');
    expect(await divide(2)).toBe('5');
  }
  for (let use = 0; use < 6; use += 1) {
    await expect(db.read(ada, { text: 'select nonsense', values: [] })).rejects.toThrow('does not exist');
  }
  expect(await divide(5)).toBe('2');
});
