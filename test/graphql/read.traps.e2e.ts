// What a compiler of client text into SQL can stumble on, each on its own.
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { parse, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Db } from '../../src/db/db.js';
import { Keys } from '../../src/db/keys.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import type { Statement } from '../../src/db/statement.js';
import { fragmentsOf } from '../../src/graphql/read/read.plugin.js';
import { Reader } from '../../src/graphql/read/reader.js';
import { startSampleApp, type SampleApp } from './sample.app.js';

let waymark: SampleApp;
let schema: GraphQLSchema;

beforeAll(async () => {
  waymark = await startSampleApp();
  ({ schema } = waymark.app.get(GraphQLSchemaHost));
});

afterEach(() => jest.restoreAllMocks());
afterAll(() => waymark.close());

const ask = (query: string, variables?: Record<string, unknown>) =>
  waymark.send(waymark.people.coach, query, variables);

/** Sends and returns the statements that reached the database. */
async function statementsOf(query: string, variables?: Record<string, unknown>): Promise<Statement[][]> {
  const run = jest.spyOn(PipelinedClient.prototype, 'run');
  const { errors } = await ask(query, variables);
  expect(errors).toBeUndefined();
  const batches = run.mock.calls.map(([statements]) => statements);
  run.mockRestore();
  return batches;
}

async function textOf(query: string, variables?: Record<string, unknown>): Promise<string> {
  const [[, statement]] = (await statementsOf(query, variables)) as [[Statement, Statement]];
  return statement.text;
}

async function refusalOf(query: string, variables?: Record<string, unknown>) {
  const run = jest.spyOn(PipelinedClient.prototype, 'run');
  const { errors, data } = await ask(query, variables);
  expect(data ?? null).toBeNull();
  expect(run).not.toHaveBeenCalled();
  const { code, field } = errors![0]!.extensions;
  return field === undefined ? code : `${code} ${field}`;
}

test('a query is one statement in one round trip, for 1 parent and for 20', async () => {
  const query = `query ($first: Int!) { sampleThings(first: $first) { totalCount pageInfo { endCursor } edges { cursor }
    nodes { summary { figure } secret children { title } parent { box { title } } siblings(first: 2) { nodes { title } } } } }`;
  for (const first of [1, 20]) {
    const batches = await statementsOf(query, { first });
    expect(batches.map((batch) => batch.length)).toEqual([2]);
  }
});

test.each([
  '{ __typename }',
  '{ a: __typename me @skip(if: true) { name } }',
  '{ me @include(if: false) { name } }',
])('%s takes no connection', async (query) => {
  expect(await statementsOf(query)).toEqual([]);
});

test('a query that asks for nothing but names answers with them', async () => {
  const { text } = await waymark.send(null, '{ a: __typename ... { __typename } }');
  expect(text).toBe('{"data":{"a":"Query","__typename":"Query"}}\n');
});

