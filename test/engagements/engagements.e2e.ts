import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

let waymark: TestApp;
let admin: MemberActor;
let coach: MemberActor;
let otherCoach: MemberActor;
let client: MemberActor;
let otherClient: MemberActor;
let foreignAdmin: MemberActor;
let foreignCoach: MemberActor;

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  admin = await aMember(database, north, 'Ada', ['ADMIN']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  otherClient = await aMember(database, north, 'Odo', ['CLIENT']);
  const south = await anOrganization(database, 'south');
  foreignAdmin = await aMember(database, south, 'Fay', ['ADMIN']);
  foreignCoach = await aMember(database, south, 'Finn', ['COACH', 'CLIENT']);
});

afterAll(() => waymark.close());
afterEach(() => waymark.database.owner('truncate engagements, busy_times cascade'));

const PROPOSE = `mutation ($input: ProposeEngagementInput!) { proposeEngagement(input: $input) { id status } }`;
const propose = (as: MemberActor | null, coachOf: MemberActor, clientOf: MemberActor) =>
  waymark.send(as, PROPOSE, {
    input: {
      coachId: `coach_${coachOf.memberId}`,
      clientId: `client_${clientOf.memberId}`,
      startsOn: '2026-01-05',
    },
  });
const act = (as: MemberActor | null, name: string, id: string, more = '') =>
  waymark.send(
    as,
    `mutation { ${name}(id: "${id}"${more}) { id status coachSignedAt clientSignedAt version } }`,
  );
const rows = () => waymark.database.owner('select * from engagements order by id');

async function proposed(): Promise<string> {
  const { data } = await propose(admin, coach, client);
  return data.proposeEngagement.id;
}

async function signed(): Promise<string> {
  const id = await proposed();
  await act(coach, 'signEngagement', id);
  await act(client, 'signEngagement', id);
  return id;
}

test('an engagement is active once both sides have signed, and signing again changes nothing', async () => {
  const id = await proposed();
  const first = await act(coach, 'signEngagement', id);
  expect(first.data.signEngagement).toMatchObject({ status: 'PROPOSED', clientSignedAt: null });
  const again = await act(coach, 'signEngagement', id);
  expect(again.data.signEngagement.coachSignedAt).toBe(first.data.signEngagement.coachSignedAt);
  const second = await act(client, 'signEngagement', id);
  expect(second.data.signEngagement).toMatchObject({ status: 'ACTIVE' });
});

test('a coach sees who a client is when asked to sign, and works with them only after both signed', async () => {
  const home =
    '{ me { coach { clients(first: 5) { totalCount nodes { name jobTitle } } engagements { nodes { status client { name } } } } } }';
  await proposed();
  const before = await waymark.send(coach, home);
  expect(before.data.me.coach).toEqual({
    clients: { totalCount: 0, nodes: [] },
    engagements: { nodes: [{ status: 'PROPOSED', client: { name: 'Clio' } }] },
  });
  await waymark.database.owner('truncate engagements, busy_times cascade');
  const id = await signed();
  const after = await waymark.send(coach, home);
  expect(after.data.me.coach.clients).toEqual({ totalCount: 1, nodes: [{ name: 'Clio', jobTitle: null }] });
  await act(client, 'endEngagement', id, ', ending: COMPLETED');
  const over = await waymark.send(coach, home);
  expect(over.data.me.coach).toEqual({
    clients: { totalCount: 0, nodes: [] },
    engagements: { nodes: [{ status: 'COMPLETED', client: null }] },
  });
});

test.each([
  ['nobody', () => null, 'UNAUTHENTICATED'],
  ['a coach', () => coach, 'FORBIDDEN'],
  ['a client', () => client, 'FORBIDDEN'],
  ['another organization’s admin', () => foreignAdmin, 'NOT_FOUND'],
] as [string, () => MemberActor | null, string][])(
  'proposing is for admins: %s is refused',
  async (_who, as, code) => {
    const { errors } = await propose(as(), coach, client);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(await rows()).toEqual([]);
  },
);

