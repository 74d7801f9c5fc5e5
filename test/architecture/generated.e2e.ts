import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { accessOf } from '../../src/auth/authorize.js';
import { startApp, type TestApp } from '../setup/app.js';
import { catalogueText } from '../setup/catalogue.js';

// The files that are generated and committed: a change of the API or of the database shows in the diff. `npm run
// generate` runs this suite with UPDATE_GENERATED, which writes instead of comparing.
const ROOT = join(__dirname, '../..');

let waymark: TestApp;

beforeAll(async () => {
  waymark = await startApp();
});
afterAll(() => waymark.close());

function expectCommitted(file: string, text: string): void {
  if (process.env.UPDATE_GENERATED) writeFileSync(join(ROOT, file), text);
  expect(readFileSync(join(ROOT, file), 'utf8')).toBe(text);
}

test('schema.graphql is the schema that is served', () => {
  expectCommitted('schema.graphql', `${printSchema(waymark.app.get(GraphQLSchemaHost).schema)}\n`);
});

test('docs/access.json says who may call what', () => {
  const access = accessOf(waymark.app.get(GraphQLSchemaHost).schema);
  expectCommitted('docs/access.json', `${JSON.stringify(access, null, 2)}\n`);
});

test('schema.sql is the database after all migrations', async () => {
  expectCommitted('schema.sql', await catalogueText(waymark.database));
});
