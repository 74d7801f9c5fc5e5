import type { MemberActor } from '../../src/db/actor.js';
import { Db } from '../../src/db/db.js';
import { AllocationsService } from '../../src/engagements/allocations.service.js';
import {
  addSessions,
  agree,
  bare,
  clear,
  coachId,
  codeOf,
  end,
  sign,
  sqlAs,
  startWorld,
  told,
  type World,
} from './engagements.world.js';

let world: World;
let old: string;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await clear(world);
  old = await agree(world, {
    allocation: { unit: 'SESSIONS', amount: 10, expiresOn: '2099-12-31' },
    paid: false,
  });
});

const HAND_OVER = 'id picked completedAt from { id } to { id status paid }';
const handOver = (who: MemberActor, from: string, coach: MemberActor) =>
  world.send(
    who,
    `mutation ($id: ID!, $coach: ID!) { handOver(engagementId: $id, coachId: $coach) { ${HAND_OVER} } }`,
    { id: from, coach: coachId(coach) },
  );
const pick = (who: MemberActor, to: string, ...subjects: string[]) =>
  world.send(
    who,
    `mutation ($id: ID!) { pickForHandOver(engagementId: $id, subjects: [${subjects.join(', ')}]) { ${HAND_OVER} } }`,
    { id: to },
  );
const request = (who: MemberActor, id: string) =>
  world.send(who, 'mutation ($id: ID!) { requestHandOver(engagementId: $id) { id endedAt } }', { id });
const requests = async (who: MemberActor) =>
  (await told(world.send(who, '{ handOverRequests(first: 5) { nodes { engagement { id } } } }')))
    .handOverRequests.nodes;
const proposed = async () =>
  (await told(handOver(world.admin, old, world.nextCoach))).handOver.to.id as string;
async function handedOver(): Promise<string> {
  const to = await proposed();
  await told(sign(world, world.nextCoach, to));
  await told(sign(world, world.client, to));
  return to;
}
const statuses = async () =>
  (await world.database.owner<{ status: string }>('select status from engagements order by id')).map(
    ({ status }) => status,
  );
const balances = () =>
  world.database.owner('select remaining as left, held, used from allocation_balances order by id');
/** What plain SQL shows somebody of the old engagement. */
const sight = async (who: MemberActor) => ({
  engagements: (await sqlAs(world, who, 'select id from engagements where id = $1', [bare(old)])).length,
  sessions: (await sqlAs(world, who, 'select id from sessions where engagement_id = $1', [bare(old)])).length,
  notes: (await sqlAs(world, who, 'select id from session_notes where engagement_id = $1', [bare(old)]))
    .length,
});
const nothing = { engagements: 0, sessions: 0, notes: 0 };

test('a client’s request for another coach is seen by admins and by the client, never by the coach', async () => {
  const { requestHandOver } = await told(request(world.client, old));
  expect((await told(request(world.client, old))).requestHandOver.id).toBe(requestHandOver.id);
  for (const who of [world.admin, world.client])
    expect(await requests(who)).toEqual([{ engagement: { id: old } }]);
  expect(await requests(world.otherClient)).toEqual([]);
  expect(await sqlAs(world, world.coach, 'select id from hand_over_requests')).toEqual([]);
  const shown = await told(
    world.send(
      world.coach,
      'query ($id: ID!) { engagement(id: $id) { handOverRequest { id } handOver { id } } }',
      {
        id: old,
      },
    ),
  );
  expect(shown.engagement).toEqual({ handOverRequest: null, handOver: null });
  const takeBack = () =>
    world.send(world.client, `mutation { withdrawHandOverRequest(id: "${requestHandOver.id}") { endedAt } }`);
  await told(takeBack());
  await told(takeBack());
  expect(await requests(world.admin)).toEqual([]);
});

test('the new coach signs first, and with the client’s signature the old engagement ends', async () => {
  await told(request(world.client, old));
  const to = await proposed();
  expect(codeOf(await sign(world, world.client, to))).toBe('CONFLICT');
  expect(await statuses()).toEqual(['ACTIVE', 'PROPOSED']);
  await told(sign(world, world.nextCoach, to));
  expect(await statuses()).toEqual(['ACTIVE', 'PROPOSED']);
  expect((await told(sign(world, world.client, to))).signEngagement.status).toBe('ACTIVE');
  expect(await statuses()).toEqual(['ENDED_EARLY', 'ACTIVE']);
  expect(await requests(world.admin)).toEqual([]);
  const { engagement } = await told(
    world.send(world.client, `query ($id: ID!) { engagement(id: $id) { handOver { ${HAND_OVER} } } }`, {
      id: to,
    }),
  );
  expect(engagement.handOver).toMatchObject({
    picked: [],
    completedAt: expect.any(String),
    from: { id: old },
  });
});

