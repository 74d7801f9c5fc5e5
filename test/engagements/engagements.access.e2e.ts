import type { MemberActor } from '../../src/db/actor.js';
import {
  agree,
  clear,
  clientId,
  coachId,
  codeOf,
  propose,
  startWorld,
  state,
  told,
  type World,
} from './engagements.world.js';

let world: World;
const people = {
  anonymous: () => null,
  elsewhere: () => world.foreigner,
  admin: () => world.admin,
  coach: () => world.coach,
  otherCoach: () => world.nextCoach,
  client: () => world.client,
  otherClient: () => world.otherClient,
  mentor: () => world.mentor,
} satisfies Record<string, () => MemberActor | null>;
type Person = keyof typeof people;

/** What an operation is tried on. */
interface Scene {
  engagement: string;
  agreement: string;
  grant: string;
  request: string;
}

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const act = async (who: MemberActor | null, mutation: string) => world.send(who, `mutation { ${mutation} }`);
const grantOf = async () => {
  const [row] = await world.database.owner<{ id: string }>(
    `select id from allocation_entries where kind = 'GRANT'`,
  );
  return `allocation-entry_${row!.id}`;
};
const GRANTED = { allocation: { unit: 'SESSIONS', amount: 5 }, clauses: { recording: true } };

const scenes = {
  proposed: async (): Promise<Scene> => {
    const engagement = await propose(world, GRANTED);
    return { engagement, agreement: '', grant: await grantOf(), request: '' };
  },
  /** Signed, with a change that waits for signatures, and a client who wants another coach. */
  active: async (): Promise<Scene> => {
    const engagement = await agree(world, GRANTED);
    const { proposeAgreement } = await told(
      act(
        world.coach,
        `proposeAgreement(engagementId: "${engagement}", input: { lateCancelHours: 2 }) { id }`,
      ),
    );
    const { requestHandOver } = await told(
      act(world.client, `requestHandOver(engagementId: "${engagement}") { id }`),
    );
    return {
      engagement,
      agreement: proposeAgreement.id,
      grant: await grantOf(),
      request: requestHandOver.id,
    };
  },
  bare: async (): Promise<Scene> => {
    const engagement = await agree(world, GRANTED);
    return { engagement, agreement: '', grant: await grantOf(), request: '' };
  },
  paused: async (): Promise<Scene> => {
    const scene = await scenes.bare();
    await told(act(world.client, `pauseEngagement(id: "${scene.engagement}") { id }`));
    return scene;
  },
  /** To be handed over to the other coach; the engagement is the one that follows. */
  handedOver: async (): Promise<Scene> => {
    const scene = await scenes.bare();
    const { handOver } = await told(
      act(
        world.admin,
        `handOver(engagementId: "${scene.engagement}", coachId: "${coachId(world.nextCoach)}") { to { id } }`,
      ),
    );
    return { ...scene, engagement: handOver.to.id };
  },
};

const UNSIGNED = 'UNAUTHENTICATED';
const NO = 'FORBIDDEN';
const NONE = 'NOT_FOUND';
/** By role, in the order: elsewhere, admin, own coach, other coach, client, other client, mentor. */
const codes = (...[elsewhere, admin, coach, otherCoach, client, otherClient, mentor]: string[]) =>
  ({ anonymous: UNSIGNED, elsewhere, admin, coach, otherCoach, client, otherClient, mentor }) as Record<
    Person,
    string
  >;

const sides = codes(NONE, NO, 'done', NONE, 'done', NONE, NO);
const parties = codes(NONE, 'done', 'done', NONE, 'done', NONE, NO);
const admins = codes(NONE, 'done', NO, NO, NO, NO, NO);
const clients = codes(NONE, NO, NO, NO, 'done', NONE, NO);

const table: [string, keyof typeof scenes, (scene: Scene) => string, Record<Person, string>][] = [
  ['signEngagement', 'proposed', ({ engagement }) => `signEngagement(id: "${engagement}") { id }`, sides],
  [
    'endEngagement of what is proposed',
    'proposed',
    ({ engagement }) => `endEngagement(id: "${engagement}", ending: ENDED_EARLY) { id }`,
    parties,
  ],
  [
    'reverseGrant',
    'proposed',
    ({ grant }) => `reverseGrant(entryId: "${grant}", reason: "A mistake") { id }`,
    admins,
  ],
  [
    'endEngagement of what both signed',
    'bare',
    ({ engagement }) => `endEngagement(id: "${engagement}", ending: COMPLETED) { id }`,
    { ...parties, admin: 'CONFLICT' },
  ],
  [
    'reverseGrant once both have signed',
    'bare',
    ({ grant }) => `reverseGrant(entryId: "${grant}", reason: "A mistake") { id }`,
    { ...admins, admin: 'CONFLICT' },
  ],
  ['pauseEngagement', 'bare', ({ engagement }) => `pauseEngagement(id: "${engagement}") { id }`, sides],
  ['resumeEngagement', 'paused', ({ engagement }) => `resumeEngagement(id: "${engagement}") { id }`, sides],
  [
    'proposeEngagement',
    'bare',
    () =>
      `proposeEngagement(input: { coachId: "${coachId(world.nextCoach)}", clientId: "${clientId(world.otherClient)}", startsOn: "2026-01-05" }) { id }`,
    admins,
  ],
  [
    'grantAllocation',
    'bare',
    ({ engagement }) =>
      `grantAllocation(engagementId: "${engagement}", input: { amount: 1, reason: "More" }) { granted }`,
    admins,
  ],
  [
    'setAllocationExpiry',
    'bare',
    ({ engagement }) =>
      `setAllocationExpiry(engagementId: "${engagement}", expiresOn: "2099-01-01") { expiresOn }`,
    admins,
  ],
  [
    'proposeAgreement',
    'bare',
    ({ engagement }) =>
      `proposeAgreement(engagementId: "${engagement}", input: { retentionMonths: 6 }) { id }`,
    parties,
  ],
  ['signAgreement', 'active', ({ agreement }) => `signAgreement(id: "${agreement}") { id }`, parties],
  ['withdrawAgreement', 'active', ({ agreement }) => `withdrawAgreement(id: "${agreement}") { id }`, parties],
  [
    'withdrawPermission',
    'active',
    ({ engagement }) => `withdrawPermission(engagementId: "${engagement}", permission: RECORDING) { id }`,
    clients,
  ],
  [
    'offerCoaches',
    'bare',
    () =>
      `offerCoaches(clientId: "${clientId(world.client)}", coachIds: ["${coachId(world.nextCoach)}"]) { id }`,
    admins,
  ],
  [
    'askForCoach',
    'bare',
    () => `askForCoach(coachId: "${coachId(world.nextCoach)}") { id }`,
    { ...clients, otherClient: 'done' },
  ],
  [
    'requestHandOver',
    'bare',
    ({ engagement }) => `requestHandOver(engagementId: "${engagement}") { id }`,
    clients,
  ],
  [
    'withdrawHandOverRequest',
    'active',
    ({ request }) => `withdrawHandOverRequest(id: "${request}") { id }`,
    clients,
  ],
  [
    'handOver',
    'active',
    ({ engagement }) =>
      `handOver(engagementId: "${engagement}", coachId: "${coachId(world.nextCoach)}") { id }`,
    { ...clients, admin: 'done' },
  ],
  [
    'pickForHandOver',
    'handedOver',
    ({ engagement }) => `pickForHandOver(engagementId: "${engagement}", subjects: [SESSIONS]) { id }`,
    clients,
  ],
];

