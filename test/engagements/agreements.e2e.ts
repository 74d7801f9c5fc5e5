import type { MemberActor } from '../../src/db/actor.js';
import {
  agree,
  bare,
  clear,
  codeOf,
  end,
  propose,
  sign,
  startWorld,
  told,
  type World,
} from './engagements.world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => clear(world));

const FIELDS =
  'id number namesInAttendance recording retentionMonths lateCancelHours status narrowed coachSignedAt clientSignedAt orgSignedAt inForceFrom proposedBy { name }';
const change = (who: MemberActor, engagement: string, input: object) =>
  world.send(
    who,
    `mutation ($id: ID!, $input: AgreementClausesInput!) { proposeAgreement(engagementId: $id, input: $input) { ${FIELDS} } }`,
    { id: engagement, input },
  );
const signAgreement = (who: MemberActor, id: string) =>
  world.send(who, `mutation ($id: ID!) { signAgreement(id: $id) { ${FIELDS} } }`, { id });
const withdraw = (who: MemberActor, id: string) =>
  world.send(who, 'mutation ($id: ID!) { withdrawAgreement(id: $id) { status } }', { id });
const withdrawPermission = (who: MemberActor, engagement: string, permission: string) =>
  world.send(
    who,
    `mutation ($id: ID!) { withdrawPermission(engagementId: $id, permission: ${permission}) { ${FIELDS} } }`,
    { id: engagement },
  );
const read = async (who: MemberActor, engagement: string) =>
  (
    await told(
      world.send(
        who,
        `query ($id: ID!) { engagement(id: $id) { agreement { ${FIELDS} } proposedAgreement { ${FIELDS} }
           agreements(first: 20) { nodes { number status narrowed namesInAttendance recording } } } }`,
        { id: engagement },
      ),
    )
  ).engagement;
const history = async (engagement: string) =>
  (
    await world.database.owner<{ number: number; status: string }>(
      'select number, status from agreements where engagement_id = $1 order by number',
      [bare(engagement)],
    )
  ).map(({ number, status }) => `${number} ${status}`);

test('an engagement is proposed with what is usual, or with what the admin says, and signing it signs that', async () => {
  const usual = await propose(world);
  expect((await read(world.client, usual)).agreement).toMatchObject({
    number: 1,
    namesInAttendance: false,
    recording: false,
    retentionMonths: 24,
    lateCancelHours: 24,
    status: 'PROPOSED',
    coachSignedAt: null,
    clientSignedAt: null,
    orgSignedAt: expect.any(String),
    inForceFrom: null,
  });
  await clear(world);
  const id = await propose(world, { clauses: { namesInAttendance: true, lateCancelHours: 48 } });
  await told(sign(world, world.coach, id));
  await told(sign(world, world.client, id));
  expect((await read(world.admin, id)).agreement).toMatchObject({
    number: 1,
    namesInAttendance: true,
    recording: false,
    retentionMonths: 24,
    lateCancelHours: 48,
    status: 'IN_FORCE',
    proposedBy: { name: 'Ada' },
  });
});

test('a change holds once all three have signed, and what held before does until then', async () => {
  const id = await agree(world);
  const proposed = await told(change(world.coach, id, { recording: true }));
  expect(proposed.proposeAgreement).toMatchObject({
    number: 2,
    recording: true,
    lateCancelHours: 24,
    status: 'PROPOSED',
    coachSignedAt: expect.any(String),
    clientSignedAt: null,
    orgSignedAt: null,
  });
  const version = proposed.proposeAgreement.id;
  expect((await told(signAgreement(world.client, version))).signAgreement.status).toBe('PROPOSED');
  const half = await read(world.client, id);
  expect(half.agreement).toMatchObject({ number: 1, recording: false });
  expect(half.proposedAgreement).toMatchObject({ number: 2, orgSignedAt: null });
  expect((await told(signAgreement(world.admin, version))).signAgreement).toMatchObject({
    status: 'IN_FORCE',
    inForceFrom: expect.any(String),
  });
  const after = await read(world.coach, id);
  expect(after.agreement).toMatchObject({ number: 2, recording: true });
  expect(after.proposedAgreement).toBeNull();
  expect(await history(id)).toEqual(['1 SUPERSEDED', '2 IN_FORCE']);
  expect((await told(signAgreement(world.coach, version))).signAgreement.status).toBe('IN_FORCE');
});

