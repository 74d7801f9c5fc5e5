import { randomUUID } from 'node:crypto';
import { bare, code, messagesOf, setStatus, startMessages, tally, type MessagesWorld } from './world.js';

let world: MessagesWorld;
let coach: ReturnType<typeof messagesOf>;
let client: ReturnType<typeof messagesOf>;

beforeAll(async () => {
  world = await startMessages();
  coach = messagesOf(world, world.coach);
  client = messagesOf(world, world.client);
});
beforeEach(async () => {
  await world.database.owner('truncate messages, message_reads, message_files');
  await setStatus(world, 'ACTIVE');
});
afterAll(() => world.close());

const texts = async (of = client) =>
  (await of.list()).data.engagement.messages.nodes.map(({ text }: { text: string }) => text);

test('both sides read what either wrote, the newest first', async () => {
  const sent = await client.send({ text: '  How did it go?  ' });
  expect(sent.data.sendMessage).toMatchObject({
    text: 'How did it go?',
    mine: true,
    read: false,
    withdrawnAt: null,
    engagement: { id: world.pair },
    author: { name: 'Clio' },
    files: [],
  });
  await coach.send({ text: 'Well' });
  expect(await texts(client)).toEqual(['Well', 'How did it go?']);
  expect(await texts(coach)).toEqual(['Well', 'How did it go?']);
  const { nodes } = (await coach.list()).data.engagement.messages;
  expect(nodes.map(({ mine }: { mine: boolean }) => mine)).toEqual([true, false]);
});

test('a message of nothing, of too much, or with a key that is none, is refused', async () => {
  for (const input of [
    { text: null },
    { text: ' ' },
    { text: 'x'.repeat(10_001) },
    { key: 'mine' },
    { text: null, files: [] },
  ])
    expect([input, code(await client.send(input))]).toEqual([input, 'INVALID_INPUT']);
  expect(code(await client.send({ text: 'ä'.repeat(10_000) }))).toBe('OK');
  expect(await world.database.owner('select from messages')).toHaveLength(1);
});

describe('sending again with the same key', () => {
  test('is one message, 50 times at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        client.send({ key: at % 2 ? key : key.toUpperCase(), text: 'Once' }),
      ),
    );
    expect(tally(answers)).toEqual({ OK: 50 });
    expect(new Set(answers.map(({ data }) => data.sendMessage.id)).size).toBe(1);
    expect(await texts()).toEqual(['Once']);
  });

  test('saying something else is a mismatch, 50 times at once, and one is sent', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => client.send({ key, text: `Number ${at}` })),
    );
    expect(tally(answers)).toEqual({ OK: 1, IDEMPOTENCY_MISMATCH: 49 });
    expect(await texts()).toHaveLength(1);
  });

  test('in two engagements at once is a mismatch in one of them', async () => {
    const other = await world.database.owner<{ id: string }>(
      `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
       values ($1, $2, $3, '2026-01-05', 'ACTIVE', now(), now()) returning id`,
      [world.client.orgId, world.otherCoach.memberId, world.client.memberId],
    );
    for (let round = 0; round < 5; round += 1) {
      const key = randomUUID();
      const answers = await Promise.all(
        [world.pair, `engagement_${other[0]!.id}`].map((id) => client.send({ key, text: 'Same' }, id)),
      );
      expect(tally(answers)).toEqual({ OK: 1, IDEMPOTENCY_MISMATCH: 1 });
    }
  });

  test('belongs to its author: the other side may use it too', async () => {
    const key = randomUUID();
    const answers = [await client.send({ key, text: 'Mine' }), await coach.send({ key, text: 'Yours' })];
    expect(tally(answers)).toEqual({ OK: 2 });
  });

  test('finds the message once it was withdrawn, and once the engagement is over', async () => {
    const key = randomUUID();
    const id = await client.sent({ key, text: 'Gone' });
    await setStatus(world, 'COMPLETED');
    expect((await client.send({ key, text: 'Gone' })).data.sendMessage.id).toBe(id);
    expect(code(await client.send({ key, text: 'Other' }))).toBe('IDEMPOTENCY_MISMATCH');
    await setStatus(world, 'ACTIVE');
    await client.withdraw(id);
    expect((await client.send({ key, text: 'Gone' })).data.sendMessage).toMatchObject({ id, text: null });
    expect(await texts()).toEqual([null]);
  });
});

