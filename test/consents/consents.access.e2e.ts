import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

let waymark: TestApp;
let client: MemberActor;
let coach: MemberActor;
let engagement: string;
let consent: string;
const people: Record<string, MemberActor | null> = {};

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  Object.assign(people, {
    anonymous: null,
    'a client elsewhere': await aMember(database, south, 'Fay', ['CLIENT']),
    'an admin': await aMember(database, north, 'Ada', ['ADMIN']),
    'a coach of another': await aMember(database, north, 'Otto', ['COACH']),
    'the own coach': coach,
    'a mentor': await aMember(database, north, 'Mel', ['MENTOR']),
    'another client': await aMember(database, north, 'Odo', ['CLIENT']),
  });
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-05', 'ACTIVE', now(), now()) returning id`,
    [north, coach.memberId, client.memberId],
  );
  engagement = `engagement_${row!.id}`;
  consent = (await give(client)).data.giveConsent.id;
});
afterAll(() => waymark.close());

const rows = () => waymark.database.owner('select * from consents order by id');
const give = (as: MemberActor | null, more = '') =>
  waymark.send(
    as,
    `mutation { giveConsent(engagementId: "${engagement}", subject: SKILLS${more}) { id subject until withdrawnAt stands } }`,
  );
const withdraw = (as: MemberActor | null, id = consent) =>
  waymark.send(as, `mutation { withdrawConsent(id: "${id}") { id withdrawnAt stands } }`);
const list = (as: MemberActor | null) => waymark.send(as, '{ consents(first: 10) { nodes { id } } }');

test.each([
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['a client elsewhere', 'NOT_FOUND', 'NOT_FOUND', []],
  ['an admin', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
  ['a coach of another', 'FORBIDDEN', 'FORBIDDEN', []],
  ['the own coach', 'FORBIDDEN', 'FORBIDDEN', ['consent']],
  ['a mentor', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
  ['another client', 'NOT_FOUND', 'NOT_FOUND', []],
])('%s: giving %s, withdrawing %s, reading %s', async (person, giving, withdrawing, reading) => {
  const before = await rows();
  const as = people[person]!;
  expect((await give(as)).errors![0]!.extensions.code).toBe(giving);
  expect((await withdraw(as)).errors![0]!.extensions.code).toBe(withdrawing);
  const { data, errors } = await list(as);
  if (typeof reading === 'string') expect(errors![0]!.extensions.code).toBe(reading);
  else expect(data.consents.nodes.map(() => 'consent')).toEqual(reading);
  expect(await rows()).toEqual(before);
});

test('giving what stands changes until when, and leaves one', async () => {
  const until = ', until: "2099-01-01T00:00:00.000Z"';
  const answers = await Promise.all(Array.from({ length: 20 }, () => give(client, until)));
  expect(new Set(answers.map(({ data }) => data.giveConsent.id))).toEqual(new Set([consent]));
  expect(answers[0]!.data.giveConsent).toEqual({
    id: consent,
    subject: 'SKILLS',
    until: '2099-01-01T00:00:00.000Z',
    withdrawnAt: null,
    stands: true,
  });
  expect(await rows()).toHaveLength(1);
});

test('an end before now is refused by name', async () => {
  const before = await rows();
  const { errors } = await give(client, ', until: "2020-01-01T00:00:00.000Z"');
  expect(errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'until' });
  expect(await rows()).toEqual(before);
});

test('what was taken back stays as a record, and giving again makes another', async () => {
  const [first] = await Promise.all(Array.from({ length: 5 }, () => withdraw(client)));
  expect(first!.data.withdrawConsent.stands).toBe(false);
  expect((await withdraw(client)).data.withdrawConsent.withdrawnAt).toBe(
    first!.data.withdrawConsent.withdrawnAt,
  );
  const again = (await give(client)).data.giveConsent;
  expect(again.id).not.toBe(consent);
  expect(await rows()).toHaveLength(2);
});

test('consent is not given within what is only proposed, or over', async () => {
  for (const status of ['PROPOSED', 'COMPLETED']) {
    await waymark.database.owner('update engagements set status = $1', [status]);
    const before = await rows();
    expect((await give(client)).errors![0]!.extensions.code).toBe('CONFLICT');
    expect(await rows()).toEqual(before);
  }
});
