import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { startApp, type TestApp } from '../setup/app.js';

// SPEC 3.6: no trait score, and no template that says "you failed" or "you broke your streak".

/** What nobody is told here, however it is put. */
const UNKIND =
  /\byou(’ve|'ve| have)? (just )?(failed|broke|lost)\b|\b(broke|lost|broken|lose) your\b|\bstreaks?\b|\byour failures?\b|\bloser\b|\blazy\b/i;
/** What would be a score of a person instead of what happened. */
const TRAITS = /mindset ?score|grit|resilience ?(score|index)|growth ?score|optimism ?score|trait/i;

const ROOT = join(__dirname, '../..');
let waymark: TestApp;

beforeAll(async () => {
  waymark = await startApp();
});
afterAll(() => waymark.close());

const lines = (text: string, pattern: RegExp) => text.split('\n').filter((line) => pattern.test(line));

test('no type, field, enum value or description speaks so', () => {
  const sdl = printSchema(waymark.app.get(GraphQLSchemaHost).schema);
  expect(sdl.length).toBeGreaterThan(100_000);
  expect(lines(sdl, UNKIND)).toEqual([]);
  expect(lines(sdl, TRAITS)).toEqual([]);
});

test('no mail, message or word of the source does', () => {
  const files = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[]).filter((file) =>
    /\.(ts|mjml|hbs)$/.test(file),
  );
  const found = files.flatMap((file) =>
    lines(readFileSync(join(ROOT, 'src', file), 'utf8'), UNKIND).map((line) => `${file}: ${line.trim()}`),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(found).toEqual([]);
});

test('no word that the database keeps does', async () => {
  const rows = await waymark.database.owner<{ text: string }>(
    `select pg_get_constraintdef(oid) as text from pg_constraint where connamespace = 'public'::regnamespace and contype = 'c'
     union all select table_name || '.' || column_name from information_schema.columns where table_schema = 'public'`,
  );
  expect(rows.filter(({ text }) => UNKIND.test(text) || TRAITS.test(text))).toEqual([]);
});

test.each(['You failed', 'you broke your streak', 'You’ve lost it', 'a streak of 5'])(
  '"%s" would be found',
  (words) => {
    expect(UNKIND.test(words)).toBe(true);
  },
);