test('what is left goes along, what was held is given back first, and no admin learns how much it was', async () => {
  const [used, ahead] = await addSessions(world, old, 2);
  const ledger = world.app.get(AllocationsService);
  await world.app.get(Db).run(world.coach, async () => {
    await ledger.hold({ id: used!, engagementId: bare(old), minutes: 60 });
    await ledger.consume(used!);
    await ledger.hold({ id: ahead!, engagementId: bare(old), minutes: 60 });
    // Given back by who cancels the session, here as its engagement ends.
    await ledger.release(ahead!);
  });
  const to = await handedOver();
  expect(await balances()).toEqual([
    { left: 0, held: 0, used: 1 },
    { left: 9, held: 0, used: 0 },
  ]);
  const read = async (who: MemberActor) =>
    (
      await told(
        world.send(
          who,
          `query ($id: ID!) { engagement(id: $id) { allocation { unit granted expiresOn balance { left } entries(first: 5) { nodes { kind amount } } } } }`,
          { id: to },
        ),
      )
    ).engagement.allocation;
  const common = { unit: 'SESSIONS', granted: 0, expiresOn: '2099-12-31' };
  expect(await read(world.admin)).toEqual({ ...common, balance: null, entries: { nodes: [] } });
  for (const side of [world.nextCoach, world.client])
    expect(await read(side)).toEqual({
      ...common,
      balance: { left: 9 },
      entries: { nodes: [{ kind: 'CARRY', amount: 9 }] },
    });
  await told(end(world, world.client, to));
});

test('a limit goes along where nothing is left, and more is granted in its unit alone', async () => {
  await world.database.owner(
    `insert into allocation_entries (org_id, engagement_id, coach_id, client_id, kind, amount)
     select org_id, id, coach_id, client_id, 'EXPIRE', 10 from allocations`,
  );
  const to = await proposed();
  const grant = (unit: string) =>
    world.send(
      world.admin,
      `mutation ($id: ID!) { grantAllocation(engagementId: $id, input: { unit: ${unit}, amount: 2, reason: "More" }) { granted } }`,
      { id: to },
    );
  expect(codeOf(await grant('MINUTES'))).toBe('INVALID_INPUT');
  await told(grant('SESSIONS'));
  await told(sign(world, world.nextCoach, to));
  await told(sign(world, world.client, to));
  expect(await balances()).toEqual([
    { left: 0, held: 0, used: 0 },
    { left: 2, held: 0, used: 0 },
  ]);
});

test('nothing of the old engagement reaches the new coach until the client picks it, and while they do', async () => {
  const [session] = await addSessions(world, old, 2);
  await told(
    world.send(
      world.coach,
      `mutation { addSessionNote(sessionId: "session_${session}", text: "Shared") { id } }`,
    ),
  );
  const to = await proposed();
  await told(pick(world.client, to, 'SESSIONS', 'SHARED_NOTES'));
  expect(await sight(world.nextCoach)).toEqual(nothing);
  await told(sign(world, world.nextCoach, to));
  expect(await sight(world.nextCoach)).toEqual(nothing);
  await told(sign(world, world.client, to));
  expect(await sight(world.nextCoach)).toEqual({ engagements: 1, sessions: 2, notes: 1 });
  expect((await told(pick(world.client, to, 'SHARED_NOTES'))).pickForHandOver.picked).toEqual([
    'SHARED_NOTES',
  ]);
  expect(await sight(world.nextCoach)).toEqual({ engagements: 0, sessions: 0, notes: 1 });
  await told(pick(world.client, to));
  expect(await sight(world.nextCoach)).toEqual(nothing);
  await told(pick(world.client, to, 'SESSIONS'));
  const shown = await told(
    world.send(
      world.nextCoach,
      `{ client(id: "client_${world.client.memberId}") { sessions(first: 5) { nodes { coach { name } engagement { status } notes(first: 5) { nodes { text } } } } } }`,
    ),
  );
  expect(shown.client.sessions.nodes).toEqual(
    Array(2).fill({ coach: { name: 'Cora' }, engagement: { status: 'ENDED_EARLY' }, notes: { nodes: [] } }),
  );
  for (const who of [world.otherClient, world.mentor, world.foreigner])
    expect(await sight(who)).toEqual(nothing);
  await told(end(world, world.client, to));
  expect(await sight(world.nextCoach)).toEqual(nothing);
});

