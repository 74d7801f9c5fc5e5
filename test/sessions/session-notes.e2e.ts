import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { aSession, anEngagement } from './people.js';

let waymark: TestApp;
let coach: MemberActor;
let client: MemberActor;
let strangers: [string, MemberActor | null, string][];
let session: string;

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  coach = await aMember(database, north, 'Cora', ['COACH']);
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  await anEngagement(database, otherCoach, client);
  strangers = [
    ['anonymous', null, 'UNAUTHENTICATED'],
    ['foreign', await aMember(database, south, 'Finn', ['COACH', 'CLIENT']), 'NOT_FOUND'],
    ['admin', await aMember(database, north, 'Ada', ['ADMIN']), 'FORBIDDEN'],
    ['another coach of the client', otherCoach, 'NOT_FOUND'],
    ['another client', await aMember(database, north, 'Odo', ['CLIENT']), 'NOT_FOUND'],
  ];
});

beforeEach(async () => {
  session = await aSession(waymark.database, await anEngagement(waymark.database, coach, client), 600);
});
afterEach(async () => {
  for (const table of ['session_notes', 'sessions']) await waymark.database.owner(`delete from ${table}`);
  await waymark.database.owner(`delete from engagements where coach_id = $1`, [coach.memberId]);
});
afterAll(() => waymark.close());

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const FIELDS = 'id text version author { name }';
const add = (as: MemberActor | null, text: string) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $text: String!) { addSessionNote(sessionId: $id, text: $text) { ${FIELDS} session { status } } }`,
    { id: `session_${session}`, text },
  );
const change = (as: MemberActor | null, id: string, version: number, text: string) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $version: Int!, $text: String!) { changeSessionNote(id: $id, version: $version, text: $text) { ${FIELDS} } }`,
    { id, version, text },
  );
const mine = (as: MemberActor) => waymark.send(as, '{ mySessionNotes { nodes { text session { id } } } }');
const stored = () => waymark.database.owner<{ text: string }>('select * from session_notes order by id');

test('both sides write notes and read each other’s, in the order of writing', async () => {
  expect((await add(client, ' I want to lead — Größe! ')).data.addSessionNote).toEqual({
    id: expect.stringMatching(/^session-note_[0-9a-f-]{36}$/),
    text: 'I want to lead — Größe!',
    version: 1,
    author: { name: 'Clio' },
    session: { status: 'BOOKED' },
  });
  await add(coach, 'Ask for the project');
  for (const side of [coach, client]) {
    const { data } = await waymark.send(
      side,
      `{ session(id: "session_${session}") { notes(first: 5) { nodes { text author { name } } } } }`,
    );
    expect(data.session.notes.nodes).toEqual([
      { text: 'I want to lead — Größe!', author: { name: 'Clio' } },
      { text: 'Ask for the project', author: { name: 'Cora' } },
    ]);
  }
});

test('a note is sealed at rest, for its own row', async () => {
  await add(client, 'canary');
  await add(client, 'canary');
  const [one, two] = await stored();
  expect(`${one!.text}${two!.text}`).not.toContain('canary');
  expect(one!.text).not.toBe(two!.text);
});

test('the longest note fits, a longer one and an empty one are refused', async () => {
  expect((await add(client, '😀'.repeat(5_000))).data.addSessionNote.text).toHaveLength(10_000);
  expect((await add(client, '語'.repeat(10_000))).data.addSessionNote.text).toHaveLength(10_000);
  for (const text of ['x'.repeat(10_001), ' ', 'a\0b'])
    expect(code(await add(client, text))).toBe('INVALID_INPUT');
});

test('a note is changed by who wrote it, over what they have seen', async () => {
  const { id } = (await add(client, 'first')).data.addSessionNote;
  expect(code(await change(coach, id, 1, 'mine'))).toBe('FORBIDDEN');
  expect((await change(client, id, 1, 'second')).data.changeSessionNote).toMatchObject({
    text: 'second',
    version: 2,
  });
  expect(code(await change(client, id, 1, 'third'))).toBe('VERSION_CONFLICT');
  const races = await Promise.all(Array.from({ length: 20 }, () => change(client, id, 2, 'race')));
  expect(races.map(code).sort()).toEqual(['OK', ...Array<string>(19).fill('VERSION_CONFLICT')]);
});

test('after the engagement both keep the notes, and nobody writes them but the client', async () => {
  const { id } = (await add(coach, 'kept')).data.addSessionNote;
  await waymark.database.owner(
    `update engagements set status = 'COMPLETED', ends_on = current_date where coach_id = $1`,
    [coach.memberId],
  );
  expect((await mine(coach)).data.mySessionNotes.nodes).toEqual([{ text: 'kept', session: null }]);
  expect((await mine(client)).data.mySessionNotes.nodes).toEqual([
    { text: 'kept', session: { id: `session_${session}` } },
  ]);
  expect(code(await add(coach, 'more'))).toBe('NOT_FOUND');
  expect(code(await change(coach, id, 1, 'more'))).toBe('CONFLICT');
});

test('nobody else reads or writes a note, and nothing changes', async () => {
  const { id } = (await add(client, 'private')).data.addSessionNote;
  const before = await stored();
  for (const [who, actor, expected] of strangers) {
    expect([who, code(await add(actor, 'x'))]).toEqual([who, expected]);
    expect([who, code(await change(actor, id, 1, 'x'))]).toEqual([who, expected]);
    if (actor) expect((await mine(actor)).data.mySessionNotes.nodes).toEqual([]);
  }
  expect(await stored()).toEqual(before);
});
