// npm run verify:hostile: sends what attackers send, over HTTP and over WebSocket, to the product in production mode, and
// prints how each is refused and how long that takes. Exit code 0 when all are refused by their code, within the bound.
import 'reflect-metadata';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import WebSocket from 'ws';
import { Tokens } from '../src/auth/tokens.js';
import { DOCUMENTS, REQUESTS, type Sent } from '../test/graphql/hostile.requests.js';
import { startSampleApp } from '../test/graphql/sample.app.js';
import { SUBSCRIPTIONS } from '../test/graphql/sockets.requests.js';
import { startApp, type TestApp } from '../test/setup/app.js';
import startServers from '../test/setup/global-setup.js';
import stopServers from '../test/setup/global-teardown.js';
import { aMember, anOrganization } from '../test/setup/people.js';

/** Longest that a refusal may take, in ms: the median of so many tries, after one that warms up. */
const BOUND_MS = 100;
const TRIES = 5;

const ORIGIN = 'https://waymark.test';
const PRODUCTION = { NODE_ENV: 'production', PUBLIC_URL: ORIGIN };

let slow = 0;
let wrong = 0;

async function measure(what: string, expected: string, refuse: () => Promise<string>): Promise<void> {
  const took: number[] = [];
  let code = await refuse();
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const began = performance.now();
    code = await refuse();
    took.push(performance.now() - began);
  }
  const median = took.sort((a, b) => a - b)[Math.floor(TRIES / 2)]!;
  if (median > BOUND_MS) slow += 1;
  if (code !== expected) wrong += 1;
  const note = code === expected ? '' : `  expected ${expected}`;
  console.log(`  ${median.toFixed(1).padStart(6)} ms  ${code.padEnd(18)} ${what}${note}`);
}

const codeOf = (errors: { extensions?: { code?: string } }[] | undefined) =>
  errors?.[0]?.extensions?.code ?? 'none';

async function overHttp(): Promise<void> {
  const waymark = await startSampleApp(PRODUCTION);
  const authorization = `Bearer ${await waymark.app.get(Tokens).access(waymark.people.coach)}`;
  const send = async ({ method = 'POST', url = '/graphql', headers, payload }: Sent) => {
    const response = await waymark.app.inject({
      method: method as 'POST',
      url,
      headers: { authorization, ...headers },
      payload: payload as object,
    });
    return codeOf((JSON.parse(response.body) as { errors?: [] }).errors);
  };
  console.log('HTTP');
  await measure('introspection', 'INVALID_INPUT', () =>
    send({ payload: { query: '{ __schema { types { name } } }' } }),
  );
  for (const [what, query, , code] of DOCUMENTS)
    await measure(what, code, () => send({ payload: { query } }));
  for (const [what, request, , code] of REQUESTS) await measure(what, code, () => send(request));
  await waymark.close();
}

async function greeted(port: number, authorization: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
    headers: { origin: ORIGIN },
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await once(socket, 'message');
  return socket;
}

async function foreignOrigin(port: number): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
    headers: { origin: 'https://evil.test' },
  });
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  return String(response.statusCode);
}

async function overSocket(): Promise<void> {
  const waymark: TestApp = await startApp(PRODUCTION);
  const coach = await aMember(waymark.database, await anOrganization(waymark.database, 'north'), 'Cora', [
    'COACH',
  ]);
  await waymark.app.listen(0, '127.0.0.1');
  const { port } = waymark.app.getHttpServer().address() as AddressInfo;
  console.log('WebSocket');
  await measure('a foreign origin', '403', () => foreignOrigin(port));
  const socket = await greeted(port, `Bearer ${await waymark.app.get(Tokens).access(coach)}`);
  let serial = 0;
  for (const [what, query, code] of SUBSCRIPTIONS) {
    await measure(what, code, async () => {
      socket.send(JSON.stringify({ id: String((serial += 1)), type: 'subscribe', payload: { query } }));
      for (;;) {
        const [message] = (await once(socket, 'message')) as [Buffer];
        const { type, payload } = JSON.parse(message.toString()) as { type: string; payload: any };
        if (type !== 'complete') return codeOf(type === 'next' ? payload.errors : payload);
      }
    });
  }
  socket.close();
  await waymark.close();
}

await startServers();
try {
  await overHttp();
  await overSocket();
} finally {
  await stopServers();
}
console.log(`${wrong} answered otherwise than expected, ${slow} took more than ${BOUND_MS} ms.`);
process.exitCode = wrong + slow > 0 ? 1 : 0;