test('what the new coach may read of the old engagement is not theirs to change', async () => {
  const [session] = await addSessions(world, old, 1);
  const to = await handedOver();
  await told(pick(world.client, to, 'SESSIONS', 'SHARED_NOTES'));
  for (const table of ['engagements', 'sessions', 'session_notes'])
    expect(
      await sqlAs(
        world,
        world.nextCoach,
        `update ${table} set version = version where ${table === 'engagements' ? 'id' : 'engagement_id'} = $1 returning id`,
        [bare(old)],
      ),
    ).toEqual([]);
  const acts = [
    `pauseEngagement(id: "${old}") { id }`,
    `endEngagement(id: "${old}", ending: COMPLETED) { id }`,
    `proposeAgreement(engagementId: "${old}", input: { recording: true }) { id }`,
    `addSessionNote(sessionId: "session_${session}", text: "Mine") { id }`,
    `cancelSession(id: "session_${session}") { id }`,
  ];
  for (const act of acts)
    expect(codeOf(await world.send(world.nextCoach, `mutation { ${act} }`))).toBe('NOT_FOUND');
});

test('a client hands over by themself, also what is over already; an engagement is handed over once at a time', async () => {
  await told(end(world, world.coach, old));
  const to = (await told(handOver(world.client, old, world.nextCoach))).handOver.to;
  expect(to).toMatchObject({ status: 'PROPOSED', paid: false });
  expect(codeOf(await handOver(world.admin, old, world.adminCoach))).toBe('CONFLICT');
  await told(end(world, world.nextCoach, to.id, 'ENDED_EARLY'));
  const next = (await told(handOver(world.client, old, world.adminCoach))).handOver.to.id;
  await told(sign(world, world.adminCoach, next));
  await told(sign(world, world.client, next));
  expect(await statuses()).toEqual(['COMPLETED', 'ENDED_EARLY', 'ACTIVE']);
  expect(await balances()).toEqual([
    { left: 0, held: 0, used: 0 },
    { left: 10, held: 0, used: 0 },
  ]);
  expect(codeOf(await handOver(world.client, old, world.nextCoach))).toBe('CONFLICT');
});

test('neither to the same coach, nor to a full one, nor what was never signed', async () => {
  expect(codeOf(await handOver(world.admin, old, world.coach))).toBe('CONFLICT');
  await world.database.owner('update coaches set capacity = 0 where id = $1', [world.nextCoach.memberId]);
  expect(codeOf(await handOver(world.admin, old, world.nextCoach))).toBe('LIMIT_REACHED');
  await world.database.owner('update coaches set capacity = 20');
  const to = await proposed();
  expect(codeOf(await handOver(world.admin, to, world.adminCoach))).toBe('CONFLICT');
  expect(codeOf(await request(world.client, to))).toBe('CONFLICT');
  expect(codeOf(await pick(world.client, old, 'SESSIONS'))).toBe('NOT_FOUND');
  expect(codeOf(await pick(world.client, to, 'SESSIONS', 'SESSIONS'))).toBe('INVALID_INPUT');
});

test('handed over by many at once it is proposed once, and signed many times at once carried over once', async () => {
  const raced = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      handOver(at % 2 ? world.admin : world.client, old, at % 3 ? world.nextCoach : world.adminCoach),
    ),
  );
  const done = raced.filter(({ errors }) => !errors);
  expect(done).toHaveLength(1);
  expect(new Set(raced.filter(({ errors }) => errors).map(codeOf))).toEqual(new Set(['CONFLICT']));
  const to = done[0]!.data.handOver.to.id as string;
  const [row] = await world.database.owner<{ coach_id: string }>('select coach_id from hand_overs');
  const coach = row!.coach_id === world.nextCoach.memberId ? world.nextCoach : world.adminCoach;
  await told(sign(world, coach, to));
  await Promise.all([
    ...Array.from({ length: 6 }, () => sign(world, world.client, to)),
    ...Array.from({ length: 3 }, () => end(world, world.coach, old)),
  ]);
  expect((await statuses())[1]).toBe('ACTIVE');
  expect(await balances()).toEqual([
    { left: 0, held: 0, used: 0 },
    { left: 10, held: 0, used: 0 },
  ]);
});
