import { code, tally } from './opportunities.world.js';
import { documentsOf, startDocuments, type DocumentsWorld } from './documents.world.js';

let world: DocumentsWorld;
beforeAll(async () => {
  world = await startDocuments();
});
afterAll(() => world.close());

const mine = () => documentsOf(world, world.client);
const bare = (id: string) => id.split('_')[1]!;

async function aGoal(title: string, closedDaysAgo: number | null): Promise<string> {
  const [row] = await world.database.owner<{ id: string }>(
    `insert into goals (org_id, client_id, horizon, kind, title, measure, status, activated_at, closed_at)
     values ($1, $2, 'SHORT', 'SKILL', $3, 'BINARY', case when $4::int is null then 'ACTIVE' else 'ACHIEVED' end,
       now() - interval '300 days', now() - $4::int * interval '1 day') returning id`,
    [world.client.orgId, world.client.memberId, title, closedDaysAgo],
  );
  return `goal_${row!.id}`;
}

/** Lets the newest version be so many days old. */
const age = (id: string, days: number) =>
  world.database.owner(`update documents set changed_at = now() - $2 * interval '1 day' where id = $1`, [
    bare(id),
    days,
  ]);

afterEach(async () => {
  await world.database.owner('delete from document_goals');
  await world.database.owner('delete from goals');
});

test('a document that is a link is kept at once', async () => {
  const { data } = await mine().add({
    kind: 'PROFILE',
    title: ' On the network ',
    url: 'https://people.example.test/in/clio?x=1',
    tags: ['public', 'public'],
  });
  expect(data.addDocument).toEqual({
    id: expect.stringMatching(/^document_/),
    kind: 'PROFILE',
    title: 'On the network',
    tags: ['public'],
    stale: false,
    staleReasons: [],
    changedAt: expect.any(String),
    archivedAt: null,
    version: 2,
    goals: [],
    current: {
      id: expect.stringMatching(/^document-version_/),
      number: 1,
      url: 'https://people.example.test/in/clio?x=1',
      format: null,
      sha256: null,
      bytes: null,
      downloadUrl: null,
    },
  });
});

test('each change of what it says is another version, and the earlier ones stay', async () => {
  const id = await mine().added({ kind: 'PORTFOLIO', title: 'Works' });
  expect((await mine().read(id)).data.document).toMatchObject({
    current: null,
    changedAt: null,
    stale: false,
  });
  for (const year of [2024, 2025, 2026]) await mine().addLink(id, `https://works.example.test/${year}`);
  const { data } = await mine().read(
    id,
    'version current { number } versions { totalCount nodes { number url document { title } } }',
  );
  expect(data.document).toEqual({
    version: 4,
    current: { number: 3 },
    versions: {
      totalCount: 3,
      nodes: [2026, 2025, 2024].map((year, at) => ({
        number: 3 - at,
        url: `https://works.example.test/${year}`,
        document: { title: 'Works' },
      })),
    },
  });
});

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://example.test/x',
  'https://name:word@example.test/',
  'no address',
  'https://',
])('%s is no link to a document', async (url) => {
  expect(code(await mine().add({ url }))).toBe('INVALID_INPUT');
});

test('title, tags and goals change at the version that was seen', async () => {
  const [one, two] = [await aGoal('One', null), await aGoal('Two', 3)];
  const id = await mine().added({ goalIds: [one], tags: ['a'] });
  const changed = await mine().change(id, 1, { title: 'Short resume', goalIds: [two, one, two] });
  expect(changed.data.changeDocument).toMatchObject({
    title: 'Short resume',
    tags: ['a'],
    version: 2,
    goals: expect.arrayContaining([{ title: 'One' }, { title: 'Two' }]),
  });
  expect(code(await mine().change(id, 1, { title: 'Late' }))).toBe('VERSION_CONFLICT');
  expect(code(await mine().change(id, 2, { title: null }))).toBe('INVALID_INPUT');
  const emptied = await mine().change(id, 2, { goalIds: null, tags: [] });
  expect(emptied.data.changeDocument).toMatchObject({ goals: [], tags: [], title: 'Short resume' });
});

test('a goal of somebody else is not found, and nothing of the document stays', async () => {
  const [theirs] = await world.database.owner<{ id: string }>(
    `insert into goals (org_id, client_id, horizon, kind, title, measure) values ($1, $2, 'SHORT', 'SKILL', 'Theirs', 'BINARY')
     returning id`,
    [world.otherClient.orgId, world.otherClient.memberId],
  );
  const count = () => world.database.owner('select count(*) from documents');
  const before = await count();
  for (const goal of [theirs!.id, '01890000-0000-7000-8000-000000000000']) {
    expect((await mine().add({ goalIds: [`goal_${goal}`] })).errors![0]!.extensions).toMatchObject({
      code: 'NOT_FOUND',
      field: 'input.goalIds',
    });
  }
  expect(await count()).toEqual(before);
});