test.each(['admin', 'coach', 'client'] as const)(
  'the %s can propose a change, and each of the others decline it',
  async (who) => {
    const id = await agree(world);
    for (const other of [world.admin, world.coach, world.client]) {
      const { proposeAgreement } = await told(change(world[who], id, { retentionMonths: 12 }));
      expect((await told(withdraw(other, proposeAgreement.id))).withdrawAgreement.status).toBe('WITHDRAWN');
      expect((await told(withdraw(other, proposeAgreement.id))).withdrawAgreement.status).toBe('WITHDRAWN');
      expect(codeOf(await signAgreement(world.coach, proposeAgreement.id))).toBe('CONFLICT');
    }
    expect(await history(id)).toEqual(['1 IN_FORCE', '2 WITHDRAWN', '3 WITHDRAWN', '4 WITHDRAWN']);
  },
);

test('what changes nothing, what waits already, and what is not open is refused', async () => {
  const id = await propose(world);
  const first = (await read(world.client, id)).agreement.id;
  expect(codeOf(await change(world.coach, id, { recording: true }))).toBe('CONFLICT');
  expect(codeOf(await signAgreement(world.client, first))).toBe('CONFLICT');
  expect(codeOf(await withdraw(world.client, first))).toBe('CONFLICT');
  await told(sign(world, world.coach, id));
  await told(sign(world, world.client, id));
  expect(codeOf(await change(world.coach, id, {}))).toBe('INVALID_INPUT');
  expect(codeOf(await change(world.coach, id, { lateCancelHours: 24, recording: false }))).toBe(
    'INVALID_INPUT',
  );
  for (const input of [
    { retentionMonths: 0 },
    { retentionMonths: 121 },
    { lateCancelHours: -1 },
    { lateCancelHours: 169 },
  ])
    expect(codeOf(await change(world.coach, id, input))).toBe('INVALID_INPUT');
  const { proposeAgreement } = await told(change(world.coach, id, { lateCancelHours: 0 }));
  expect(codeOf(await change(world.client, id, { recording: true }))).toBe('CONFLICT');
  expect(codeOf(await withdraw(world.client, first))).toBe('CONFLICT');
  await told(end(world, world.client, id));
  expect(codeOf(await signAgreement(world.client, proposeAgreement.id))).toBe('CONFLICT');
  expect(codeOf(await change(world.coach, id, { recording: true }))).toBe('CONFLICT');
  expect(await history(id)).toEqual(['1 IN_FORCE', '2 WITHDRAWN']);
});

test('an engagement that ends unsigned takes its agreement with it', async () => {
  const id = await propose(world);
  await told(end(world, world.client, id, 'ENDED_EARLY'));
  expect(await history(id)).toEqual(['1 WITHDRAWN']);
  expect((await read(world.client, id)).agreement).toBeNull();
});

test('a client takes a permission back alone and at once, and with it what was proposed on top of it', async () => {
  const id = await agree(world, { clauses: { namesInAttendance: true, recording: true } });
  const { proposeAgreement } = await told(change(world.client, id, { lateCancelHours: 1 }));
  const { withdrawPermission: narrowed } = await told(withdrawPermission(world.client, id, 'RECORDING'));
  expect(narrowed).toMatchObject({
    number: 3,
    narrowed: true,
    namesInAttendance: true,
    recording: false,
    lateCancelHours: 24,
    status: 'IN_FORCE',
    coachSignedAt: null,
    clientSignedAt: expect.any(String),
    orgSignedAt: null,
  });
  expect(codeOf(await signAgreement(world.coach, proposeAgreement.id))).toBe('CONFLICT');
  const again = await told(withdrawPermission(world.client, id, 'RECORDING'));
  expect(again.withdrawPermission.id).toBe(narrowed.id);
  await told(end(world, world.coach, id));
  const after = await told(withdrawPermission(world.client, id, 'NAMES_IN_ATTENDANCE'));
  expect(after.withdrawPermission).toMatchObject({ number: 4, namesInAttendance: false, recording: false });
  expect(await history(id)).toEqual(['1 SUPERSEDED', '2 WITHDRAWN', '3 SUPERSEDED', '4 IN_FORCE']);
});