describe('a plan', () => {
  const filtered = `query ($first: Int!, $after: String, $kind: SampleKind, $kinds: [SampleKind!], $flag: Boolean, $tag: String, $ids: [ID!]) {
    sampleThings(first: $first, after: $after, kind: $kind, kinds: $kinds, flag: $flag, tag: $tag, ids: $ids) { nodes { title } } }`;

  test('is shared by requests that differ in values only', async () => {
    const page =
      'query ($first: Int!) { sampleThings(first: $first) { pageInfo { startCursor endCursor } } }';
    const { data } = await ask(page, { first: 3 });
    const { startCursor, endCursor } = data.sampleThings.pageInfo;
    const id = () => `sample-thing_${crypto.randomUUID()}`;
    const one = { first: 1, after: startCursor, kind: 'PLAIN', kinds: [], flag: true, tag: '', ids: [id()] };
    const other = {
      first: 7,
      after: endCursor,
      kind: 'null_',
      kinds: ['PLAIN'],
      flag: false,
      tag: 'x',
      ids: [id(), id()],
    };
    expect(await textOf(filtered, one)).toBe(await textOf(filtered, other));
  });

  test('is another where a filter is given, and null is not given', async () => {
    const without = await textOf(filtered, { first: 1 });
    expect(await textOf(filtered, { first: 1, kind: 'PLAIN' })).not.toBe(without);
    expect(await textOf(filtered, { first: 1, kind: null, after: null, ids: null })).toBe(without);
  });

  test('holds no value of the request, wherever it stood', async () => {
    const text = await textOf(
      `query ($tag: String = "needle-in-default") { sampleThings(first: 97, tag: $tag, since: "2026-03-29T01:23:45Z") { nodes { echo(prefix: "needle-in-literal", times: 3) } } }`,
    );
    expect(text).not.toMatch(/needle|97|2026/);
  });

  test('is made once for each shape, and at most 32 shapes of an operation are kept', async () => {
    const sent: string[] = [];
    const db = { read: async (_actor: unknown, { text }: Statement) => (sent.push(text), '{}') };
    const reader = new Reader(schema, db as unknown as Db, waymark.app.get(Keys));
    const document = parse(
      `query ($a: Boolean!, $b: Boolean!, $c: Boolean!, $d: Boolean!, $kind: SampleKind, $tag: String) {
         sampleThings(kind: $kind, tag: $tag) { totalCount nodes { id @skip(if: $a) title @skip(if: $b) note @include(if: $c) count @include(if: $d) } } }`,
    );
    const [operation] = document.definitions as [OperationDefinitionNode];
    const read = (variables: Record<string, unknown>) =>
      reader.query(operation, fragmentsOf(document), variables, waymark.people.coach);
    for (let shape = 0; shape < 64; shape += 1) {
      const bit = (at: number) => Boolean(shape & (1 << at));
      await read({
        a: bit(0),
        b: bit(1),
        c: bit(2),
        d: bit(3),
        kind: bit(4) ? 'PLAIN' : null,
        tag: bit(5) ? 'x' : null,
      });
    }
    expect(new Set(sent).size).toBe(64);
    const { plans } = (
      reader as unknown as { prepared: WeakMap<object, { plans: Map<string, unknown> }> }
    ).prepared.get(operation)!;
    expect(plans.size).toBe(32);
  });

  test('multiplies with four variables of @skip and @include, and not with five', async () => {
    const flags = ['a', 'b', 'c', 'd', 'e'];
    const query = (names: string[]) =>
      `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { me { ${names.map((name) => `${name}: name @skip(if: $${name})`).join(' ')} } }`;
    const values = Object.fromEntries(flags.map((name) => [name, false]));
    expect((await ask(query(flags.slice(0, 4)), values)).errors).toBeUndefined();
    expect(await refusalOf(query(flags), values)).toBe('QUERY_TOO_COMPLEX');
  });
});

describe('before any statement', () => {
  const things = (args: string) => `{ sampleThings(${args}) { nodes { title } } }`;
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
  const uuid = crypto.randomUUID();

  test.each([
    ['a page of none', things('first: 0'), 'INVALID_INPUT first'],
    ['a page of 101', things('first: 101'), 'INVALID_INPUT first'],
    ['a negative page', things('first: -1'), 'INVALID_INPUT first'],
    ['a cursor that is no base64', things('after: "%"'), 'INVALID_INPUT after'],
    ['an empty cursor', things('after: ""'), 'INVALID_INPUT after'],
    [
      'a cursor that is no JSON',
      things(`after: "${Buffer.from('[').toString('base64')}"`),
      'INVALID_INPUT after',
    ],
    ['a cursor of another order', things(`after: "${cursor([uuid])}"`), 'INVALID_INPUT after'],
    ['a cursor of another type', things(`after: "${cursor(['7', uuid])}"`), 'INVALID_INPUT after'],
    [
      'a cursor of a day that is none',
      things(`after: "${cursor(['2026-02-30T00:00:00.000000Z', uuid])}"`),
      'INVALID_INPUT after',
    ],
    ['a cursor that holds no texts', things(`after: "${cursor([7, null])}"`), 'INVALID_INPUT after'],
    [
      'an id of another kind',
      '{ sampleThing(id: "goal_01890000-0000-7000-8000-000000000000") { id } }',
      'INVALID_INPUT id',
    ],
    ['an id without a kind', `{ sampleThing(id: "${uuid}") { id } }`, 'INVALID_INPUT id'],
    [
      'an id in capitals',
      `{ sampleThing(id: "sample-thing_${uuid.toUpperCase()}") { id } }`,
      'INVALID_INPUT id',
    ],
    ['a wrong id in a list', things('ids: ["goal_x"]'), 'INVALID_INPUT ids.0'],
    ['a node of a kind that is no node', `{ sampleNode(id: "member_${uuid}") { id } }`, 'INVALID_INPUT id'],
    ['a node of an unknown kind', `{ sampleNode(id: "select_${uuid}") { id } }`, 'INVALID_INPUT id'],
    ['an argument beyond its check', `{ sampleThings { nodes { echo(times: 4) } } }`, 'INVALID_INPUT times'],
    ['the character that PostgreSQL lacks', things('tag: "a\\u0000"'), 'INVALID_INPUT tag'],
    ['a list of more than 100', things(`kinds: [${'PLAIN '.repeat(101)}]`), 'INVALID_INPUT kinds'],
    ['an instant before the year 1', things('since: "0001-01-01T00:00:00+01:00"'), 'INVALID_INPUT'],
    ['an instant after the year 9999', things('since: "9999-12-31T23:59:59-01:00"'), 'INVALID_INPUT'],
    ['a day that is none', '{ sampleDays(from: "2026-02-30") { nodes { id } } }', 'INVALID_INPUT'],
    ['an alias of 61 letters', `{ me { ${'a'.repeat(61)}: name } }`, 'QUERY_TOO_COMPLEX'],
    ['a root alias of 61 letters', `{ ${'a'.repeat(61)}: me { name } }`, 'QUERY_TOO_COMPLEX'],
    [
      'data and the schema in one operation',
      '{ me { name } __schema { queryType { name } } }',
      'INVALID_INPUT',
    ],
    [
      'data and a type in one operation',
      '{ ... { __type(name: "Member") { name } } me { name } }',
      'INVALID_INPUT',
    ],
    [
      'two mutations',
      'mutation { a: keepSampleThing(id: "x") { id } b: keepSampleThing(id: "x") { id } }',
      'INVALID_INPUT',
    ],
    [
      'two mutations in fragments',
      'mutation { ...f ... { __typename } } fragment f on Mutation { keepSampleThing(id: "x") { id } }',
      'INVALID_INPUT',
    ],
    [
      'two mutations of which one is skipped',
      'mutation { keepSampleThing(id: "x") @skip(if: true) { id } __typename }',
      'INVALID_INPUT',
    ],
    [
      'a subscription over HTTP',
      `subscription { reportChanged(id: "report_${uuid}") { id } }`,
      'INVALID_INPUT',
    ],
    [
      'one subscription twice',
      `subscription { reportChanged(id: "report_${uuid}") { id } reportChanged(id: "report_${uuid}") { status } }`,
      'INVALID_INPUT',
    ],
  ])('%s is refused', async (_what, query, refusal) => {
    expect(await refusalOf(query)).toBe(refusal);
  });

  test('a null page size that came as a variable is refused', async () => {
    const query = 'query ($first: Int) { sampleThings(first: $first) { nodes { id } } }';
    expect(await refusalOf(query, { first: null })).toBe('INVALID_INPUT');
    expect((await ask(query)).data.sampleThings.nodes).toHaveLength(20);
  });

  test('a variable of a wrong type tells no word of the schema but those that were sent', async () => {
    const query = 'query ($kind: SampleKind) { sampleThings(kind: $kind) { totalCount } }';
    const { errors } = await ask(query, { kind: 'PLAI' });
    expect(errors![0]!.message).toMatch(/"PLAI" does not exist in "SampleKind" enum\.$/);
  });
});

