import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import WebSocket from 'ws';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { MAX_BODY } from '../../src/graphql/limits.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { ANY, SUBSCRIPTIONS } from './sockets.requests.js';

// What a hostile client tries on the socket. graphql-ws knows none of Apollo's options, so each refusal is ours.

/** Words that would tell an attacker about what is behind the answer. */
const LEAKS =
  /select .* from|insert into|pg_|node_modules|\.ts:|\.js:|at Object|relation|ECONN|Did you mean/i;

let waymark: TestApp;
let coach: MemberActor;
let token: string;
let port: number;

beforeAll(async () => {
  waymark = await startApp({ NODE_ENV: 'production', PUBLIC_URL: 'https://waymark.test' });
  coach = await aMember(waymark.database, await anOrganization(waymark.database, 'north'), 'Cora', ['COACH']);
  token = await waymark.app.get(Tokens).access(coach);
  await waymark.app.listen(0, '127.0.0.1');
  ({ port } = waymark.app.getHttpServer().address() as AddressInfo);
});
afterAll(() => waymark.close());

const dial = (headers: Record<string, string> = {}, path = '/graphql') =>
  new WebSocket(`ws://127.0.0.1:${port}${path}`, 'graphql-transport-ws', { headers });

/** The status line that refuses an upgrade. */
async function refusedUpgrade(socket: WebSocket): Promise<number | undefined> {
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  return response.statusCode;
}

/** Opens as `authorization`; resolves to what closed it, or to null once it is acknowledged. */
async function greet(socket: WebSocket, authorization?: string): Promise<number | null> {
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  return Promise.race([
    once(socket, 'message').then(() => null),
    once(socket, 'close').then(([code]) => code as number),
  ]);
}

/** Sends one operation on a greeted socket of the coach's; resolves to the error that it meets. */
async function refusal(query: string, variables?: object): Promise<{ code: string; text: string }> {
  const socket = dial({ origin: 'https://waymark.test' });
  expect(await greet(socket, `Bearer ${token}`)).toBeNull();
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
  const [message] = (await once(socket, 'message')) as [Buffer];
  socket.close();
  const text = message.toString();
  const { type, payload } = JSON.parse(text) as { type: string; payload: any };
  // What is refused while the operation begins is its first and only answer, by the protocol.
  const errors: { extensions: { code: string } }[] = type === 'next' ? payload.errors : payload;
  return { code: errors[0]!.extensions.code, text };
}

test('a page of a foreign origin cannot open a socket', async () => {
  expect(await refusedUpgrade(dial({ origin: 'https://evil.test' }))).toBe(403);
  expect(await refusedUpgrade(dial({ origin: 'null' }))).toBe(403);
});

test('no other path opens a socket', async () => {
  expect(await refusedUpgrade(dial({}, '/'))).toBe(404);
  expect(await refusedUpgrade(dial({}, '/graphql/'))).toBe(404);
});

test.each([
  ['no token', undefined],
  ['a token that is none', 'Bearer nonsense'],
  ['a token with another algorithm', 'Bearer eyJhbGciOiJub25lIn0.eyJvcmciOiJ4In0.'],
])('%s closes the socket', async (_what, authorization) => {
  expect(await greet(dial(), authorization)).toBe(4403);
});

test('an operation before the greeting closes the socket', async () => {
  const socket = dial();
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ me { name } }' } }));
  expect((await once(socket, 'close'))[0]).toBe(4401);
});

test('a message that is no JSON, or too large, closes the socket', async () => {
  const broken = dial();
  await greet(broken, `Bearer ${token}`);
  broken.send('{"type":');
  expect((await once(broken, 'close'))[0]).toBe(4400);
  const large = dial();
  await greet(large, `Bearer ${token}`);
  large.on('error', () => undefined);
  large.send('x'.repeat(MAX_BODY + 1));
  expect((await once(large, 'close'))[0]).toBe(1009);
});

test.each(SUBSCRIPTIONS)('%s is refused with a code and nothing else', async (_what, query, code) => {
  const refused = await refusal(query);
  expect(refused.code).toBe(code);
  expect(refused.text).not.toMatch(LEAKS);
});

test('a socket whose sign-in has ended is closed at the next event', async () => {
  const guest = await aMember(waymark.database, coach.orgId, 'Gil', ['COACH']);
  const access = await waymark.app.get(Tokens).access(guest);
  // Dialled last: nothing is awaited between a socket and the listener for its opening.
  const socket = dial();
  await greet(socket, `Bearer ${access}`);
  await waymark.database.owner('update sign_ins set ended_at = now() where id = $1', [guest.signInId]);
  socket.send(
    JSON.stringify({
      id: '1',
      type: 'subscribe',
      payload: { query: `subscription { reportChanged(id: "${ANY}") { id } }` },
    }),
  );
  expect((await once(socket, 'close'))[0]).toBe(4403);
});
