import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aCast, code, counts, type Cast } from './content.people.js';

let waymark: TestApp;
let cast: Cast;

beforeAll(async () => {
  waymark = await startApp();
  cast = await aCast(waymark.database);
});
afterEach(() => waymark.database.owner('delete from note_templates where owner_id is not null'));
afterAll(() => waymark.close());

const list = async (as: MemberActor, archived = false) =>
  (
    await waymark.send(
      as,
      `{ noteTemplates(first: 20, archived: ${archived}) { nodes { id title body shipped } } }`,
    )
  ).data.noteTemplates.nodes;
const input = (title: string) => ({ title, body: 'What moved?\n\nWhat next?' });
const create = (as: MemberActor, title: string) =>
  waymark.send(
    as,
    `mutation ($input: NoteTemplateInput!) { createNoteTemplate(input: $input) { id title body shipped archivedAt version } }`,
    { input: input(title) },
  );
const change = (as: MemberActor, id: string, version: number, title: string) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $version: Int!, $input: NoteTemplateInput!) { changeNoteTemplate(id: $id, version: $version, input: $input) { title version } }`,
    { id, version, input: input(title) },
  );
const put = (as: MemberActor, name: string, id: string) =>
  waymark.send(as, `mutation ($id: ID!) { ${name}(id: $id) { archivedAt version } }`, { id });

test('every organization has four to begin with, in full', async () => {
  const shipped = await list(cast.coach);
  expect(shipped.map(({ title }: { title: string }) => title)).toEqual([
    'First session',
    'From goal to step',
    'Looking back',
    'Closing',
  ]);
  for (const { body, shipped: came } of shipped) {
    expect(body.split('\n\n')).toHaveLength(6);
    expect(came).toBe(true);
  }
  expect(await list(cast.foreign)).toHaveLength(4);
});

test('a coach makes, changes, puts away and takes out their own', async () => {
  const { createNoteTemplate: made } = (await create(cast.coach, ' Third-party talk ')).data;
  expect(made).toEqual({
    id: expect.stringMatching(/^note-template_/),
    title: 'Third-party talk',
    body: 'What moved?\n\nWhat next?',
    shipped: false,
    archivedAt: null,
    version: 1,
  });
  expect((await change(cast.coach, made.id, 1, 'With the sponsor')).data.changeNoteTemplate).toEqual({
    title: 'With the sponsor',
    version: 2,
  });
  expect(code(await change(cast.coach, made.id, 1, 'x'))).toBe('VERSION_CONFLICT');
  const away = await put(cast.coach, 'archiveNoteTemplate', made.id);
  expect(away.data.archiveNoteTemplate).toEqual({ archivedAt: expect.any(String), version: 3 });
  expect((await put(cast.coach, 'archiveNoteTemplate', made.id)).data).toEqual(away.data);
  expect(await list(cast.coach)).toHaveLength(4);
  expect(await list(cast.coach, true)).toMatchObject([{ title: 'With the sponsor' }]);
  expect((await put(cast.coach, 'unarchiveNoteTemplate', made.id)).data.unarchiveNoteTemplate).toEqual({
    archivedAt: null,
    version: 4,
  });
  expect((await list(cast.coach)).at(-1)).toMatchObject({ title: 'With the sponsor' });
});

test('another coach sees and changes none of it', async () => {
  const { id } = (await create(cast.coach, 'Mine')).data.createNoteTemplate;
  expect(await list(cast.otherCoach)).toHaveLength(4);
  expect(code(await change(cast.otherCoach, id, 1, 'x'))).toBe('NOT_FOUND');
  expect(code(await put(cast.otherCoach, 'archiveNoteTemplate', id))).toBe('NOT_FOUND');
});

test('a shipped one is nobody’s to change', async () => {
  const [{ id }] = await list(cast.coach);
  expect(code(await change(cast.coach, id, 1, 'x'))).toBe('FORBIDDEN');
  expect(code(await put(cast.coach, 'archiveNoteTemplate', id))).toBe('FORBIDDEN');
  expect(code(await put(cast.foreign, 'archiveNoteTemplate', id))).toBe('NOT_FOUND');
});

test('of twenty changes at once one counts', async () => {
  const { id } = (await create(cast.coach, 'Mine')).data.createNoteTemplate;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => change(cast.coach, id, 1, `${at}`)),
  );
  expect(counts(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 19 });
});

test('an empty title, a long one and a long body are refused', async () => {
  expect(code(await create(cast.coach, ' '))).toBe('INVALID_INPUT');
  expect(code(await create(cast.coach, 'x'.repeat(101)))).toBe('INVALID_INPUT');
  expect(code(await create(cast.coach, 'x'.repeat(100)))).toBe('OK');
});
