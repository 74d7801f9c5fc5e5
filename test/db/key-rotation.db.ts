import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { rotateKeys } from '../../src/db/key-rotation.js';
import { Keys, SealBroken } from '../../src/db/keys.js';
import { Links } from '../../src/db/links.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { anOrganization } from '../setup/people.js';

const links = new Links(randomBytes(32), 'https://waymark.test');
const [first, second] = [randomBytes(32), randomBytes(32)];
const before = new Keys(first!, links);
const between = new Keys(second!, links, [first!]);
const after = new Keys(second!, links);

let database: TestDatabase;
let owner: pg.Client;
let orgId: string;

beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  const superuser = new pg.Client(database.superUrl);
  await superuser.connect();
  await superuser.query(
    `create table words (org_id uuid, id uuid default uuidv7(), text text, primary key (org_id, id));
     comment on column words.text is 'sealed';
     grant select, insert, update, delete on words to waymark_owner`,
  );
  await superuser.end();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** 1,201 texts: more than two batches. */
const COUNT = 1_201;
beforeEach(async () => {
  await owner.query('delete from words');
  orgId = await anOrganization(database, `north-${randomUUID().slice(0, 8)}`);
  const id = randomUUID();
  const dataKey = { id, wrapped: before.newDataKey(orgId, id) };
  await owner.query('delete from data_keys');
  await owner.query('insert into data_keys (org_id, id, wrapped) values ($1, $2, $3)', [
    orgId,
    dataKey.id,
    dataKey.wrapped,
  ]);
  const ids = Array.from({ length: COUNT }, () => randomUUID());
  const texts = ids.map((rowId, at) =>
    before.seal(`word ${at}`, dataKey, { orgId, table: 'words', column: 'text', rowId }),
  );
  await owner.query('insert into words select $1, * from unnest($2::uuid[], $3::text[])', [
    orgId,
    ids,
    texts,
  ]);
});

async function opened(keys: Keys): Promise<string[]> {
  const { rows } = await owner.query<{ id: string; text: string; wrapped: Buffer }>(
    `select w.id, w.text, k.wrapped from words w join data_keys k on k.org_id = w.org_id and k.id::text = split_part(w.text, '.', 2)`,
  );
  return rows.map(({ id, text, wrapped }) =>
    keys.open(text, wrapped, { orgId, table: 'words', column: 'text', rowId: id }),
  );
}
const expected = Array.from({ length: COUNT }, (_, at) => `word ${at}`).sort();
const untold = () => undefined;

test('while both master keys are known, what the old one wraps opens', async () => {
  expect((await opened(between)).sort()).toEqual(expected);
  await expect(opened(after)).rejects.toThrow(SealBroken);
});

test('after a rotation the new master key alone opens everything, and a second run finds nothing to do', async () => {
  expect(await rotateKeys(owner, between, false, untold)).toEqual({
    rewrapped: 1,
    made: 0,
    resealed: 0,
    broken: [],
  });
  expect((await opened(after)).sort()).toEqual(expected);
  await expect(opened(before)).rejects.toThrow(SealBroken);
  expect(await rotateKeys(owner, after, false, untold)).toEqual({
    rewrapped: 0,
    made: 0,
    resealed: 0,
    broken: [],
  });
});

test('a new data key seals every text anew, and what stood before opens no more with the old one alone', async () => {
  const { rows: old } = await owner.query<{ id: string }>('select id from data_keys');
  expect(await rotateKeys(owner, before, true, untold)).toEqual({
    rewrapped: 0,
    made: 1,
    resealed: COUNT,
    broken: [],
  });
  expect((await opened(before)).sort()).toEqual(expected);
  const { rows } = await owner.query(`select from words where starts_with(text, 's1.' || $1)`, [old[0]!.id]);
  expect(rows).toHaveLength(0);
});

test('a run that was killed is finished by the next', async () => {
  let updates = 0;
  const dying = {
    query: async (...args: unknown[]) => {
      if (String(args[0]).startsWith('update words') && ++updates === 2) throw new Error('killed');
      return owner.query(...(args as [string]));
    },
  } as pg.Client;
  await expect(rotateKeys(dying, before, true, untold)).rejects.toThrow('killed');
  expect(await rotateKeys(owner, before, false, untold)).toEqual({
    rewrapped: 0,
    made: 0,
    resealed: COUNT - 500,
    broken: [],
  });
  expect((await opened(before)).sort()).toEqual(expected);
});

test('a text that was copied into another row stays as it is and is named', async () => {
  const { rows } = await owner.query<{ id: string; text: string }>(
    'select id, text from words order by id limit 2',
  );
  const [victim, other] = rows;
  await owner.query('update words set text = $2 where id = $1', [victim!.id, other!.text]);
  const { resealed, broken } = await rotateKeys(owner, before, true, untold);
  expect(resealed).toBe(COUNT - 1);
  expect(broken).toEqual([{ orgId, table: 'words', column: 'text', rowId: victim!.id }]);
  const left = await owner.query<{ text: string }>('select text from words where id = $1', [victim!.id]);
  expect(left.rows[0]!.text).toBe(other!.text);
});
