import type { MemberActor } from '../../src/db/actor.js';
import type { Answer } from '../setup/app.js';
import { aFile, documentsOf, startDocuments, type DocumentsWorld } from './documents.world.js';
import { code, consent, opportunitiesOf, takenUp } from './opportunities.world.js';

let world: DocumentsWorld;
let document: string;
let version: string;
/** Posted by the mentor, open; the client has applied. */
let opportunity: string;
let closed: string;
let application: string;

beforeAll(async () => {
  world = await startDocuments();
  ({ document, version } = await aFile(world, world.client));
  const mentor = opportunitiesOf(world, world.mentor);
  opportunity = await mentor.posted({ seats: 5 });
  closed = await mentor.posted();
  await mentor.close(closed);
  application = await takenUp(world, world.client, opportunity);
});
afterAll(() => world.close());

const tables = [
  'documents',
  'document_versions',
  'document_goals',
  'document_loose_files',
  'opportunities',
  'opportunity_skills',
  'opportunity_applications',
  'actions',
];
const everything = () =>
  Promise.all(tables.map((table) => world.database.owner(`select * from ${table} order by id`)));
const who = (person: string) => (person === 'anonymous' ? null : (world[person as 'client'] as MemberActor));

type Call = (as: MemberActor | null, id: string) => Promise<Answer>;
type Kind = 'document' | 'opportunity' | 'opportunity-application';
const docs = (call: (of: ReturnType<typeof documentsOf>, id: string) => Promise<Answer>): Call => {
  return (as, id) => call(documentsOf(world, as), id);
};
const opps = (call: (of: ReturnType<typeof opportunitiesOf>, id: string) => Promise<Answer>): Call => {
  return (as, id) => call(opportunitiesOf(world, as), id);
};

/** Every operation that changes something that exists, and what it is done to. */
const actions: Record<string, { kind: Kind; id: () => string; call: Call }> = {
  changeDocument: {
    kind: 'document',
    id: () => document,
    call: docs((of, id) => of.change(id, 2, { title: 'X' })),
  },
  addDocumentLink: {
    kind: 'document',
    id: () => document,
    call: docs((of, id) => of.addLink(id, 'https://x.test')),
  },
  archiveDocument: { kind: 'document', id: () => document, call: docs((of, id) => of.archive(id)) },
  unarchiveDocument: { kind: 'document', id: () => document, call: docs((of, id) => of.unarchive(id)) },
  deleteDocument: { kind: 'document', id: () => document, call: docs((of, id) => of.delete(id)) },
  changeOpportunity: {
    kind: 'opportunity',
    id: () => opportunity,
    call: opps((of, id) => of.change(id, 1, { title: 'X' })),
  },
  closeOpportunity: { kind: 'opportunity', id: () => opportunity, call: opps((of, id) => of.close(id)) },
  reopenOpportunity: { kind: 'opportunity', id: () => closed, call: opps((of, id) => of.reopen(id)) },
  archiveOpportunity: { kind: 'opportunity', id: () => closed, call: opps((of, id) => of.archive(id)) },
  unarchiveOpportunity: { kind: 'opportunity', id: () => closed, call: opps((of, id) => of.unarchive(id)) },
  withdrawApplication: {
    kind: 'opportunity-application',
    id: () => application,
    call: opps((of, id) => of.stepBack(id)),
  },
};
const ofClients = /Document|Application/;

