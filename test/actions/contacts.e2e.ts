import type { MemberActor } from '../../src/db/actor.js';
import { code, startWorld, tally, type World } from './opportunities.world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const FIELDS = 'id name field nextStep tie lastContactOn archivedAt version';
const UNKNOWN = 'contact_01890000-0000-7000-8000-000000000000';

function contactsOf(as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown> = {}) => world.send(as, text, variables);
  const ofId = (name: string) => (id: string) =>
    act(`mutation ($id: ID!) { ${name}(id: $id) { ${FIELDS} } }`, { id });
  return {
    add: (input: object) =>
      act(`mutation ($input: AddContactInput!) { addContact(input: $input) { ${FIELDS} } }`, { input }),
    change: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $version: Int!, $input: ChangeContactInput!) {
           changeContact(id: $id, version: $version, input: $input) { ${FIELDS} } }`,
        { id, version, input },
      ),
    archive: ofId('archiveContact'),
    unarchive: ofId('unarchiveContact'),
    delete: (id: string) => act('mutation ($id: ID!) { deleteContact(id: $id) }', { id }),
    read: (id: string) => act(`query ($id: ID!) { contact(id: $id) { ${FIELDS} } }`, { id }),
    list: (filter = '') => act(`{ myContacts(first: 50${filter}) { totalCount nodes { name } } }`),
    node: (id: string) => act('query ($id: ID!) { node(id: $id) { id } }', { id }),
  };
}

const mine = () => contactsOf(world.client);
const added = async (input: object = {}): Promise<string> =>
  (await mine().add({ name: 'Petra Quill', tie: 3, ...input })).data.addContact.id;

test('a contact is written down, changed and put away by its client', async () => {
  const { data } = await mine().add({
    name: '  Petra Quill ',
    field: 'Robotics',
    nextStep: 'Ask about Basel',
    tie: 4,
    lastContactOn: '2026-10-01',
  });
  expect(data.addContact).toEqual({
    id: expect.stringMatching(/^contact_/),
    name: 'Petra Quill',
    field: 'Robotics',
    nextStep: 'Ask about Basel',
    tie: 4,
    lastContactOn: '2026-10-01',
    archivedAt: null,
    version: 1,
  });
  const { id } = data.addContact;
  const changed = await mine().change(id, 1, { nextStep: null, tie: 5, lastContactOn: '2026-11-20' });
  expect(changed.data.changeContact).toEqual({
    ...data.addContact,
    nextStep: null,
    tie: 5,
    lastContactOn: '2026-11-20',
    version: 2,
  });
  expect(code(await mine().change(id, 1, { tie: 1 }))).toBe('VERSION_CONFLICT');
  expect(code(await mine().change(id, 2, { name: null }))).toBe('INVALID_INPUT');
  expect(code(await mine().change(id, 2, { tie: null }))).toBe('INVALID_INPUT');
  const archived = await mine().archive(id);
  expect(archived.data.archiveContact.archivedAt).toEqual(expect.any(String));
  expect((await mine().archive(id)).text).toBe(archived.text);
  expect((await mine().list(', archived: true')).data.myContacts.totalCount).toBe(1);
  expect((await mine().list()).data.myContacts.totalCount).toBe(0);
  expect((await mine().unarchive(id)).data.unarchiveContact.archivedAt).toBeNull();
});

test('contacts are found by tie, and by how long one has not spoken', async () => {
  await added({ name: 'Never', tie: 1 });
  await added({ name: 'Long ago', tie: 1, lastContactOn: '2026-01-31' });
  await added({ name: 'Lately', tie: 1, lastContactOn: '2026-11-01' });
  const names = async (filter: string) =>
    (await mine().list(`, tie: 1${filter}`)).data.myContacts.nodes.map(({ name }: { name: string }) => name);
  expect(await names('')).toEqual(['Lately', 'Long ago', 'Never']);
  expect(await names(', quietSince: "2026-11-01"')).toEqual(['Long ago', 'Never']);
  expect(await names(', quietSince: "2026-01-31"')).toEqual(['Never']);
});

test('nothing that was written of a contact can be read at rest', async () => {
  const id = await added({ name: 'Canary Name', field: 'Canary Field', nextStep: 'Canary Step' });
  const [row] = await world.database.owner<Record<string, string>>('select * from contacts where id = $1', [
    id.slice('contact_'.length),
  ]);
  expect(JSON.stringify(row)).not.toMatch(/canary/i);
  for (const column of ['name', 'field', 'next_step']) expect(row![column]).toMatch(/^s1\./);
  const dump = await world.database.owner<{ found: string }>(
    `select relname as found from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace
     and query_to_xml(format('select * from %I', relname), true, false, '')::text ~* 'canary|petra'`,
  );
  expect(dump).toEqual([]);
});

test('a sealed text copied into another contact or column does not open, and the answer says no more than that', async () => {
  const [from, to] = [await added({ field: 'Secret field' }), await added({ field: 'Other' })];
  const bare = (id: string) => id.slice('contact_'.length);
  await world.database.owner(
    'update contacts set field = (select field from contacts where id = $1) where id = $2',
    [bare(from), bare(to)],
  );
  const { errors, text } = await mine().read(to);
  expect(errors![0]!.extensions.code).toBe('INTERNAL');
  expect(text).not.toContain('Secret');
  await world.database.owner('update contacts set name = field where id = $1', [bare(from)]);
  expect(code(await mine().read(from))).toBe('INTERNAL');
  await world.database.owner('delete from contacts where id = any ($1::uuid[])', [[bare(from), bare(to)]]);
});

test('a deleted contact is gone for good', async () => {
  const id = await added();
  expect((await mine().delete(id)).data.deleteContact).toBe(true);
  expect((await mine().read(id)).data.contact).toBeNull();
  expect(code(await mine().delete(id))).toBe('NOT_FOUND');
  expect(await world.database.owner('select from contacts where id = $1', [id.slice(8)])).toEqual([]);
});

test('of 50 changes of one version at once one wins', async () => {
  const id = await added();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) => mine().change(id, 1, { nextStep: `Step ${at}` })),
  );
  expect(tally(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 49 });
});

test.each([
  [{ name: ' ' }, 'input.name'],
  [{ name: 'x'.repeat(121) }, 'input.name'],
  [{ tie: 0 }, 'input.tie'],
  [{ tie: 6 }, 'input.tie'],
  [{ nextStep: 'x'.repeat(501) }, 'input.nextStep'],
  [{ lastContactOn: '1899-12-31' }, 'input.lastContactOn'],
])('%j is refused', async (input, field) => {
  const { errors } = await mine().add({ name: 'Somebody', tie: 3, ...input });
  expect(errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', field });
});

test('the longest texts fit, in whatever script', async () => {
  const texts = { name: '語'.repeat(120), field: '😀'.repeat(60), nextStep: '語'.repeat(500) };
  expect((await mine().add({ ...texts, tie: 1 })).data.addContact).toMatchObject(texts);
});

describe('somebody else', () => {
  let contact: string;
  beforeAll(async () => {
    contact = await added();
  });

  /** Every operation on contacts. */
  const operations = {
    changeContact: (as: MemberActor | null, id: string) => contactsOf(as).change(id, 1, { tie: 1 }),
    archiveContact: (as: MemberActor | null, id: string) => contactsOf(as).archive(id),
    unarchiveContact: (as: MemberActor | null, id: string) => contactsOf(as).unarchive(id),
    deleteContact: (as: MemberActor | null, id: string) => contactsOf(as).delete(id),
    contact: (as: MemberActor | null, id: string) => contactsOf(as).read(id),
    node: (as: MemberActor | null, id: string) => contactsOf(as).node(id),
  };
  const rows = () => world.database.owner('select * from contacts order by id');

  test.each([
    ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
    ['foreigner', 'NOT_FOUND', 'null', 'null'],
    ['otherClient', 'NOT_FOUND', 'null', 'null'],
    ['admin', 'FORBIDDEN', 'FORBIDDEN', 'null'],
    ['otherCoach', 'FORBIDDEN', 'FORBIDDEN', 'null'],
    ['coach', 'FORBIDDEN', 'FORBIDDEN', 'null'],
    ['mentor', 'FORBIDDEN', 'FORBIDDEN', 'null'],
  ])(
    '%s changes nothing (%s) and reads nothing (%s; as a node %s)',
    async (person, changing, reading, node) => {
      const as = person === 'anonymous' ? null : (world[person as 'coach'] as MemberActor);
      const before = await rows();
      for (const [name, call] of Object.entries(operations)) {
        const answer = await call(as, contact);
        const told = answer.errors ? code(answer) : JSON.stringify(answer.data[name]);
        expect([name, told]).toEqual([name, { contact: reading, node }[name] ?? changing]);
        const random = await call(as, UNKNOWN);
        const bytes = (text: string) => text.replace(/"traceId":"[^"]+"/, '');
        expect(bytes(random.text)).toBe(bytes(answer.text));
      }
      const own = { anonymous: 'UNAUTHENTICATED', foreigner: 'OK', otherClient: 'OK' }[person] ?? 'FORBIDDEN';
      expect(code(await contactsOf(as).list())).toBe(own);
      if (own === 'OK') expect((await contactsOf(as).list()).data.myContacts.totalCount).toBe(0);
      else expect(code(await contactsOf(as).add({ name: 'Mine', tie: 1 }))).toBe(own);
      expect(await rows()).toEqual(before);
    },
  );
});
