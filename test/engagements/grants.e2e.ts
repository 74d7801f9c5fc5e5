import { Db } from '../../src/db/db.js';
import { AllocationsService } from '../../src/engagements/allocations.service.js';
import {
  addSessions,
  agree,
  bare,
  clear,
  codeOf,
  end,
  propose,
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

const grant = (id: string, amount: number, unit = '') =>
  world.send(
    world.admin,
    `mutation { grantAllocation(engagementId: "${id}", input: { amount: ${amount}, reason: "More"${unit && `, unit: ${unit}`} }) { unit granted expiresOn } }`,
  );
const ledger = async (id: string) =>
  (
    await told(
      world.send(
        world.client,
        'query ($id: ID!) { engagement(id: $id) { allocation { unit granted expiresOn balance { left held used } entries(first: 20) { nodes { id kind amount sessionId reason member { name } at } } } } }',
        { id },
      ),
    )
  ).engagement.allocation;

test('an engagement is proposed with an allocation, whose unit and day it keeps', async () => {
  const id = await propose(world, { allocation: { unit: 'MINUTES', amount: 600, expiresOn: '2099-06-30' } });
  expect(await ledger(id)).toMatchObject({
    unit: 'MINUTES',
    granted: 600,
    expiresOn: '2099-06-30',
    balance: { left: 600, held: 0, used: 0 },
    entries: { nodes: [{ kind: 'GRANT', amount: 600, reason: null, sessionId: null }] },
  });
  expect(codeOf(await grant(id, 5, 'SESSIONS'))).toBe('INVALID_INPUT');
  expect((await told(grant(id, 60, 'MINUTES'))).grantAllocation).toMatchObject({
    unit: 'MINUTES',
    granted: 660,
  });
});

test('the first grant gives an engagement its limit, and says what it counts', async () => {
  const id = await agree(world);
  expect(await ledger(id)).toBeNull();
  expect(codeOf(await grant(id, 5))).toBe('INVALID_INPUT');
  expect(codeOf(await grant(id, 0, 'SESSIONS'))).toBe('INVALID_INPUT');
  expect(codeOf(await grant(id, 100_001, 'SESSIONS'))).toBe('INVALID_INPUT');
  expect(await ledger(id)).toBeNull();
  await told(grant(id, 5, 'SESSIONS'));
  await told(grant(id, 3));
  expect(await ledger(id)).toMatchObject({ granted: 8, balance: { left: 8 } });
});

test('a grant is taken back once, while the engagement is proposed', async () => {
  const id = await propose(world, { allocation: { unit: 'SESSIONS', amount: 50 } });
  const [first] = (await ledger(id)).entries.nodes;
  const reverse = () =>
    world.send(
      world.admin,
      `mutation { reverseGrant(entryId: "${first.id}", reason: "One nought too many") { granted } }`,
    );
  expect((await told(reverse())).reverseGrant.granted).toBe(0);
  expect(codeOf(await reverse())).toBe('CONFLICT');
  await told(grant(id, 5));
  expect(await ledger(id)).toMatchObject({
    granted: 5,
    balance: { left: 5 },
    entries: {
      nodes: [
        { kind: 'GRANT', amount: 5, reason: 'More' },
        { kind: 'REVERSE', amount: 50, reason: 'One nought too many' },
        { kind: 'GRANT', amount: 50 },
      ],
    },
  });
});

test('what is over is granted nothing, and what was never granted has no last day', async () => {
  const id = await agree(world);
  const expire = (on: string) =>
    world.send(
      world.admin,
      `mutation { setAllocationExpiry(engagementId: "${id}", expiresOn: ${on}) { expiresOn } }`,
    );
  expect(codeOf(await expire('"2099-01-01"'))).toBe('NOT_FOUND');
  await told(grant(id, 2, 'SESSIONS'));
  expect((await told(expire('"2099-01-01"'))).setAllocationExpiry.expiresOn).toBe('2099-01-01');
  expect((await told(expire('null'))).setAllocationExpiry.expiresOn).toBeNull();
  await told(end(world, world.client, id));
  expect(codeOf(await grant(id, 2))).toBe('CONFLICT');
});

test('the two sides read the ledger line by line', async () => {
  const id = await agree(world, { allocation: { unit: 'SESSIONS', amount: 2 } });
  const [session] = await addSessions(world, id, 1);
  const service = world.app.get(AllocationsService);
  await world.app
    .get(Db)
    .run(world.client, () => service.hold({ id: session!, engagementId: bare(id), minutes: 60 }));
  await world.app.get(Db).run(world.coach, async () => {
    await service.consume(session!);
    await service.restore(session!, 'The train');
  });
  const { balance, entries } = await ledger(id);
  expect(balance).toEqual({ left: 2, held: 0, used: 0 });
  expect(entries.nodes).toMatchObject([
    {
      kind: 'REVERSE',
      amount: 1,
      sessionId: `session_${session}`,
      reason: 'The train',
      member: { name: 'Cora' },
    },
    { kind: 'CONSUME', amount: 1, sessionId: `session_${session}`, member: { name: 'Cora' } },
    { kind: 'HOLD', amount: 1, sessionId: `session_${session}`, member: { name: 'Clio' } },
    { kind: 'GRANT', amount: 2, sessionId: null, member: null },
  ]);
});

test('of first grants in two units at once one says what is counted', async () => {
  const id = await agree(world);
  const raced = await Promise.all(
    Array.from({ length: 10 }, (_, at) => grant(id, 1, at % 2 ? 'SESSIONS' : 'MINUTES')),
  );
  const done = raced.filter(({ errors }) => !errors);
  expect(done).toHaveLength(5);
  expect(new Set(raced.filter(({ errors }) => errors).map(codeOf))).toEqual(new Set(['INVALID_INPUT']));
  expect((await ledger(id)).granted).toBe(5);
});