test.each(['signEngagement', 'pauseEngagement', 'resumeEngagement'])(
  '%s is for the two sides',
  async (name) => {
    const id = await (name === 'signEngagement' ? proposed() : signed());
    const before = await rows();
    for (const [as, code] of [
      [null, 'UNAUTHENTICATED'],
      [admin, 'FORBIDDEN'],
      [foreignCoach, 'NOT_FOUND'],
      [otherCoach, 'NOT_FOUND'],
      [otherClient, 'NOT_FOUND'],
    ] as const) {
      expect((await act(as, name, id)).errors).toMatchObject([{ extensions: { code } }]);
    }
    expect(await rows()).toEqual(before);
  },
);

test('an admin may take a proposal back, and not end what both have signed', async () => {
  const taken = await act(admin, 'endEngagement', await proposed(), ', ending: ENDED_EARLY');
  expect(taken.data.endEngagement.status).toBe('ENDED_EARLY');
  await waymark.database.owner('truncate engagements, busy_times cascade');
  const id = await signed();
  const before = await rows();
  expect((await act(admin, 'endEngagement', id, ', ending: ENDED_EARLY')).errors).toMatchObject([
    { extensions: { code: 'CONFLICT' } },
  ]);
  expect(await rows()).toEqual(before);
});

test('what is over stays over', async () => {
  const id = await signed();
  await act(coach, 'endEngagement', id, ', ending: COMPLETED');
  for (const name of ['signEngagement', 'pauseEngagement', 'resumeEngagement']) {
    expect((await act(coach, name, id)).errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  }
});

test('a proposal is not made active by resuming it', async () => {
  const id = await proposed();
  expect((await act(client, 'resumeEngagement', id)).errors).toMatchObject([
    { extensions: { code: 'CONFLICT' } },
  ]);
});

test('of parallel proposals to a coach with two places two are made, and of one pair one', async () => {
  await waymark.database.owner('update coaches set capacity = 2 where id = $1', [otherCoach.memberId]);
  const clients = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => aMember(waymark.database, admin.orgId, `Racer ${n}`, ['CLIENT'])),
  );
  const raced = await Promise.all(clients.map((each) => propose(admin, otherCoach, each)));
  expect(raced.filter(({ errors }) => !errors)).toHaveLength(2);
  expect(raced.flatMap(({ errors }) => errors ?? []).map((error) => error.extensions.code)).toEqual(
    Array(4).fill('LIMIT_REACHED'),
  );
  const twins = await Promise.all([1, 2, 3, 4].map(() => propose(admin, coach, client)));
  expect(twins.filter(({ errors }) => !errors)).toHaveLength(1);
  expect(await rows()).toHaveLength(3);
});

test('a profile is changed by its owner or an admin, at the version that was seen', async () => {
  const change = (as: MemberActor | null, version: number) =>
    waymark.send(
      as,
      `mutation ($v: Int!) { changeClientProfile(id: "client_${client.memberId}", version: $v, input: { jobTitle: "Analyst" }) { jobTitle version } }`,
      { v: version },
    );
  expect((await change(null, 1)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect((await change(coach, 1)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect((await change(otherClient, 1)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  expect((await change(foreignAdmin, 1)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  expect((await change(client, 1)).data).toEqual({
    changeClientProfile: { jobTitle: 'Analyst', version: 2 },
  });
  expect((await change(admin, 1)).errors).toMatchObject([{ extensions: { code: 'VERSION_CONFLICT' } }]);
  expect((await change(admin, 2)).data).toEqual({ changeClientProfile: { jobTitle: 'Analyst', version: 3 } });
});

test('a coach’s profile is everybody’s to read and the coach’s to change', async () => {
  const change = (as: MemberActor) =>
    waymark.send(
      as,
      `mutation { changeCoachProfile(id: "coach_${coach.memberId}", version: 1, input: { specialties: ["Change of field"] }) { specialties } }`,
    );
  expect((await change(otherCoach)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  expect((await change(coach)).data).toEqual({ changeCoachProfile: { specialties: ['Change of field'] } });
  const { data } = await waymark.send(
    otherClient,
    `{ coach(id: "coach_${coach.memberId}") { name specialties member { email } } }`,
  );
  expect(data.coach).toEqual({ name: 'Cora', specialties: ['Change of field'], member: null });
});