test('a permission that was taken back is given again only by a version that all sign', async () => {
  const id = await agree(world, { clauses: { recording: true } });
  await told(withdrawPermission(world.client, id, 'RECORDING'));
  const { proposeAgreement } = await told(change(world.client, id, { recording: true }));
  await told(signAgreement(world.admin, proposeAgreement.id));
  expect((await read(world.client, id)).agreement).toMatchObject({ number: 2, recording: false });
  await told(signAgreement(world.coach, proposeAgreement.id));
  expect((await read(world.client, id)).agreement).toMatchObject({ number: 3, recording: true });
});

test('an admin who coaches signs for both that they are, and still needs the client', async () => {
  const id = await agree(world, {}, world.adminCoach);
  const { proposeAgreement } = await told(change(world.adminCoach, id, { namesInAttendance: true }));
  expect(proposeAgreement).toMatchObject({
    coachSignedAt: expect.any(String),
    orgSignedAt: expect.any(String),
    clientSignedAt: null,
    status: 'PROPOSED',
  });
  expect((await told(signAgreement(world.client, proposeAgreement.id))).signAgreement.status).toBe(
    'IN_FORCE',
  );
});

test('all three sign at once, many times over: it comes into force once, and nothing is lost', async () => {
  const id = await agree(world);
  const { proposeAgreement } = await told(change(world.admin, id, { recording: true }));
  const signed = await Promise.all(
    Array.from({ length: 24 }, (_, at) =>
      signAgreement([world.coach, world.client, world.admin][at % 3]!, proposeAgreement.id),
    ),
  );
  expect(signed.filter(({ errors }) => errors)).toEqual([]);
  expect(await history(id)).toEqual(['1 SUPERSEDED', '2 IN_FORCE']);
});

test('of changes proposed at once one waits', async () => {
  const id = await agree(world);
  const raced = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      change([world.coach, world.client, world.admin][at % 3]!, id, { lateCancelHours: at }),
    ),
  );
  expect(raced.map((answer) => (answer.errors ? codeOf(answer) : 'done')).sort()).toEqual([
    ...Array(19).fill('CONFLICT'),
    'done',
  ]);
  expect(await history(id)).toEqual(['1 IN_FORCE', '2 PROPOSED']);
});

test('signed, withdrawn and narrowed at once, one version is in force and none waits', async () => {
  for (let round = 0; round < 6; round += 1) {
    await clear(world);
    const id = await agree(world, { clauses: { recording: true } });
    const { proposeAgreement } = await told(change(world.coach, id, { lateCancelHours: 2 }));
    await told(signAgreement(world.admin, proposeAgreement.id));
    await Promise.all([
      signAgreement(world.client, proposeAgreement.id),
      withdraw(world.coach, proposeAgreement.id),
      withdrawPermission(world.client, id, 'RECORDING'),
    ]);
    const states = await world.database.owner<{ status: string; recording: boolean }>(
      `select status, recording from agreements where engagement_id = $1`,
      [bare(id)],
    );
    expect(states.filter(({ status }) => status === 'IN_FORCE')).toEqual([
      { status: 'IN_FORCE', recording: false },
    ]);
    expect(states.filter(({ status }) => status === 'PROPOSED')).toEqual([]);
  }
});

test('a permission that only waits to be given is taken back with the change that would give it, and with no other', async () => {
  const id = await agree(world);
  const { proposeAgreement } = await told(change(world.client, id, { recording: true }));
  for (const permission of ['NAMES_IN_ATTENDANCE', 'RECORDING'])
    expect((await told(withdrawPermission(world.client, id, permission))).withdrawPermission).toMatchObject({
      number: 1,
      status: 'IN_FORCE',
    });
  for (const other of [world.coach, world.admin])
    expect(codeOf(await signAgreement(other, proposeAgreement.id))).toBe('CONFLICT');
  await told(change(world.client, id, { lateCancelHours: 1 }));
  await told(withdrawPermission(world.client, id, 'RECORDING'));
  expect(await history(id)).toEqual(['1 IN_FORCE', '2 WITHDRAWN', '3 PROPOSED']);
});