test('it is stale 90 days after its newest version, and fresh again with another', async () => {
  const id = await mine().added({ url: 'https://example.test/a', title: 'Aged' });
  await age(id, 89);
  expect((await mine().read(id)).data.document).toMatchObject({ stale: false, staleReasons: [] });
  await age(id, 90);
  expect((await mine().read(id)).data.document).toMatchObject({ stale: true, staleReasons: ['AGE'] });
  expect((await mine().list(', stale: true')).data.myDocuments.nodes).toEqual([{ title: 'Aged' }]);
  const { data } = await mine().addLink(id, 'https://example.test/b');
  expect(data.addDocumentLink).toMatchObject({ stale: false, staleReasons: [] });
  expect((await mine().list(', stale: true')).data.myDocuments.totalCount).toBe(0);
});

test('it is stale when a goal achieved since is missing in it, until it tells of it or is changed', async () => {
  const id = await mine().added({ url: 'https://example.test/a', title: 'Missing' });
  await age(id, 30);
  await aGoal('Achieved long before', 31);
  await aGoal('Not achieved', null);
  expect((await mine().read(id)).data.document.staleReasons).toEqual([]);
  const goal = await aGoal('Achieved since', 29);
  expect((await mine().read(id)).data.document).toMatchObject({
    stale: true,
    staleReasons: ['GOAL_MISSING'],
  });
  const { data } = await mine().change(id, 2, { goalIds: [goal] });
  expect(data.changeDocument).toMatchObject({ stale: false, staleReasons: [] });
  await mine().change(id, 3, { goalIds: [] });
  expect((await mine().read(id)).data.document.stale).toBe(true);
  expect((await mine().addLink(id, 'https://example.test/b')).data.addDocumentLink.stale).toBe(false);
});

test('lists are found by kind, tag, words of the title and archive', async () => {
  const list = async (filter: string) =>
    (await mine().list(`, tag: "seek"${filter}`)).data.myDocuments.nodes.map(
      ({ title }: { title: string }) => title,
    );
  const first = await mine().added({ title: 'Seek A%', tags: ['seek'] });
  await mine().added({ title: 'Seek B', tags: ['seek'], kind: 'PORTFOLIO' });
  expect(await list('')).toEqual(['Seek B', 'Seek A%']);
  expect(await list(', kind: PORTFOLIO')).toEqual(['Seek B']);
  expect(await list(', search: "a%"')).toEqual(['Seek A%']);
  const archived = await mine().archive(first);
  expect((await mine().archive(first)).data).toEqual(archived.data);
  expect(await list('')).toEqual(['Seek B']);
  expect(await list(', archived: true')).toEqual(['Seek A%']);
  expect((await mine().unarchive(first)).data.unarchiveDocument.archivedAt).toBeNull();
});

test('a deleted document is gone with its versions and all that it told of', async () => {
  const id = await mine().added({ url: 'https://example.test/a', goalIds: [await aGoal('Told', 1)] });
  await world.database.owner(
    `with c as (insert into credentials (org_id, client_id, title, issuer, issued_on)
                values ($1, $2, 'Planner', 'The guild', '2026-01-01') returning id)
     insert into document_credentials (org_id, client_id, document_id, credential_id) select $1, $2, $3, id from c`,
    [world.client.orgId, world.client.memberId, bare(id)],
  );
  expect((await mine().delete(id)).data.deleteDocument).toBe(true);
  expect((await mine().read(id)).data.document).toBeNull();
  for (const table of ['document_versions', 'document_goals', 'document_credentials']) {
    expect(await world.database.owner(`select from ${table} where document_id = $1`, [bare(id)])).toEqual([]);
  }
  expect(code(await mine().delete(id))).toBe('NOT_FOUND');
});

describe('at once', () => {
  test('30 new versions are numbered without a gap, and none is lost', async () => {
    const id = await mine().added();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => mine().addLink(id, `https://example.test/${at}`)),
    );
    expect(tally(answers)).toEqual({ OK: 30 });
    const { data } = await mine().read(id, 'versions(first: 50) { nodes { number } }');
    expect(data.document.versions.nodes.map(({ number }: { number: number }) => number)).toEqual(
      Array.from({ length: 30 }, (_, at) => 30 - at),
    );
  });

  test('of 50 changes of one version one wins', async () => {
    const id = await mine().added();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => mine().change(id, 1, { title: `Title ${at}` })),
    );
    expect(tally(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 49 });
  });

  test('of 80 documents one client keeps 50', async () => {
    const theirs = documentsOf(world, world.otherClient);
    expect(tally(await Promise.all(Array.from({ length: 80 }, () => theirs.add())))).toEqual({
      OK: 50,
      LIMIT_REACHED: 30,
    });
  });

  test('a deletion among many new versions leaves none of them', async () => {
    const id = await mine().added();
    const [deletion, ...answers] = await Promise.all([
      mine().delete(id),
      ...Array.from({ length: 20 }, () => mine().addLink(id, 'https://example.test/x')),
    ]);
    expect(code(deletion!)).toBe('OK');
    expect(Object.keys(tally(answers)).every((word) => ['OK', 'NOT_FOUND'].includes(word))).toBe(true);
    expect(
      await world.database.owner('select from document_versions where document_id = $1', [bare(id)]),
    ).toEqual([]);
  });
});
