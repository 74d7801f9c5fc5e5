import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { asks, code, does, inDays, people, tally, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let ask: ReturnType<typeof asks>;
let mine: ReturnType<typeof does>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  [ask, mine] = [asks(waymark, cast.client), does(waymark, cast.client)];
});
afterAll(() => waymark.close());
afterEach(async () => {
  await waymark.database.owner('delete from document_credentials');
  await waymark.database.owner('delete from credentials');
});

const licence = (input: object = {}) => ({
  title: 'Scrum Master',
  issuer: 'Board of Examiners',
  issuedOn: '2025-01-31',
  ...input,
});
const add = async (input: object = {}): Promise<string> =>
  (await mine('addCredential', { input: licence(input) })).id;

test('a credential is reminded of 30 days before it expires, unless the client says otherwise', async () => {
  const days = async (input: object) =>
    mine('addCredential', { input: licence(input) }, 'expiresOn remindDays remindOn');
  expect(await days({ expiresOn: '2030-12-31' })).toEqual({
    expiresOn: '2030-12-31',
    remindDays: 30,
    remindOn: '2030-12-01',
  });
  expect(await days({ expiresOn: '2030-12-31', remindDays: 90 })).toMatchObject({ remindOn: '2030-10-02' });
  expect(await days({ expiresOn: '2030-12-31', remindDays: null })).toMatchObject({
    remindDays: null,
    remindOn: null,
  });
  expect(await days({})).toMatchObject({ expiresOn: null, remindOn: null });
});

test('it tells how many days are left in the client’s zone', async () => {
  const left = async (expiresOn: string | null) => {
    const id = await add({ expiresOn });
    return (await mine('credential', { id }, 'daysLeft')).daysLeft;
  };
  expect([await left(inDays(5)), await left(inDays(0)), await left(inDays(-2)), await left(null)]).toEqual([
    5,
    0,
    -2,
    null,
  ]);
});

test.each([
  ['one that expires before it was issued', { expiresOn: '2025-01-30' }, 'input.expiresOn'],
  ['a reminder on the day itself', { remindDays: 0 }, 'input.remindDays'],
  ['a reminder more than a year before', { remindDays: 366 }, 'input.remindDays'],
  ['no issuer', { issuer: ' ' }, 'input.issuer'],
])('%s is refused', async (_what, input, field) => {
  const { errors } = await ask('addCredential', { input: licence(input) });
  expect([errors?.[0]?.extensions.code, errors?.[0]?.extensions.field]).toEqual(['INVALID_INPUT', field]);
});

const renewalVersion = async () =>
  (await waymark.database.owner('select renewal_version from credentials')).map((row) => row.renewal_version);

test('only another last day or another wish is a reason to be reminded anew', async () => {
  const id = await add({ expiresOn: '2030-12-31' });
  await mine('changeCredential', {
    id,
    version: 1,
    input: { title: 'Master of Scrum', expiresOn: '2030-12-31' },
  });
  expect(await renewalVersion()).toEqual([1]);
  await mine('changeCredential', { id, version: 2, input: { remindDays: 60 } });
  expect(await renewalVersion()).toEqual([2]);
  await mine('changeCredential', { id, version: 3, input: { expiresOn: null } });
  expect(await renewalVersion()).toEqual([3]);
  expect(code(await ask('changeCredential', { id, version: 3, input: { title: 'Late' } }))).toBe(
    'VERSION_CONFLICT',
  );
  expect(code(await ask('changeCredential', { id, version: 4, input: { issuer: null } }))).toBe(
    'INVALID_INPUT',
  );
});

test('of twenty renewals at once one is made', async () => {
  const id = await add({ expiresOn: '2026-01-31' });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      ask('renewCredential', { id, issuedOn: '2026-01-15', expiresOn: '2028-01-15' }),
    ),
  );
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 19 });
  expect(await mine('credential', { id })).toEqual({
    id,
    issuedOn: '2026-01-15',
    expiresOn: '2028-01-15',
    remindOn: '2027-12-16',
    version: 2,
  });
});

