// The tables of the sample schema, and rows that are hard to print.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { Keys } from '../../src/db/keys.js';
import type { TestDatabase } from '../setup/database.js';

const TABLES = `
create table sample_boxes (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  title text not null,
  rank integer not null,
  primary key (org_id, id)
);
select app.protect('sample_boxes');

create table sample_things (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  owner_id uuid not null,
  box_id uuid not null,
  parent_id uuid,
  title text not null,
  note text,
  kind text,
  count integer not null,
  is_flagged boolean,
  amount numeric(15,6),
  rough double precision,
  happened_at timestamptz(3) not null,
  seen_at timestamptz,
  day date,
  clock time,
  tags text[] not null,
  kinds text[],
  numbers integer[],
  amounts numeric(15,6)[],
  moments timestamptz[],
  clocks time[],
  secret text,
  primary key (org_id, id)
);
select app.protect('sample_things', reads => $$owner_id = (select app.member_id()) or (select app.has_role('COACH'))$$);
`;

/** Text that breaks what quotes, cuts or parses it. */
export const TEXTS = [
  '',
  ' ',
  `it's "quoted" \\ and \\n no break`,
  'line\nbreak\r\n\ttab\b\f',
  '\u0001\u001f\u007f\u0080\u009f',
  '\u2028\u2029\ufeff\ufffe\u200d',
  '👩‍👩‍👧‍👦 🏳️‍🌈 é e\u0301 ß İ ﷽',
  '{"data":null,"a":[1,2]}',
  '[null]',
  'null',
  `'); drop table sample_things; --`,
  '$1 ${x} %s {{y}} $$',
  '{a,"b",NULL}',
  '__proto__',
  '</script><!--',
  'a-b c-d-e',
  'x'.repeat(300),
  '漢字 العربية עברית',
] as const;

const AMOUNTS = [
  null,
  '0',
  '-0.000001',
  '0.000001',
  '0.1',
  '12.5',
  '12.500000',
  '100',
  '-999999999.999999',
  '999999999.999999',
  '123456789.1',
  '1e-6',
  '0.30000',
];
const ROUGHS = [null, 0, '-0', 1e-7, 0.1, 1 / 3, 12.5, -2.5e-6, 123456.789, 5e-324, 0.0000005, 2.0000005];
const INSTANTS = [
  '2026-03-29T01:00:00.000Z',
  '2026-03-29T01:00:00.001Z',
  '1969-12-31T23:59:59.999Z',
  '1900-01-01T00:00:00.500Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-03-29T01:00:00.000Z',
];
const MICROS = [
  null,
  '2026-03-29T01:00:00.000001Z',
  '2026-03-29T01:00:00.999999Z',
  '1969-12-31T23:59:59.999999Z',
  '2026-10-25T01:30:00.123456Z',
  '2026-10-25T01:30:00.1235Z',
];
const DAYS = [null, '2024-02-29', '0001-01-01', '9999-12-31', '2026-03-29', '2026-03-29'];
const CLOCKS = [null, '00:00', '23:59', '12:30:59.999999', '08:05:00'];
const COUNTS = [0, -1, 2147483647, -2147483648, 1000000000, 7, 7, 7];
const TAGS = [[], [''], ['a', 'b'], [TEXTS[2], TEXTS[7], 'NULL'], ['{}', ',', '"'], [TEXTS[5], TEXTS[6]]];
const KINDS_OF = [null, [], ['PLAIN'], ['select', 'row_to_json', 'null_', 'select']];
const NUMBERS = [null, [], [0], [-2147483648, 2147483647, 1]];
const AMOUNT_LISTS = [null, [], ['12.500000'], ['0.1', '-0.000001', '100', '0']];
const MOMENT_LISTS = [
  null,
  [],
  ['2026-03-29T01:00:00.000001Z', '1969-12-31T23:59:59.999999Z', '2026-07-01T00:00:00Z'],
];
const CLOCK_LISTS = [null, [], ['00:00', '12:30:59.999999']];

const pick = <Value>(values: readonly Value[], at: number): Value => values[at % values.length]!;

/** Makes the tables; once a database. A clone belongs to the superuser, who lets the owner migrate it. */
export async function makeTables(database: TestDatabase): Promise<void> {
  const superuser = new pg.Client(database.superUrl);
  await superuser.connect();
  await superuser.query('grant create on schema public to waymark_owner');
  await superuser.end();
  await database.owner(TABLES);
}

/** Fills an organization: two boxes, one of them empty, and things that belong to each of the owners in turn. */
export async function fillOrganization(
  database: TestDatabase,
  keys: Keys,
  orgId: string,
  owners: string[],
  size = 24,
): Promise<void> {
  const keyId = crypto.randomUUID();
  const key = { id: keyId, wrapped: keys.newDataKey(orgId, keyId) };
  await database.owner('insert into data_keys (org_id, id, wrapped) values ($1, $2, $3)', [
    orgId,
    key.id,
    key.wrapped,
  ]);
  const boxes: string[] = [];
  for (const [at, title] of ['', TEXTS[2], TEXTS[6]].entries()) {
    const [box] = await database.owner<{ id: string }>(
      'insert into sample_boxes (org_id, title, rank) values ($1, $2, $3) returning id',
      [orgId, title, pick([3, 3, 2000000000], at)],
    );
    boxes.push(box!.id);
  }
  const things: string[] = [];
  for (let at = 0; at < size; at += 1) {
    // Random, so that the order of the ids is not the order of insertion.
    const id = idOf(randomBytes(16));
    const secret =
      at % 3 === 0
        ? null
        : keys.seal(pick(TEXTS, at), key, { orgId, table: 'sample_things', column: 'secret', rowId: id });
    const row = {
      org_id: orgId,
      id,
      owner_id: pick(owners, at),
      box_id: boxes[at % 2]!,
      parent_id: at % 4 === 0 ? null : (things[Math.floor(at / 3)] ?? null),
      title: pick(TEXTS, at),
      note: at % 5 === 4 ? null : pick(TEXTS, at * 7 + 3),
      kind: pick([null, 'PLAIN', 'select', 'row_to_json', 'null_'], at),
      count: pick(COUNTS, at),
      is_flagged: pick([true, null, false], at),
      amount: pick(AMOUNTS, at),
      rough: pick(ROUGHS, at),
      happened_at: pick(INSTANTS, at),
      seen_at: pick(MICROS, at),
      day: pick(DAYS, at),
      clock: pick(CLOCKS, at),
      tags: pick(TAGS, at),
      kinds: pick(KINDS_OF, at),
      numbers: pick(NUMBERS, at),
      amounts: pick(AMOUNT_LISTS, at),
      moments: pick(MOMENT_LISTS, at),
      clocks: pick(CLOCK_LISTS, at),
      secret,
    };
    const columns = Object.keys(row);
    await database.owner(
      `insert into sample_things (${columns.join(', ')}) values (${columns.map((_, n) => `$${n + 1}`).join(', ')})`,
      Object.values(row),
    );
    things.push(id);
  }
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