test('the schema alone may be asked for outside production', async () => {
  const { data } = await ask('{ __schema { queryType { name } } __type(name: "SampleThing") { kind } }');
  expect(data).toEqual({ __schema: { queryType: { name: 'Query' } }, __type: { kind: 'OBJECT' } });
});

test('what is skipped is not checked, also where its fragment is spread twice', async () => {
  const { text } = await ask(
    `query ($no: Boolean = false) { me { name } ...f @include(if: $no) ... @skip(if: true) { ...f } }
     fragment f on Query { sampleThings(first: 0) { nodes { title } } sampleThing(id: "") { id } }`,
  );
  expect(text).toBe('{"data":{"me":{"name":"Ada"}}}\n');
  const again = await ask(
    `query { ...f @skip(if: true) ...f } fragment f on Query { sampleThings(first: 0) { nodes { title } } }`,
  );
  expect(again.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'first' } }]);
});

test('every part of a connection may be asked for alone', async () => {
  const { data } = await ask(
    `{ a: sampleThings { __typename } b: sampleThings { totalCount } c: sampleThings(first: 1) { pageInfo { __typename } }
       d: sampleThings(first: 1) { edges { __typename } } e: sampleThings(first: 1) { nodes { __typename } }
       f: sampleThings(first: 1) { edges { node { title @skip(if: true) } } } }`,
  );
  expect(data).toEqual({
    a: { __typename: 'SampleThingConnection' },
    b: { totalCount: 24 },
    c: { pageInfo: { __typename: 'PageInfo' } },
    d: { edges: [{ __typename: 'SampleThingEdge' }] },
    e: { nodes: [{ __typename: 'SampleThing' }] },
    f: { edges: [{ node: {} }] },
  });
});

test('an object that was computed may be asked for under any name', async () => {
  const { text } = await ask(
    `{ sampleThings(first: 1) { nodes { __proto__: summary { __proto__: figure constructor: tags toJSON: __typename } } } }`,
  );
  expect(text).toContain('{"__proto__":{"__proto__":');
  expect(text).toContain('"toJSON":"SampleSummary"');
});