test.each(table)('%s is for whom it is', async (_name, scene, mutation, expected) => {
  await clear(world);
  let ids = await scenes[scene]();
  const before = await state(world);
  for (const [person, code] of Object.entries(expected) as [Person, string][]) {
    if (code === 'done') continue;
    expect([person, codeOf(await act(people[person](), mutation(ids)))]).toEqual([person, code]);
  }
  expect(await state(world)).toEqual(before);
  for (const [person, code] of Object.entries(expected) as [Person, string][]) {
    if (code !== 'done') continue;
    await clear(world);
    ids = await scenes[scene]();
    const { errors } = await act(people[person](), mutation(ids));
    expect([person, errors]).toEqual([person, undefined]);
  }
});

const READ = `query ($id: ID!) { engagement(id: $id) {
  agreement { number } proposedAgreement { number } agreements(first: 5) { nodes { number } }
  allocation { granted balance { left } entries(first: 5) { nodes { kind } } }
  request { message } handOver { picked } handOverRequest { id } closing { ending } } }`;
const common = {
  agreement: { number: 1 },
  proposedAgreement: { number: 2 },
  agreements: { nodes: [{ number: 2 }, { number: 1 }] },
  request: null,
  handOver: null,
  closing: null,
};
const entries = { nodes: [{ kind: 'GRANT' }] };

test.each([
  [
    'admin',
    {
      ...common,
      allocation: { granted: 5, balance: null, entries },
      handOverRequest: { id: expect.any(String) },
    },
  ],
  ['coach', { ...common, allocation: { granted: 5, balance: { left: 5 }, entries }, handOverRequest: null }],
  [
    'client',
    {
      ...common,
      allocation: { granted: 5, balance: { left: 5 }, entries },
      handOverRequest: { id: expect.any(String) },
    },
  ],
  ['otherCoach', null],
  ['otherClient', null],
  ['elsewhere', null],
] as [Person, unknown][])('of an engagement the %s reads what is theirs', async (person, expected) => {
  await clear(world);
  const { engagement: id } = await scenes.active();
  expect((await told(world.send(people[person](), READ, { id }))).engagement).toEqual(expected);
});

test.each([
  [
    'engagement',
    `engagement(id: "engagement_01934f3a-0000-7000-8000-000000000000") { id }`,
    codes('done', 'done', 'done', 'done', 'done', 'done', NO),
  ],
  [
    'engagements',
    'engagements(first: 1) { nodes { id } }',
    codes('done', 'done', 'done', 'done', 'done', 'done', NO),
  ],
  ['myCoachOffers', 'myCoachOffers { id }', codes('done', NO, NO, NO, 'done', 'done', NO)],
  [
    'handOverRequests',
    'handOverRequests(first: 1) { nodes { id } }',
    codes('done', 'done', NO, NO, 'done', 'done', NO),
  ],
])('%s is asked by whom it is for', async (_name, query, expected) => {
  for (const [person, code] of Object.entries(expected) as [Person, string][]) {
    const answer = await world.send(people[person](), `{ ${query} }`);
    expect([person, answer.errors ? codeOf(answer) : 'done']).toEqual([person, code]);
  }
});

test('what hangs on an engagement is no more found by its id than the engagement itself', async () => {
  await clear(world);
  const { agreement, grant, request, engagement } = await scenes.active();
  const allocation = engagement.replace('engagement_', 'allocation_');
  const found = async (who: MemberActor, id: string) =>
    (await told(world.send(who, 'query ($id: ID!) { node(id: $id) { id } }', { id }))).node !== null;
  for (const who of [world.nextCoach, world.otherClient, world.mentor, world.foreigner])
    for (const id of [agreement, grant, request, allocation])
      expect([id, await found(who, id)]).toEqual([id, false]);
  for (const id of [agreement, grant, request, allocation])
    expect([id, await found(world.client, id)]).toEqual([id, true]);
  expect(await found(world.coach, request)).toBe(false);
});