test('a renewal lies behind what was issued before, and does not end before it begins', async () => {
  const id = await add();
  expect(code(await ask('renewCredential', { id, issuedOn: '2025-01-31' }))).toBe('CONFLICT');
  expect(code(await ask('renewCredential', { id, issuedOn: '2026-01-31', expiresOn: '2026-01-30' }))).toBe(
    'INVALID_INPUT',
  );
});

/** A document of a member's that was changed on that instant, as the database holds it. */
async function aDocument(of: MemberActor, changedAt: string): Promise<string> {
  const [row] = await waymark.database.owner<{ id: string }>(
    `insert into documents (org_id, client_id, kind, title, changed_at) values ($1, $2, 'RESUME', 'Resume', $3)
     returning id`,
    [of.orgId, of.memberId, changedAt],
  );
  return `document_${row!.id}`;
}

test('a document is stale for lack of a newer credential until it tells of it', async () => {
  const document = await aDocument(cast.client, new Date().toISOString());
  const lacks = async (as = cast.client) => {
    const { data } = await waymark.send(
      as,
      `query ($id: ID!) { document(id: $id) { staleReasons credentials { title } } }`,
      { id: document },
    );
    return data.document;
  };
  await add({ issuedOn: inDays(0) });
  expect(await lacks()).toEqual({ staleReasons: [], credentials: [] });
  const newer = await add({ title: 'Fresh', issuedOn: inDays(1) });
  expect((await lacks()).staleReasons).toEqual(['CREDENTIAL_MISSING']);
  // The coach may read the document; of credentials they learn nothing.
  expect(await lacks(cast.coach)).toEqual({ staleReasons: [], credentials: [] });
  const listed = await mine(
    'listCredentialInDocument',
    { id: newer, documentId: document },
    'documents { title }',
  );
  expect(listed).toEqual({ documents: [{ title: 'Resume' }] });
  await mine('listCredentialInDocument', { id: newer, documentId: document });
  expect(await lacks()).toEqual({ staleReasons: [], credentials: [{ title: 'Fresh' }] });
  expect(await lacks(cast.coach)).toEqual({ staleReasons: [], credentials: [] });
  await mine('unlistCredentialInDocument', { id: newer, documentId: document });
  expect((await lacks()).staleReasons).toEqual(['CREDENTIAL_MISSING']);
  await mine('archiveCredential', { id: newer });
  expect((await lacks()).staleReasons).toEqual([]);
});

test('a credential is listed in documents of one’s own only', async () => {
  const id = await add();
  const documentId = await aDocument(cast.buddy, '2026-01-01T00:00:00Z');
  expect(code(await ask('listCredentialInDocument', { id, documentId }))).toBe('NOT_FOUND');
  expect(await waymark.database.owner('select from document_credentials')).toHaveLength(0);
});

test('a document that tells of a credential can be deleted, and the credential stays', async () => {
  const id = await add();
  const documentId = await aDocument(cast.client, '2026-01-01T00:00:00Z');
  await mine('listCredentialInDocument', { id, documentId });
  const { data } = await waymark.send(cast.client, 'mutation ($id: ID!) { deleteDocument(id: $id) }', {
    id: documentId,
  });
  expect(data.deleteDocument).toBe(true);
  expect(await mine('credential', { id }, 'documents { id }')).toEqual({ documents: [] });
});

test('what expires soon is in the week, the first to expire first', async () => {
  await add({ title: 'Far', expiresOn: inDays(31) });
  await add({ title: 'Soon', expiresOn: inDays(30) });
  await add({ title: 'Wanted early', expiresOn: inDays(50), remindDays: 60 });
  await add({ title: 'Just expired', expiresOn: inDays(-5) });
  await add({ title: 'Long expired', expiresOn: inDays(-31) });
  await mine('archiveCredential', { id: await add({ title: 'Put away', expiresOn: inDays(3) }) });
  const { data } = await waymark.send(
    cast.client,
    '{ myWeek { expiringCredentials { title } client { expiringCredentials { title } } } }',
  );
  const expiring = [{ title: 'Just expired' }, { title: 'Soon' }, { title: 'Wanted early' }];
  expect(data.myWeek).toEqual({ expiringCredentials: expiring, client: { expiringCredentials: expiring } });
});
