import { jest } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { FileStore } from '../../src/files/file-store.js';
import { build, read, request, startWorld, type World } from './world.js';

let world: World;
let url: string;

beforeAll(async () => {
  world = await startWorld();
  await world.app.listen(0, '127.0.0.1');
  url = (await world.app.getUrl()).replace('http', 'ws') + '/graphql';
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  await world.close();
  await rm(world.folder, { recursive: true });
});

const clientOf = async (actor: MemberActor): Promise<Client> =>
  createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${await world.app.get(Tokens).access(actor)}` },
  });
const changes = (client: Client, id: string) =>
  client.iterate<any>({
    query: `subscription { reportChanged(id: "report_${id}") { status progress version downloadUrl(format: PDF) } }`,
  });

/** Lets no file of a report be stored before its watcher has heard how far it is: a busy one hears of two steps as of one. */
function storeAsHeard(id: string, heard: () => number): void {
  const store = world.app.get(FileStore, { strict: false });
  const put = store.put.bind(store);
  jest.spyOn(store, 'put').mockImplementation(async (key, bytes) => {
    const [row] = await world.database.owner<{ progress: number }>(
      'select progress from reports where id = $1',
      [id],
    );
    while (heard() < row!.progress) await setTimeout(5);
    await put(key, bytes);
  });
}

test('a coach watches the report being built until it can be downloaded', async () => {
  const id = await request(world, world.coach);
  const client = await clientOf(world.coach);
  const seen: any[] = [];
  storeAsHeard(id, () => seen.at(-1).progress);
  for await (const { data, errors } of changes(client, id)) {
    expect(errors).toBeUndefined();
    seen.push(data.reportChanged);
    if (seen.length === 1) void build(world, world.coach, id);
    if (seen.at(-1).status === 'READY') break;
  }
  await client.dispose();
  expect(seen[0]).toEqual({ status: 'REQUESTED', progress: 0, version: 1, downloadUrl: null });
  expect(seen.at(-1)).toMatchObject({
    status: 'READY',
    progress: 100,
    downloadUrl: expect.stringContaining(id),
  });
  const steps = seen.map(({ progress }) => progress);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(new Set(steps).size).toBeGreaterThan(3);
  expect(steps).toEqual(expect.arrayContaining([0, 65, 75, 85, 100]));
  expect((await read(world, world.coach, id)).version).toBe(seen.at(-1).version);
});

test('a report of somebody else cannot be watched, the same as one that is not there', async () => {
  const id = await request(world, world.coach);
  for (const [actor, report] of [
    [world.otherCoach, id],
    [world.client, id],
    [world.foreignCoach, id],
    [world.coach, world.coach.memberId],
  ] as const) {
    const client = await clientOf(actor);
    const { value } = await changes(client, report).next();
    expect(value.errors).toMatchObject([
      { message: 'Report not found.', extensions: { code: 'NOT_FOUND', field: 'id' } },
    ]);
    await client.dispose();
  }
});

test('an admin watches no reports', async () => {
  const id = await request(world, world.coach);
  const client = await clientOf(world.admin);
  await expect(changes(client, id).next()).rejects.toHaveLength(1);
  await client.dispose();
});
