// What attackers send over HTTP: refused in our words or answered safely, and nothing of the inside is told.
import { Tokens } from '../../src/auth/tokens.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { MAX_BODY } from '../../src/graphql/limits.js';
import { startSampleApp, type SampleApp } from './sample.app.js';

/** SQL, stacks, paths, drivers, and words of the schema that nobody sent. */
const LEAKS =
  /\bfrom "|select row|app\.org_id|\bat .+:\d+:\d+|\.[jt]s\b|node_modules|pg_|postgres|typeorm|Did you mean|sample_things/i;

interface Sent {
  method?: string;
  url?: string;
  headers?: Record<string, string>;
  payload?: unknown;
}

/** Sends a request as a coach; whatever is answered must leak nothing. */
async function send(waymark: SampleApp, { method = 'POST', url = '/graphql', headers, payload }: Sent) {
  const token = await waymark.app.get(Tokens).access(waymark.people.coach);
  const response = await waymark.app.inject({
    method: method as 'POST',
    url,
    headers: { authorization: `Bearer ${token}`, ...headers },
    payload: payload as object,
  });
  expect(response.body).not.toMatch(LEAKS);
  const { data, errors } = (response.body ? JSON.parse(response.body) : {}) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: response.statusCode, data: data ?? null, errors, code: errors?.[0]?.extensions.code };
}

const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ');
const json = { 'content-type': 'application/json' };

/** A chain of fragments, each of which spreads the next one twice: 2^length leaves. */
const bomb = (type: string, length: number) =>
  `${times(length, (at) => `fragment a${at} on ${type} { ...a${at + 1} ...a${at + 1} }`)} fragment a${length} on ${type} { __typename }`;
/** The same where each spread reads another row. */
const rows = (length: number) =>
  `${times(length, (at) => `fragment a${at} on SampleThing { parent { ...a${at + 1} } b: parent { ...a${at + 1} } c: parent { ...a${at + 1} } }`)}
   fragment a${length} on SampleThing { id }`;

const DOCUMENTS: [string, string, number, string][] = [
  ['an alias bomb', `{ ${times(60, (at) => `a${at}: me { name }`)} }`, 400, 'QUERY_TOO_COMPLEX'],
  ['more tokens than are read', `{ ${times(700, (at) => `a${at}: me`)} }`, 400, 'INVALID_INPUT'],
  ['one field a thousand times', `{ me { ${'name '.repeat(1000)} } }`, 400, 'QUERY_TOO_COMPLEX'],
  ['one root field again and again', `{ ... { ${'me { name } '.repeat(400)} } }`, 400, 'QUERY_TOO_COMPLEX'],
  [
    'a depth bomb',
    `{ sampleShelf { things { nodes ${'{ parent '.repeat(30)} { id } ${'}'.repeat(30)} } } }`,
    400,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'a depth bomb of unknown fields',
    `{ a ${'{ a '.repeat(500)}${'}'.repeat(500)} }`,
    400,
    'QUERY_TOO_COMPLEX',
  ],
  ['a fragment bomb', `{ ...a0 } ${bomb('Query', 150)}`, 400, 'QUERY_TOO_COMPLEX'],
  ['a fragment bomb in a mutation', `mutation { ...a0 } ${bomb('Mutation', 150)}`, 400, 'QUERY_TOO_COMPLEX'],
  [
    'a fragment bomb of rows',
    `{ sampleThings(first: 1) { nodes { ...a0 } } } ${rows(5)}`,
    400,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'pages within pages',
    `{ sampleThings(first: 100) { nodes { siblings(first: 100) { nodes { siblings(first: 100) { nodes { id } } } } } } }`,
    400,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'cyclic fragments',
    '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    400,
    'INVALID_INPUT',
  ],
  [
    'a fragment that spreads itself',
    `{ ...a } fragment a on Query { ${'...a '.repeat(600)} }`,
    400,
    'INVALID_INPUT',
  ],
  ['a directive bomb', `{ me { name ${'@skip(if: false) '.repeat(280)} } }`, 400, 'QUERY_TOO_COMPLEX'],
  ['a directive bomb on the operation', `query ${'@a '.repeat(900)} { me { name } }`, 400, 'INVALID_INPUT'],
  [
    'deeply nested input',
    `{ sampleThings(ids: ${'['.repeat(900)}${']'.repeat(900)}) { totalCount } }`,
    400,
    'INVALID_INPUT',
  ],
  [
    'a huge whole number',
    '{ sampleThings(first: 99999999999999999999) { totalCount } }',
    400,
    'INVALID_INPUT',
  ],
  ['two operations of one name', 'query A { me { name } } query A { me { name } }', 400, 'INVALID_INPUT'],
  ['two operations and no choice', 'query A { me { name } } query B { me { name } }', 400, 'INVALID_INPUT'],
  ['an unknown field', '{ mee { name } }', 400, 'INVALID_INPUT'],
  ['an unknown argument', '{ sampleThing(idd: 1) { id } }', 400, 'INVALID_INPUT'],
  ['an unknown word of an enum', '{ sampleThings(kind: PLAI) { totalCount } }', 400, 'INVALID_INPUT'],
  ['a control character', '{ me \u0000 }', 400, 'INVALID_INPUT'],
];

