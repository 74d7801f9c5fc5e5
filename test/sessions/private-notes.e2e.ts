import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aCast, bare, code, counts, end, reopen, type Cast } from './content.people.js';
import { aSession, anEngagement } from './people.js';

let waymark: TestApp;
let cast: Cast;
let session: string;

beforeAll(async () => {
  waymark = await startApp();
  cast = await aCast(waymark.database);
  session = await aSession(waymark.database, cast.engagement, 600);
});
afterEach(async () => {
  await waymark.database.owner('delete from private_notes');
  await reopen(waymark.database, cast.engagement);
});
afterAll(() => waymark.close());

const FIELDS = 'id text version changedAt session { id } engagement { id }';
const add = (as: MemberActor, text: string) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $text: String!) { addPrivateNote(sessionId: $id, text: $text) { ${FIELDS} } }`,
    { id: `session_${session}`, text },
  );
const change = (as: MemberActor, id: string, version: number, text: string) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $version: Int!, $text: String!) { changePrivateNote(id: $id, version: $version, text: $text) { ${FIELDS} } }`,
    { id, version, text },
  );
const remove = (as: MemberActor, id: string) =>
  waymark.send(as, `mutation ($id: ID!) { deletePrivateNote(id: $id) }`, { id });
const mine = async (as: MemberActor, more = '') => {
  const { data } = await waymark.send(
    as,
    `{ myPrivateNotes(first: 9${more}) { nodes { text session { id } } } }`,
  );
  return data.myPrivateNotes.nodes.map(({ text }: { text: string }) => text);
};
const stored = () => waymark.database.owner<{ id: string; text: string }>('select * from private_notes');

test('a coach writes, changes and deletes notes of their own', async () => {
  const { data } = await add(cast.coach, ' He avoids his brother — ask. ');
  expect(data.addPrivateNote).toEqual({
    id: expect.stringMatching(/^private-note_[0-9a-f-]{36}$/),
    text: 'He avoids his brother — ask.',
    version: 1,
    changedAt: null,
    session: { id: `session_${session}` },
    engagement: { id: `engagement_${cast.engagement}` },
  });
  const { id } = data.addPrivateNote;
  expect((await change(cast.coach, id, 1, 'He wrote to him.')).data.changePrivateNote).toMatchObject({
    text: 'He wrote to him.',
    version: 2,
    changedAt: expect.any(String),
  });
  expect(code(await change(cast.coach, id, 1, 'Late'))).toBe('VERSION_CONFLICT');
  expect(await mine(cast.coach)).toEqual(['He wrote to him.']);
  expect((await remove(cast.coach, id)).data).toEqual({ deletePrivateNote: true });
  expect(code(await remove(cast.coach, id))).toBe('NOT_FOUND');
  expect(await stored()).toEqual([]);
});

test('the client of the session meets none of it, nor that there is any', async () => {
  const { id } = (await add(cast.coach, 'secret')).data.addPrivateNote;
  const query = `{ session(id: "session_${session}") { privateNotes(first: 5) { nodes { id } } } node(id: "${id}") { id } }`;
  expect((await waymark.send(cast.client, query)).data).toEqual({
    session: { privateNotes: { nodes: [] } },
    node: null,
  });
  expect((await waymark.send(cast.coach, query)).data).toEqual({
    session: { privateNotes: { nodes: [{ id }] } },
    node: { id },
  });
  expect(code(await add(cast.client, 'x'))).toBe('FORBIDDEN');
});

test('notes are listed newest first, of one engagement where that is asked for', async () => {
  await add(cast.coach, 'first');
  await add(cast.coach, 'second');
  expect(await mine(cast.coach)).toEqual(['second', 'first']);
  expect(await mine(cast.coach, `, engagementId: "engagement_${cast.engagement}"`)).toEqual([
    'second',
    'first',
  ]);
  const other = await anEngagement(waymark.database, cast.otherCoach, cast.otherClient);
  expect(await mine(cast.coach, `, engagementId: "engagement_${other}"`)).toEqual([]);
});

test('after the end they stay with their author until the retention ends, and no longer', async () => {
  const { id } = (await add(cast.coach, 'kept')).data.addPrivateNote;
  await end(waymark.database, cast.engagement);
  expect(await mine(cast.coach)).toEqual(['kept']);
  expect(code(await add(cast.coach, 'more'))).toBe('NOT_FOUND');
  expect((await change(cast.coach, id, 1, 'put right')).data.changePrivateNote).toMatchObject({
    text: 'put right',
    session: null,
    engagement: { id: `engagement_${cast.engagement}` },
  });
  // Two years, as agreed on.
  await waymark.database.owner(`update engagements set starts_on = '2020-01-05' where id = $1`, [
    cast.engagement,
  ]);
  await end(waymark.database, cast.engagement, `(now() at time zone 'UTC')::date - interval '24 months'`);
  expect(await mine(cast.coach)).toEqual([]);
  expect(code(await change(cast.coach, id, 2, 'x'))).toBe('NOT_FOUND');
  expect(code(await remove(cast.coach, id))).toBe('NOT_FOUND');
  await end(
    waymark.database,
    cast.engagement,
    `(now() at time zone 'UTC')::date - interval '24 months' + interval '3 days'`,
  );
  expect(await mine(cast.coach)).toEqual(['put right']);
});

test('the coach who takes over gets none of them', async () => {
  await add(cast.coach, 'mine');
  await end(waymark.database, cast.engagement);
  // Works with the same client.
  expect(await mine(cast.otherCoach)).toEqual([]);
});

test('of twenty changes at once one counts', async () => {
  const { id } = (await add(cast.coach, 'first')).data.addPrivateNote;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => change(cast.coach, id, 1, `${at}`)),
  );
  expect(counts(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 19 });
});

test('what is stored is sealed for its row', async () => {
  await add(cast.coach, 'canary');
  const { id } = (await add(cast.coach, 'canary')).data.addPrivateNote;
  const rows = await stored();
  expect(rows.map(({ text }) => text.includes('canary'))).toEqual([false, false]);
  await waymark.database.owner(
    `update private_notes set text = (select text from private_notes where id <> $1) where id = $1`,
    [bare(id)],
  );
  expect(code(await waymark.send(cast.coach, '{ myPrivateNotes(first: 5) { nodes { text } } }'))).toBe(
    'INTERNAL',
  );
});
