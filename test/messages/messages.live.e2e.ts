import { randomUUID } from 'node:crypto';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { code, messagesOf, startMessages, type MessagesWorld } from './world.js';

let world: MessagesWorld;
let client: ReturnType<typeof messagesOf>;
let url: string;
/** The first message: watching behind it, nothing is missed however late the socket opens. */
let first: string;
let sockets: Client[] = [];

beforeAll(async () => {
  world = await startMessages();
  client = messagesOf(world, world.client);
  await world.app.listen(0, '127.0.0.1');
  url = (await world.app.getUrl()).replace('http', 'ws') + '/graphql';
});
beforeEach(async () => {
  await world.database.owner('truncate messages, message_reads, message_files');
  first = await client.sent({ text: 'First' });
});
afterEach(async () => {
  for (const socket of sockets) await socket.dispose();
  sockets = [];
});
afterAll(() => world.close());

/** Watches the engagement; what it is told, one at a time. */
async function watch(actor: MemberActor, last: string | null = first) {
  const socket = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${await world.app.get(Tokens).access(actor)}` },
  });
  sockets.push(socket);
  const answers = socket.iterate<any>({
    query: `subscription ($id: ID!, $last: ID) { messageReceived(engagementId: $id, last: $last) { text mine } }`,
    variables: { id: world.pair, last },
  });
  return {
    next: async () => {
      const { value, done } = await answers.next();
      if (done) return 'over';
      return value.errors ? (value.errors[0] as any).extensions.code : value.data!.messageReceived;
    },
    stop: () => answers.return!(),
  };
}

test('both sides hear each message, as themselves', async () => {
  const [theirs, own] = [await watch(world.coach), await watch(world.client)];
  await client.send({ text: 'Hello' });
  expect(await theirs.next()).toEqual({ text: 'Hello', mine: false });
  expect(await own.next()).toEqual({ text: 'Hello', mine: true });
});

test('a last message of another conversation is answered as one that is not there', async () => {
  // Sent before what follows: a place to begin from, if it were taken.
  const sent = await messagesOf(world, world.otherClient).send({}, world.otherPair);
  await client.send({ text: 'Not told' });
  for (const last of [sent.data.sendMessage.id as string, `message_${randomUUID()}`])
    expect(await (await watch(world.client, last)).next()).toBe('NOT_FOUND');
});

test('what came while nobody listened comes first, and 250 at once come in order', async () => {
  for (let at = 0; at < 3; at += 1) await client.send({ text: `before ${at}` });
  await world.database.owner(
    `insert into messages (org_id, engagement_id, coach_id, client_id, author_id, key)
     select m.org_id, m.engagement_id, m.coach_id, m.client_id, m.author_id, gen_random_uuid()
     from messages m, generate_series(1, 250) where m.id = $1`,
    [first.split('_')[1]],
  );
  await client.send({ text: 'last' });
  const theirs = await watch(world.coach);
  const heard: (string | null)[] = [];
  while (heard.at(-1) !== 'last') heard.push((await theirs.next()).text);
  expect(heard).toEqual(['before 0', 'before 1', 'before 2', ...Array(250).fill(null), 'last']);
});

test('without a last message only what comes is told', async () => {
  const theirs = await watch(world.coach, null);
  const told = theirs.next();
  let heard: unknown;
  void told.then((answer) => (heard = answer));
  // Sent until it is heard: nobody knows when the socket is open.
  for (let at = 0; !heard; at += 1) await client.send({ text: `try ${at}` });
  expect(heard).toMatchObject({ text: expect.stringMatching(/^try/), mine: false });
});

test('who withdraws is heard too, once', async () => {
  const theirs = await watch(world.coach);
  const hasty = await client.sent({ text: 'Hasty' });
  expect(await theirs.next()).toEqual({ text: 'Hasty', mine: false });
  await client.withdraw(hasty);
  expect(await theirs.next()).toEqual({ text: null, mine: false });
  await client.withdraw(first);
  expect(await theirs.next()).toEqual({ text: null, mine: false });
  await client.send({ text: 'Calm' });
  expect(await theirs.next()).toEqual({ text: 'Calm', mine: false });
});

test('of another engagement nothing is told', async () => {
  const theirs = await watch(world.coach);
  await messagesOf(world, world.otherClient).send({ text: 'Elsewhere' }, world.otherPair);
  await client.send({ text: 'Here' });
  expect(await theirs.next()).toEqual({ text: 'Here', mine: false });
});

test('whose role is taken away hears no word of it', async () => {
  const theirs = await watch(world.coach);
  await client.send({ text: 'Before' });
  expect(await theirs.next()).toEqual({ text: 'Before', mine: false });
  const roles = (words: string[]) =>
    world.database.owner('update members set roles = $2 where id = $1', [world.coach.memberId, words]);
  await roles(['MENTOR']);
  const told = theirs.next();
  await client.send({ text: 'Not for you' });
  expect(await told).toBe('UNAUTHENTICATED');
  await roles(['COACH']);
});

test('it is complete once the engagement is over, with the last message before', async () => {
  const theirs = await watch(world.coach);
  await client.send({ text: 'Farewell' });
  expect(await theirs.next()).toEqual({ text: 'Farewell', mine: false });
  const ended = await world.send(
    world.client,
    'mutation ($id: ID!) { endEngagement(id: $id, ending: COMPLETED) { status } }',
    { id: world.pair },
  );
  expect(code(ended)).toBe('OK');
  expect(await theirs.next()).toBe('over');
  await world.database.owner(`update engagements set status = 'ACTIVE', ends_on = null`);
});

test('who stops listening is heard of no more, though nothing was told', async () => {
  const theirs = await watch(world.coach);
  const told = theirs.next();
  await theirs.stop();
  expect(await told).toBe('over');
});
