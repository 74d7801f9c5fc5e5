import { createHash, randomUUID } from 'node:crypto';
import { MessageFilesService } from '../../src/messages/message-files.service.js';
import { ACCEPTED, PDF, REFUSED } from '../files/file.samples.js';
import {
  bare,
  code,
  follow,
  messagesOf,
  setStatus,
  startMessages,
  stored,
  tally,
  type MessagesWorld,
} from './world.js';

let world: MessagesWorld;
let coach: ReturnType<typeof messagesOf>;
let client: ReturnType<typeof messagesOf>;

beforeAll(async () => {
  world = await startMessages();
  coach = messagesOf(world, world.coach);
  client = messagesOf(world, world.client);
});
beforeEach(async () => {
  await world.database.owner(
    'update message_files set message_id = null, name = null, position = null, abandoned_at = now()',
  );
  await sweep();
  await world.database.owner('truncate messages, message_reads, message_files');
  await setStatus(world, 'ACTIVE');
});
afterAll(() => world.close());

const DAY = 86_400_000;
const sweep = (later = 0) => world.app.get(MessageFilesService).deleteLoose(new Date(Date.now() + later));
const withFile = (id: string, name = 'Plan') => ({ text: null, files: [{ id, name }] });
const sentWith = async (id: string, name?: string) =>
  (await client.send(withFile(id, name))).data.sendMessage.files[0];

test('a file comes to the other side as it was, under its name', async () => {
  const { status, id } = await client.handIn();
  expect(status).toBe(201);
  const sent = await client.send(withFile(id, 'Größter Plan (2026)'));
  expect(sent.data.sendMessage).toMatchObject({ text: null, files: [{ id, name: 'Größter Plan (2026)' }] });
  const [file] = (await coach.list()).data.engagement.messages.nodes[0].files;
  const sha256 = createHash('sha256').update(PDF).digest('hex');
  expect(file).toMatchObject({ format: 'PDF', bytes: PDF.length, sha256 });
  const { headers, bytes, ...answer } = await follow(world, file.downloadUrl);
  expect([answer.status, bytes.equals(PDF)]).toEqual([200, true]);
  expect(headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition':
      'attachment; filename="file.pdf"; filename*=UTF-8\'\'Gr%C3%B6%C3%9Fter%20Plan%20%282026%29.pdf',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
});

test('what lies in the store and in the table is sealed', async () => {
  await sentWith((await client.handIn(Buffer.from('A plain word'))).id, 'Secret plan');
  const [row] = await world.database.owner<{ name: string }>('select name from message_files');
  expect(row!.name).toMatch(/^s1\./);
  expect(await stored(world)).toHaveLength(1);
});

test.each(Object.entries(ACCEPTED))('%s is taken', async (format, bytes) => {
  expect((await sentWith((await client.handIn(bytes)).id)).format).toBe(format);
});

test.each(Object.entries(REFUSED))('%s is refused and nothing of it stays', async (_what, bytes) => {
  expect((await client.handIn(bytes)).code).toBe('INVALID_INPUT');
  expect([await stored(world), await world.database.owner('select from message_files')]).toEqual([[], []]);
});

test('a saved file ends as its bytes are, whatever it is called', async () => {
  const names = ['plan.pdf', 'PLAN.PDF', 'plan.exe', 'plan'];
  const saved: (string | undefined)[] = [];
  for (const name of names) {
    const { downloadUrl } = await sentWith((await client.handIn()).id, name);
    saved.push(
      /UTF-8''(.*)$/.exec(`${(await follow(world, downloadUrl)).headers['content-disposition']}`)?.[1],
    );
  }
  expect(saved).toEqual(['plan.pdf', 'PLAN.PDF', 'plan.exe.pdf', 'plan.pdf']);
});

test('a name that is none, and a file twice, are refused', async () => {
  const { id } = await client.handIn();
  for (const name of ['', ' ', '../plan', 'a\\b', 'a\nb', 'x'.repeat(201)])
    expect([name, code(await client.send(withFile(id, name)))]).toEqual([name, 'INVALID_INPUT']);
  const twice = { files: [id, id].map((each) => ({ id: each, name: 'Plan' })) };
  expect(code(await client.send(twice))).toBe('INVALID_INPUT');
});

test('only what one handed in oneself, for this engagement, and did not send yet, can be sent', async () => {
  const own = (await client.handIn()).id;
  const theirs = (await coach.handIn()).id;
  const elsewhere = (await messagesOf(world, world.otherClient).handIn(PDF, world.otherPair)).id;
  const random = `message-file_${randomUUID()}`;
  for (const id of [theirs, elsewhere, random])
    expect(code(await client.send(withFile(id)))).toBe('NOT_FOUND');
  expect(await world.database.owner('select from messages')).toEqual([]);
  expect(code(await client.send(withFile(own)))).toBe('OK');
  expect(code(await client.send(withFile(own)))).toBe('NOT_FOUND');
});

test('a file that 20 messages want at once is in one of them', async () => {
  const { id } = await client.handIn();
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.send(withFile(id))));
  expect(tally(answers)).toEqual({ OK: 1, NOT_FOUND: 19 });
});

