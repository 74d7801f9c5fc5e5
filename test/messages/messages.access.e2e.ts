import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import type { Answer } from '../setup/app.js';
import { code, follow, messagesOf, setStatus, startMessages, type MessagesWorld } from './world.js';

let world: MessagesWorld;
let url: string;
/** Written by the coach and by the client; the coach's has a file. */
let fromCoach: string;
let fromClient: string;
let file: string;
/** Handed in by the client and not sent. */
let unsent: string;

beforeAll(async () => {
  world = await startMessages();
  await world.app.listen(0, '127.0.0.1');
  url = (await world.app.getUrl()).replace('http', 'ws') + '/graphql';
  const [coach, client] = [messagesOf(world, world.coach), messagesOf(world, world.client)];
  file = (await coach.handIn()).id;
  unsent = (await client.handIn()).id;
  fromCoach = await coach.sent({ files: [{ id: file, name: 'Plan' }] });
  fromClient = await client.sent();
});
afterEach(() => setStatus(world, 'ACTIVE'));
afterAll(() => world.close());

const everything = () =>
  Promise.all(
    ['messages', 'message_reads', 'message_files'].map((table) =>
      world.database.owner(`select * from ${table} order by id`),
    ),
  );
const who = (person: string) => (person === 'anonymous' ? null : (world[person as 'client'] as MemberActor));

/** What the first event of the subscription is: a code, or OK. */
async function watched(as: MemberActor | null, engagementId: string): Promise<string> {
  const token = as && (await world.app.get(Tokens).access(as));
  const socket = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
  });
  const query = `subscription { messageReceived(engagementId: "${engagementId}", last: "${fromCoach}") { id } }`;
  try {
    const { value } = await socket.iterate<any>({ query }).next();
    return value.errors ? value.errors[0].extensions.code : 'OK';
  } catch (error) {
    // Nobody gets no socket: the server closes it at the greeting.
    if ((error as { code?: number }).code === 4403) return 'UNAUTHENTICATED';
    return (error as { extensions: { code: string } }[])[0]!.extensions.code;
  } finally {
    await socket.dispose();
  }
}

/** Every operation, at what it is done to. */
function operations(
  as: MemberActor | null,
): Record<string, (random?: string) => Promise<Answer | { code: string }>> {
  const of = messagesOf(world, as);
  return {
    sendMessage: (random) => of.send({}, random ? `engagement_${random}` : world.pair),
    withdrawMessage: (random) => of.withdraw(random ? `message_${random}` : fromCoach),
    markMessagesRead: (random) => of.markRead(random ? `message_${random}` : fromClient),
    messageReceived: async (random) => ({
      code: await watched(as, random ? `engagement_${random}` : world.pair),
    }),
    'POST /engagements/<id>/files': async (random) => {
      const { code } = await of.handIn(undefined, random ? `engagement_${random}` : world.pair);
      return { code };
    },
  };
}
const codeOf = (answer: Answer | { code: string }) => ('code' in answer ? answer.code : code(answer));

test.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND'],
  ['otherCoach', 'NOT_FOUND'],
  ['otherClient', 'NOT_FOUND'],
  ['adminWhoCoaches', 'NOT_FOUND'],
  ['admin', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN'],
])('%s changes and hears nothing: %s, whether it is there or not', async (person, expected) => {
  const before = await everything();
  for (const [name, call] of Object.entries(operations(who(person)))) {
    expect([name, codeOf(await call())]).toEqual([name, expected]);
    expect([name, codeOf(await call('01890000-0000-7000-8000-000000000000'))]).toEqual([name, expected]);
  }
  expect(await everything()).toEqual(before);
});

test.each(['anonymous', 'foreigner', 'otherCoach', 'otherClient', 'adminWhoCoaches', 'admin', 'mentor'])(
  '%s reads nothing of it',
  async (person) => {
    const of = messagesOf(world, who(person));
    for (const id of [fromCoach, fromClient, file, unsent])
      expect((await of.node(id)).data?.node ?? null).toBeNull();
    const { engagement } = (await of.list()).data ?? { engagement: null };
    // An admin sees that the two work together.
    expect(engagement?.messages ?? null).toEqual(
      person.startsWith('admin') ? { totalCount: 0, nodes: [] } : null,
    );
    expect(engagement?.unreadMessages ?? 0).toBe(0);
    const unread = await of.unread();
    expect(unread.data?.myUnreadMessages.totalCount ?? 0).toBe(0);
  },
);

test('once the engagement is over neither writes or hands anything in', async () => {
  await setStatus(world, 'COMPLETED');
  const before = await everything();
  for (const as of [world.coach, world.client]) {
    const of = messagesOf(world, as);
    expect(code(await of.send())).toBe('CONFLICT');
    expect((await of.handIn()).code).toBe('CONFLICT');
  }
  expect(code(await messagesOf(world, world.client).withdraw(fromClient))).toBe('CONFLICT');
  expect(await everything()).toEqual(before);
});

test('once the engagement is over, the coach has nothing left of it and the client all', async () => {
  await setStatus(world, 'COMPLETED');
  const [coach, client] = [messagesOf(world, world.coach), messagesOf(world, world.client)];
  expect((await coach.list()).data.engagement.messages.totalCount).toBe(0);
  expect((await coach.node(fromCoach)).data.node).toBeNull();
  expect(code(await coach.markRead(fromClient))).toBe('NOT_FOUND');
  expect(code(await coach.withdraw(fromCoach))).toBe('NOT_FOUND');
  const { nodes } = (await client.list()).data.engagement.messages;
  expect(nodes).toHaveLength(2);
  expect((await follow(world, nodes[1].files[0].downloadUrl)).status).toBe(200);
});

test('a proposed engagement has no messages yet', async () => {
  const [row] = await world.database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, coach_signed_at)
     values ($1, $2, $3, '2026-01-05', now()) returning id`,
    [world.coach.orgId, world.coach.memberId, world.otherClient.memberId],
  );
  for (const as of [world.coach, world.otherClient])
    expect(code(await messagesOf(world, as).send({}, `engagement_${row!.id}`))).toBe('CONFLICT');
});

test('a coach whose role is taken away reads nothing of it any more', async () => {
  const { database, coach } = world;
  await database.owner(`update members set roles = array['MENTOR'] where id = $1`, [coach.memberId]);
  const of = messagesOf(world, { ...coach, roles: ['MENTOR'] });
  expect(code(await of.list())).toBe('FORBIDDEN');
  expect((await of.node(fromClient)).data.node).toBeNull();
  await database.owner(`update members set roles = array['COACH'] where id = $1`, [coach.memberId]);
});
