import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { bare, code, journalOf, startWorld, type World } from './world.js';

let world: World;
let mine: ReturnType<typeof journalOf>;
let url: string;
let sockets: Client[] = [];

/** What has to be told is told within this, in ms. */
const A_SECOND = 1_000;

beforeAll(async () => {
  world = await startWorld();
  mine = journalOf(world.waymark, world.client);
  await world.waymark.app.listen(0, '127.0.0.1');
  url = (await world.waymark.app.getUrl()).replace('http', 'ws') + '/graphql';
});
afterEach(async () => {
  for (const socket of sockets) await socket.dispose();
  sockets = [];
});
afterAll(() => world.waymark.close());

/** Watches an entry; what it answers, one at a time. */
async function watch(actor: MemberActor, id: string, field = 'journalEntryChanged', select = 'text version') {
  const socket = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${await world.waymark.app.get(Tokens).access(actor)}` },
  });
  sockets.push(socket);
  const answers = socket.iterate<any>({ query: `subscription { ${field}(id: "${id}") { ${select} } }` });
  return {
    next: async () => {
      const { value } = await answers.next();
      return value.errors ? code(value) : value.data[field];
    },
    /** The bare answer, errors and all. */
    raw: async () => (await answers.next()).value,
  };
}

const written = async (): Promise<string> => (await mine.write()).data.writeJournalEntry.id;
const timed = async <T>(work: Promise<T>): Promise<T> => {
  const begun = performance.now();
  const result = await work;
  expect(performance.now() - begun).toBeLessThan(A_SECOND);
  return result;
};

test('the client watches an entry change', async () => {
  const id = await written();
  const own = await watch(world.client, id);
  expect(await own.next()).toEqual({ text: 'What a day', version: 1 });
  const told = own.next();
  await mine.change(id, 1, { text: 'What a night' });
  expect(await timed(told)).toEqual({ text: 'What a night', version: 2 });
});

test('a coach sees it change while it is shared, and an error without a text once it is taken back', async () => {
  const id = await written();
  const share = (await mine.share(id, world.withCoach)).data.shareJournalEntry.id;
  const theirs = await watch(world.coach, id);
  expect(await theirs.next()).toEqual({ text: 'What a day', version: 1 });

  let told = theirs.raw();
  await mine.change(id, 1, { text: 'What a night' });
  expect(await timed(told)).toEqual({ data: { journalEntryChanged: { text: 'What a night', version: 2 } } });

  told = theirs.raw();
  await mine.takeBack(share);
  const { data, errors } = await timed(told);
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ message: 'JournalEntry not found.', extensions: { code: 'NOT_FOUND' } }]);

  told = theirs.raw();
  await mine.change(id, 2, { text: 'Mine alone' });
  expect(JSON.stringify(await timed(told))).not.toContain('Mine alone');

  // Shared again, the open subscription tells again.
  told = theirs.raw();
  await mine.share(id, world.withCoach);
  expect(await timed(told)).toEqual({ data: { journalEntryChanged: { text: 'Mine alone', version: 3 } } });
});

test('a buddy is told when the pact is revoked, whichever of the two does it', async () => {
  const { waymark, buddy, pact } = world;
  const id = await written();
  const setback = (await mine.logSetback()).data.logSetback.id;
  await mine.share(id, world.withBuddy);
  await mine.shareSetback(setback, world.withBuddy);
  const entries = await watch(buddy, id);
  const setbacks = await watch(buddy, setback, 'setbackChanged', 'what');
  expect(await entries.next()).toEqual({ text: 'What a day', version: 1 });
  expect(await setbacks.next()).toEqual({ what: 'The talk was cancelled' });
  const [first, second] = [entries.next(), setbacks.next()];
  expect(code(await journalOf(waymark, buddy).end(`buddy-pact_${pact}`))).toBe('OK');
  expect(await timed(Promise.all([first, second]))).toEqual(['NOT_FOUND', 'NOT_FOUND']);
});

test('a coach is told when the time of a share is over, though nobody did anything', async () => {
  const id = await written();
  await mine.share(id, world.withCoach);
  const theirs = await watch(world.coach, id);
  expect(await theirs.next()).toEqual({ text: 'What a day', version: 1 });
  await mine.share(id, world.withCoach, new Date(Date.now() + 1_000).toISOString());
  let answer = await theirs.next();
  // The shorter time is told of as well, while it lasts.
  while (answer !== 'NOT_FOUND') answer = await theirs.next();
  const [share] = await world.waymark.database.owner<{ over: boolean }>(
    'select until <= now() as over from journal_shares where entry_id = $1',
    [bare(id)],
  );
  expect(share).toEqual({ over: true });
});

test('a coach is told when the engagement ends', async () => {
  const { waymark, client, coach, engagement } = world;
  const id = await written();
  await mine.share(id, world.withCoach);
  const theirs = await watch(coach, id);
  expect(await theirs.next()).toEqual({ text: 'What a day', version: 1 });
  const told = theirs.next();
  await waymark.send(
    client,
    `mutation { endEngagement(id: "engagement_${engagement}", ending: COMPLETED) { status } }`,
  );
  expect(await timed(told)).toBe('NOT_FOUND');
});

test('whoever may not see an entry cannot watch it, the same as one that is not there', async () => {
  const id = await written();
  for (const [actor, entry] of [
    [world.otherCoach, id],
    [world.otherClient, id],
    [world.foreigner, id],
    [world.client, 'journal-entry_01890000-0000-7000-8000-000000000000'],
  ] as const) {
    const answer = await (await watch(actor, entry)).raw();
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors).toMatchObject([
      { message: 'JournalEntry not found.', extensions: { code: 'NOT_FOUND' } },
    ]);
  }
});

test('neither an admin nor a mentor watches a journal', async () => {
  const id = await written();
  for (const actor of [world.admin, world.mentor]) {
    const refused = await (await watch(actor, id)).raw().catch((error: unknown) => error);
    expect(JSON.stringify(refused)).toContain('FORBIDDEN');
  }
});