test.each([
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND', 'NOT_FOUND'],
  ['otherClient', 'NOT_FOUND', 'FORBIDDEN'],
  ['admin', 'FORBIDDEN', 'NOT_FOUND'],
  ['adminWhoCoaches', 'FORBIDDEN', 'NOT_FOUND'],
  ['otherCoach', 'FORBIDDEN', 'NOT_FOUND'],
  ['coach', 'FORBIDDEN', 'NOT_FOUND'],
  ['client', 'of their own', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN', 'of their own'],
])(
  '%s changes nothing of a client’s (%s) and nothing of a poster’s (%s)',
  async (person, clients, posters) => {
    const before = await everything();
    for (const [name, { kind, id, call }] of Object.entries(actions)) {
      const expected = ofClients.test(name) ? clients : posters;
      if (expected === 'of their own') continue;
      const answer = await call(who(person), id());
      expect([name, code(answer)]).toEqual([name, expected]);
      const random = await call(who(person), `${kind}_01890000-0000-7000-8000-000000000000`);
      const bytes = ({ text }: Answer) => text.replace(/"traceId":"[^"]+"/, '');
      expect(bytes(random)).toBe(bytes(answer));
    }
    expect(await everything()).toEqual(before);
  },
);

test.each([
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['otherClient', 'OK', 'FORBIDDEN', 'OK'],
  ['admin', 'FORBIDDEN', 'OK', 'FORBIDDEN'],
  ['coach', 'FORBIDDEN', 'OK', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN', 'OK', 'FORBIDDEN'],
])('%s: keeping a document %s, posting %s, taking up %s', async (person, keeping, posting, taking) => {
  const before = await everything();
  expect(code(await documentsOf(world, who(person)).add())).toBe(keeping);
  expect(code(await opportunitiesOf(world, who(person)).post())).toBe(posting);
  expect(code(await opportunitiesOf(world, who(person)).takeUp(opportunity))).toBe(taking);
  if (![keeping, posting, taking].includes('OK')) expect(await everything()).toEqual(before);
});

test('a stranger takes up nothing of another organization', async () => {
  expect(code(await opportunitiesOf(world, world.foreigner).takeUp(opportunity))).toBe('NOT_FOUND');
  expect((await opportunitiesOf(world, world.foreigner).read(opportunity)).data.opportunity).toBeNull();
  expect((await opportunitiesOf(world, world.foreigner).list()).data.opportunities.nodes).toEqual([]);
});

test('a document is read by its client, and by the coach while a consent stands', async () => {
  const sees = async (person: string) => {
    const theirs = documentsOf(world, who(person));
    const [one, node, ofClient] = [
      await theirs.read(document),
      await theirs.node(version),
      await theirs.ofClient(world.client),
    ];
    const listed = ofClient.data?.client?.documents.nodes.length ?? 0;
    return [one.errors ? code(one) : one.data.document !== null, Boolean(node.data?.node), listed];
  };
  const nobody = {
    anonymous: ['UNAUTHENTICATED', false, 0],
    foreigner: [false, false, 0],
    otherClient: [false, false, 0],
    otherCoach: [false, false, 0],
    adminWhoCoaches: [false, false, 0],
    admin: ['FORBIDDEN', false, 0],
    mentor: ['FORBIDDEN', false, 0],
  };
  expect([await sees('client'), await sees('coach')]).toEqual([
    [true, true, 1],
    [false, false, 0],
  ]);
  await consent(world.database, world.engagement, 'SKILLS');
  expect(await sees('coach')).toEqual([false, false, 0]);
  await consent(world.database, world.engagement, 'DOCUMENTS');
  expect([await sees('client'), await sees('coach')]).toEqual([
    [true, true, 1],
    [true, true, 1],
  ]);
  for (const [person, expected] of Object.entries(nobody)) {
    expect([person, ...(await sees(person))]).toEqual([person, ...expected]);
  }
  await world.database.owner('update consents set withdrawn_at = now()');
  expect(await sees('coach')).toEqual([false, false, 0]);
});

test('an application is read by the client and by who posted it, in every way that it can be asked for', async () => {
  const sees = async (person: string) => {
    const as = who(person);
    const node = await world.send(as, 'query ($id: ID!) { node(id: $id) { id } }', { id: application });
    const listed = await opportunitiesOf(world, as).read(
      opportunity,
      'applications { totalCount nodes { applicantName } }',
    );
    return [Boolean(node.data?.node), listed.data?.opportunity?.applications.totalCount ?? null];
  };
  expect({
    client: await sees('client'),
    mentor: await sees('mentor'),
    coach: await sees('coach'),
    admin: await sees('admin'),
    adminWhoCoaches: await sees('adminWhoCoaches'),
    otherCoach: await sees('otherCoach'),
    foreigner: await sees('foreigner'),
    anonymous: await sees('anonymous'),
  }).toEqual({
    client: [true, 0],
    mentor: [true, 2],
    coach: [false, 0],
    admin: [false, 0],
    adminWhoCoaches: [false, 0],
    otherCoach: [false, 0],
    foreigner: [false, null],
    anonymous: [false, null],
  });
});
