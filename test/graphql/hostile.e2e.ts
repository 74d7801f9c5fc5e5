// What attackers send over HTTP: refused in our words or answered safely, and nothing of the inside is told.
import { Tokens } from '../../src/auth/tokens.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { DOCUMENTS, json, LISTS, REQUESTS, type Sent } from './hostile.requests.js';
import { startSampleApp, type SampleApp } from './sample.app.js';

/** SQL, stacks, paths, drivers, and words of the schema that nobody sent. */
const LEAKS =
  /\bfrom "|select row|app\.org_id|\bat .+:\d+:\d+|\.[jt]s\b|node_modules|pg_|postgres|typeorm|Did you mean|sample_things/i;

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
