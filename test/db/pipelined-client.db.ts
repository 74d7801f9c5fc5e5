import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let client: PipelinedClient;

beforeAll(async () => {
  database = await createDatabase();
});
beforeEach(async () => {
  client = new PipelinedClient(database.ownerUrl);
  await client.connect();
});
afterEach(() => client.end());
afterAll(() => database.drop());

const one = async (text: string, values: unknown[] = []) => {
  const [result] = await client.run([{ text, values }]);
  return result!.rows as Record<string, unknown>[];
};
const prepared = async () =>
  (
    await one(
      `select name, statement from pg_prepared_statements where statement not like '%pg_prepared%' order by name`,
    )
  ).map(({ statement }) => statement);

test('statements handed over together answer in order and run in one transaction', async () => {
  const results = await client.run([
    { text: `select set_config('app.org_id', $1, true)`, values: ['x'] },
    { text: `select current_setting('app.org_id') as org, txid_current() as tx`, values: [] },
    { text: 'select txid_current() as tx', values: [] },
  ]);
  expect(results[1]!.rows[0]).toMatchObject({ org: 'x' });
  expect(results[2]!.rows[0].tx).toBe(results[1]!.rows[0].tx);
  expect(await one(`select current_setting('app.org_id', true) as org`)).toEqual([{ org: '' }]);
});

test('a text is prepared from its third use on, and unless it is planned anew each time', async () => {
  for (let use = 1; use <= 4; use += 1) {
    expect(await prepared()).toEqual(use > 3 ? ['select $1::int as n'] : []);
    expect(await one('select $1::int as n', [use])).toEqual([{ n: use }]);
    await client.run([{ text: 'select 1 as aggregate', values: [], replan: true }]);
  }
});

test('a hundred texts stay prepared; the longest unused one gives way', async () => {
  const use = async (n: number) => {
    for (let times = 0; times < 3; times += 1) await one(`select ${n} as n`);
  };
  for (let n = 0; n < 100; n += 1) await use(n);
  await use(0);
  await use(100);
  const texts = await prepared();
  expect(texts).toHaveLength(100);
  expect(texts).toContain('select 0 as n');
  expect(texts).not.toContain('select 1 as n');
  expect(await one('select 1 as n')).toEqual([{ n: 1 }]);
});

test('a text that could not be parsed is parsed anew each time, and works once it can be', async () => {
  const text = 'select id from app.not_yet';
  for (let use = 1; use <= 5; use += 1) await expect(one(text)).rejects.toMatchObject({ code: '42P01' });
  await one('create table app.not_yet as select 7 as id');
  for (let use = 1; use <= 3; use += 1) expect(await one(text)).toEqual([{ id: 7 }]);
  await one('drop table app.not_yet');
});

test('what stands behind a failing statement does not run, prepared or not, and the connection serves on', async () => {
  const batch = [
    { text: 'select 1 as before', values: [] },
    { text: 'select 1 / $1::int as quotient', values: [0] },
    { text: `select set_config('app.org_id', 'ran', false)`, values: [] },
  ];
  for (let use = 1; use <= 5; use += 1) {
    await expect(client.run(batch)).rejects.toMatchObject({ code: '22012' });
    expect(client.broken).toBe(false);
    expect(await one(`select current_setting('app.org_id', true) as org`)).not.toEqual([{ org: 'ran' }]);
  }
  expect(await one('select 1 / $1::int as quotient', [1])).toEqual([{ quotient: 1 }]);
});

test('callers at once are served one after the other, each its own answer', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      n % 7 === 3 ? one('select 1 / 0').catch(({ code }) => code) : one('select $1::int as n', [n]),
    ),
  );
  expect(answers).toEqual(answers.map((_, n) => (n % 7 === 3 ? '22012' : [{ n }])));
});

test('a value that cannot travel fails its own call alone', async () => {
  const cyclic: Record<string, unknown> = {};
  cyclic.self = cyclic;
  await expect(one('select $1::json', [cyclic])).rejects.toThrow('circular');
  expect(await one('select 1 as n')).toEqual([{ n: 1 }]);
});

test('a lead travels with the next batch only, and unseen', async () => {
  client.lead([{ text: 'begin', values: [] }]);
  expect(await one('select 1 as n')).toEqual([{ n: 1 }]);
  const [, rolledBack] = await client.run([
    { text: 'select now() as at', values: [] },
    { text: 'rollback', values: [] },
  ]);
  expect(rolledBack!.command).toBe('ROLLBACK');
});
