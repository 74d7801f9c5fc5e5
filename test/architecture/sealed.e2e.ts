import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isObjectType } from 'graphql';
import pg from 'pg';
import { sealedColumns } from '../../src/db/key-rotation.js';
import { startApp, type TestApp } from '../setup/app.js';

let waymark: TestApp;
let marked: string[];

beforeAll(async () => {
  waymark = await startApp();
  const owner = new pg.Client(waymark.database.ownerUrl);
  await owner.connect();
  marked = (await sealedColumns(owner)).map(({ table, column }) => `${table}.${column}`);
  await owner.end();
});
afterAll(() => waymark.close());

test('every field that is opened on the way out reads a column that is marked as sealed', () => {
  const { schema } = waymark.app.get(GraphQLSchemaHost);
  const read = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap(({ extensions }) =>
        extensions.read?.kind === 'sealed'
          ? [`${type.extensions.read!.table}.${extensions.read.column}`]
          : [],
      ),
    );
  expect(read.length).toBeGreaterThan(3);
  expect(read.filter((column) => !marked.includes(column))).toEqual([]);
});

test('what is marked as sealed lets nothing else in, and what lets nothing else in is marked', async () => {
  const rows = await waymark.database.owner<{ name: string }>(
    `select c.conrelid::regclass || '.' || a.attname as name from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
     where c.contype = 'c' and pg_get_constraintdef(c.oid) like '%^s1%' and cardinality(c.conkey) = 1`,
  );
  expect([...new Set(rows.map(({ name }) => name))].sort()).toEqual([...marked].sort());
});