const REQUESTS: [string, Sent, number, string][] = [
  [
    'a body beyond the limit',
    { payload: { query: `{ me { name } } #${'x'.repeat(MAX_BODY)}` } },
    413,
    'QUERY_TOO_COMPLEX',
  ],
  ['broken JSON', { headers: json, payload: '{"query": "{ me { name } ' }, 400, 'INVALID_INPUT'],
  ['a body that is a text', { headers: json, payload: '"{ me { name } }"' }, 400, 'INVALID_INPUT'],
  ['a body that is null', { headers: json, payload: 'null' }, 400, 'INVALID_INPUT'],
  ['an empty body', { payload: {} }, 400, 'INVALID_INPUT'],
  [
    'a prototype in the body',
    { headers: json, payload: '{"query":"{ me { name } }","variables":{"__proto__":{"a":1}}}' },
    400,
    'INVALID_INPUT',
  ],
  ['a batch', { payload: [{ query: '{ __typename }' }, { query: '{ __typename }' }] }, 400, 'INVALID_INPUT'],
  ['a query that is a number', { payload: { query: 5 } }, 400, 'INVALID_INPUT'],
  [
    'variables that are a list',
    { payload: { query: '{ __typename }', variables: [1] } },
    400,
    'INVALID_INPUT',
  ],
  [
    'variables that are nested without end',
    {
      headers: json,
      payload: `{"query":"{ __typename }","variables":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`,
    },
    200,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'an unknown operation name',
    { payload: { query: 'query A { me { name } }', operationName: 'B' } },
    400,
    'INVALID_INPUT',
  ],
  [
    'invalid UTF-8 for a name',
    {
      headers: json,
      payload: Buffer.concat([
        Buffer.from('{"query":"{ '),
        Buffer.from([0xff, 0xc0]),
        Buffer.from(': __typename }"}'),
      ]),
    },
    400,
    'INVALID_INPUT',
  ],
  [
    'a simple request as text',
    { headers: { 'content-type': 'text/plain' }, payload: '{"query":"{ __typename }"}' },
    400,
    'INVALID_INPUT',
  ],
  [
    'a simple request as a form',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'query=%7B__typename%7D' },
    400,
    'INVALID_INPUT',
  ],
  [
    'a multipart upload',
    { headers: { 'content-type': 'multipart/form-data; boundary=x' }, payload: '--x--' },
    415,
    'INVALID_INPUT',
  ],
  [
    'a content type of no kind',
    { headers: { 'content-type': 'application/graphql' }, payload: '{ __typename }' },
    415,
    'INVALID_INPUT',
  ],
  ['a simple GET', { method: 'GET', url: '/graphql?query=%7B__typename%7D' }, 400, 'INVALID_INPUT'],
  [
    'a mutation by GET',
    { method: 'GET', url: '/graphql?query=mutation%7B__typename%7D', headers: json },
    405,
    'INVALID_INPUT',
  ],
  ['PUT', { method: 'PUT', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  [
    'an answer in HTML',
    { headers: { accept: 'text/html' }, payload: { query: '{ __typename }' } },
    406,
    'INVALID_INPUT',
  ],
  ['//graphql', { url: '//graphql', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  ['/graphql/', { url: '/graphql/', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  ['/graphql%2f', { url: '/graphql%2f', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  ['/GraphQL', { url: '/GraphQL', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  [
    'a forged token',
    { headers: { authorization: 'Bearer a.b.c' }, payload: { query: '{ me { name } }' } },
    200,
    'UNAUTHENTICATED',
  ],
  [
    'a token of 10,000 letters',
    { headers: { authorization: `Bearer ${'x'.repeat(10_000)}` }, payload: { query: '{ me { name } }' } },
    200,
    'UNAUTHENTICATED',
  ],
];

const LISTS: [string, unknown][] = [
  ['of texts', Array.from({ length: 20_000 }, () => 'x')],
  ['of what is no text', Array.from({ length: 20_000 }, () => ({}))],
  ['of lists', Array.from({ length: 20_000 }, () => [[]])],
];

describe('in production', () => {
  let waymark: SampleApp;
  beforeAll(async () => {
    waymark = await startSampleApp({ NODE_ENV: 'production' });
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => waymark.close());

  test.each(DOCUMENTS)('%s is refused before any statement', async (_what, query, status, code) => {
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    expect(await send(waymark, { payload: { query } })).toMatchObject({ status, code, data: null });
    expect(run).not.toHaveBeenCalled();
  });

  test.each(REQUESTS)('%s is refused before any statement', async (_what, request, status, code) => {
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    expect(await send(waymark, request)).toMatchObject({ status, code, data: null });
    expect(run).not.toHaveBeenCalled();
  });

  test.each(LISTS)('a variable with a huge list %s is refused', async (_what, ids) => {
    for (const kind of ['query', 'mutation']) {
      const field =
        kind === 'query' ? 'sampleThings(ids: $ids) { totalCount }' : 'keepSampleThing(id: $ids) { id }';
      const type = kind === 'query' ? '[ID!]' : 'ID!';
      const query = `${kind} ($ids: ${type}) { ${field} }`;
      expect(await send(waymark, { payload: { query, variables: { ids } } })).toMatchObject({
        code: 'QUERY_TOO_COMPLEX',
        data: null,
      });
    }
  });

  test.each([
    'query ($kind: SampleKind) { sampleThings(kind: $kind) { totalCount } }',
    'mutation ($kind: SampleKind) { keepSampleThing(id: 1, kind: $kind) { id } }',
  ])('a variable with a wrong word is told without the right ones: %s', async (query) => {
    const { code, data } = await send(waymark, { payload: { query, variables: { kind: 'PLAI' } } });
    expect({ code, data }).toEqual({ code: 'INVALID_INPUT', data: null });
  });

  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Member") { name } }',
    '{ a: __typename ... { __schema { types { name } } } }',
  ])('the schema is not shown: %s', async (query) => {
    expect(await send(waymark, { payload: { query } })).toMatchObject({
      status: 400,
      code: 'INVALID_INPUT',
      data: null,
    });
  });

  test('HEAD reads nothing, and a bad address is refused', async () => {
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    expect((await send(waymark, { method: 'HEAD', url: '/graphql?query=%7Bme%7Bname%7D%7D' })).status).toBe(
      400,
    );
    expect((await send(waymark, { url: '/%', payload: { query: '{ __typename }' } })).status).toBe(400);
    expect(run).not.toHaveBeenCalled();
  });

  test('a query by GET that no page of another site can send is answered', async () => {
    const url = `/graphql?query=${encodeURIComponent('{ me { name } }')}`;
    expect((await send(waymark, { method: 'GET', url, headers: json })).data).toEqual({
      me: { name: 'Ada' },
    });
  });

  test('what fails inside is masked, with the trace that the log has', async () => {
    jest
      .spyOn(PipelinedClient.prototype, 'run')
      .mockRejectedValue(new Error('relation "sample_things" is secret'));
    const { errors, data } = await send(waymark, { payload: { query: '{ me { name } }' } });
    expect(data).toBeNull();
    expect(errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        extensions: { code: 'INTERNAL', traceId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      },
    ]);
  });
});