test('the same key with the same files is one message, with others a mismatch', async () => {
  const [first, second] = [(await client.handIn()).id, (await client.handIn()).id];
  const key = randomUUID();
  const sent = await client.send({ key, ...withFile(first) });
  expect((await client.send({ key, ...withFile(first) })).data).toMatchObject({
    sendMessage: { id: sent.data.sendMessage.id },
  });
  for (const input of [
    withFile(second),
    withFile(first, 'Other'),
    { text: null, files: [] },
    { text: 'Plan' },
  ])
    expect(code(await client.send({ key, ...input }))).toMatch(/IDEMPOTENCY_MISMATCH|INVALID_INPUT/);
});

test('before it is sent only who handed it in sees a file', async () => {
  const { id } = await client.handIn();
  const url = (as: typeof client) =>
    as.act('query ($id: ID!) { node(id: $id) { ... on MessageFile { downloadUrl } } }', { id });
  expect((await follow(world, (await url(client)).data.node.downloadUrl)).status).toBe(200);
  expect((await url(coach)).data.node).toBeNull();
});

test('the files of an engagement take 200 MB at most, also when many come at once and some are unsent', async () => {
  const takes = (bytes: number) =>
    world.database.owner(
      `insert into message_files (org_id, engagement_id, coach_id, client_id, author_id, format, sha256, bytes)
       values ($1, $2, $3, $4, $3, 'PDF', repeat('a', 64), $5)`,
      [world.client.orgId, world.engagement, world.coach.memberId, world.client.memberId, bytes],
    );
  // Room for two that are on their way, and half a file.
  await takes(175 * 1024 * 1024);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      (at % 2 ? client : coach).handIn(Buffer.concat([PDF, Buffer.alloc(9_000_000)])),
    ),
  );
  const counts: Record<string, number> = {};
  for (const each of answers) counts[each.code] = (counts[each.code] ?? 0) + 1;
  expect(counts.OK).toBe(2);
  expect(counts.LIMIT_REACHED).toBe(8);
  // What is gone makes room again.
  await sweep(2 * DAY);
  expect((await client.handIn()).code).toBe('OK');
});

test('the sweep deletes what was never sent, not yet after an hour, and what was withdrawn at once', async () => {
  const { id } = await client.handIn();
  const message = await client.sent(withFile((await client.handIn()).id));
  await sweep(2 * 3_600_000);
  expect(await stored(world)).toHaveLength(2);
  await sweep(26 * 3_600_000);
  expect(await stored(world)).toHaveLength(1);
  expect(code(await client.send(withFile(id)))).toBe('NOT_FOUND');
  const [{ downloadUrl }] = (await coach.list()).data.engagement.messages.nodes[0].files;
  expect((await client.withdraw(message)).data.withdrawMessage.files).toEqual([]);
  expect((await follow(world, downloadUrl)).status).toBe(404);
  await Promise.all([sweep(), sweep()]);
  expect(await stored(world)).toEqual([]);
  expect(await world.database.owner('select from message_files')).toEqual([]);
});

test('a file on its way for an hour is given up, and its row goes with it', async () => {
  await world.database.owner(
    `insert into message_files (org_id, engagement_id, coach_id, client_id, author_id)
     select org_id, id, coach_id, client_id, client_id from engagements where id = $1`,
    [world.engagement],
  );
  await sweep();
  expect(await world.database.owner('select from message_files')).toHaveLength(1);
  await sweep(3_600_001);
  expect(await world.database.owner('select from message_files')).toEqual([]);
});

test('a link is for its reader, for ten minutes, and for the coach while the engagement is open', async () => {
  await sentWith((await client.handIn()).id);
  const [{ id, downloadUrl }] = (await coach.list()).data.engagement.messages.nodes[0].files;
  const status = async (url = downloadUrl) => (await follow(world, url)).status;
  expect(await status()).toBe(200);
  expect(await status(downloadUrl.replace(bare(id), randomUUID()))).toBe(404);
  expect(await status(downloadUrl.slice(0, -1))).toBe(404);
  expect(
    await status(downloadUrl.replace('message-files/message-file', 'document-versions/document-version')),
  ).toBe(404);
  await setStatus(world, 'COMPLETED');
  expect(await status()).toBe(404);
});