describe('withdrawing', () => {
  test('takes the words away for both, twice without an error, and leaves that there was a message', async () => {
    const id = await client.sent({ text: 'Too hasty' });
    const first = await client.withdraw(id);
    expect(first.data.withdrawMessage).toMatchObject({ id, text: null, withdrawnAt: expect.any(String) });
    const second = await client.withdraw(id);
    expect(second.data.withdrawMessage).toEqual(first.data.withdrawMessage);
    expect(await texts(coach)).toEqual([null]);
    expect(await world.database.owner('select text from messages')).toEqual([{ text: null }]);
    expect((await coach.unread()).data.myUnreadMessages.totalCount).toBe(0);
  });

  test('is for its author alone, for 24 hours, while the engagement is open', async () => {
    const id = await client.sent();
    expect(code(await coach.withdraw(id))).toBe('FORBIDDEN');
    await world.database.owner(`update messages set created_at = now() - interval '24 hours 1 second'`);
    expect(code(await client.withdraw(id))).toBe('CONFLICT');
    await world.database.owner(`update messages set created_at = now() - interval '23 hours 59 minutes'`);
    await setStatus(world, 'ENDED_EARLY');
    expect(code(await client.withdraw(id))).toBe('CONFLICT');
    await setStatus(world, 'PAUSED');
    expect(code(await client.withdraw(id))).toBe('OK');
  });
});

describe('how far a side has read', () => {
  test('is told to the other, and counts what is left', async () => {
    const ids = [await client.sent(), await client.sent(), await client.sent()];
    await coach.send({ text: 'My own does not count' });
    expect((await coach.list()).data.engagement.unreadMessages).toBe(3);
    expect((await client.list()).data.engagement.unreadMessages).toBe(1);
    const marked = await coach.markRead(ids[1]!);
    expect(marked.data.markMessagesRead).toEqual({ id: world.pair, unreadMessages: 1 });
    const { nodes } = (await client.list()).data.engagement.messages;
    expect(nodes.map(({ read }: { read: boolean }) => read)).toEqual([false, false, true, true]);
    expect((await coach.unread()).data.myUnreadMessages).toEqual({
      totalCount: 1,
      nodes: [{ text: 'Good morning' }],
    });
  });

  test('only goes forward, marked 50 times at once in any order', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 10; at += 1) ids.push(await client.sent());
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => coach.markRead(ids[(at * 7) % 10]!)),
    );
    expect(tally(answers)).toEqual({ OK: 50 });
    expect(await world.database.owner('select message_id from message_reads')).toEqual([
      { message_id: bare(ids[9]!) },
    ]);
    expect((await coach.markRead(ids[0]!)).data.markMessagesRead.unreadMessages).toBe(0);
  });
});

test('what is unread comes from all engagements, the oldest first, and what was withdrawn is none of it', async () => {
  await client.send({ text: 'First' });
  const hasty = await client.sent({ text: 'Hasty' });
  await messagesOf(world, world.otherClient).send({ text: 'Not yours' }, world.otherPair);
  await client.send({ text: 'Second' });
  await client.withdraw(hasty);
  const { totalCount, nodes } = (await coach.unread()).data.myUnreadMessages;
  expect([totalCount, nodes]).toEqual([2, [{ text: 'First' }, { text: 'Second' }]]);
});

test('a page goes on behind its cursor while more is written', async () => {
  for (let at = 1; at <= 5; at += 1) await client.send({ text: `${at}` });
  const page = (after: string | null) =>
    coach.act(
      `query ($id: ID!, $after: String) { engagement(id: $id) {
         messages(first: 2, after: $after) { nodes { text } pageInfo { endCursor hasNextPage } } } }`,
      { id: world.pair, after },
    );
  const read: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: any = (await page(after)).data.engagement.messages;
    read.push(...nodes.map(({ text }: { text: string }) => text));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    await client.send({ text: 'later' });
  } while (after);
  expect(read).toEqual(['5', '4', '3', '2', '1']);
});

test('sent while the engagement ends: what was sent before is there, what comes after is refused', async () => {
  const end = world.send(
    world.coach,
    'mutation ($id: ID!) { endEngagement(id: $id, ending: COMPLETED) { id } }',
    { id: world.pair },
  );
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.send()));
  expect(code(await end)).toBe('OK');
  const counts = tally(answers);
  expect((counts.OK ?? 0) + (counts.CONFLICT ?? 0)).toBe(20);
  expect(await world.database.owner('select from messages')).toHaveLength(counts.OK ?? 0);
  expect(code(await client.send())).toBe('CONFLICT');
});
