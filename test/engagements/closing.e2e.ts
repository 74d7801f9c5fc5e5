import type { MemberActor } from '../../src/db/actor.js';
import {
  addSessions,
  agree,
  bare,
  clear,
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

const CLOSING = `query ($id: ID!) { engagement(id: $id) { closing { ending endedOn notesKeptUntil engagement { id }
  exitCheckIn { status trigger } sessionsToRate(first: 5) { nodes { id } } } } }`;
const closing = async (who: MemberActor, id: string) =>
  (await told(world.send(who, CLOSING, { id }))).engagement.closing;

test('a closing says how it ended and until when the coach keeps notes, and what is left to do', async () => {
  const id = await agree(world, { clauses: { retentionMonths: 12 } });
  const [held, rated, ahead] = await addSessions(world, id, 3);
  await world.database.owner(
    `update sessions set status = 'HELD', starts_at = starts_at - interval '30 days', ends_at = ends_at - interval '30 days'
     where id = any ($1)`,
    [[held, rated]],
  );
  await told(
    world.send(world.client, `mutation { rateSession(sessionId: "session_${rated}", rating: 5) { id } }`),
  );
  expect(await closing(world.client, id)).toBeNull();
  await told(end(world, world.coach, id));
  await world.database.owner(`update engagements set starts_on = '2026-01-05', ends_on = '2026-02-28'`);
  const common = {
    ending: 'COMPLETED',
    endedOn: '2026-02-28',
    notesKeptUntil: '2027-02-28T00:00:00.000Z',
    engagement: { id },
  };
  expect(await closing(world.client, id)).toEqual({
    ...common,
    exitCheckIn: { status: 'DUE', trigger: 'EXIT' },
    sessionsToRate: { nodes: [{ id: `session_${held}` }] },
  });
  for (const who of [world.coach, world.admin])
    expect(await closing(who, id)).toEqual({ ...common, exitCheckIn: null, sessionsToRate: { nodes: [] } });
  expect(await world.database.owner('select status from sessions where id = $1', [ahead])).toEqual([
    { status: 'CANCELLED' },
  ]);
});

test('as an engagement ends, what its sessions held is given back, and all of it is in the ledger', async () => {
  const id = await agree(world, { allocation: { unit: 'SESSIONS', amount: 3 } });
  const [, ahead] = await addSessions(world, id, 2);
  await world.database.owner(
    `insert into allocation_entries (org_id, engagement_id, coach_id, client_id, kind, amount, session_id)
     select org_id, engagement_id, coach_id, client_id, 'HOLD', 1, id from sessions`,
  );
  await told(end(world, world.client, id));
  expect(
    await world.database.owner(
      'select remaining as left, held, used from allocation_balances where id = $1',
      [bare(id)],
    ),
  ).toEqual([{ left: 3, held: 0, used: 0 }]);
  expect(
    await world.database.owner('select kind from allocation_entries where session_id = $1 order by id', [
      ahead,
    ]),
  ).toEqual([{ kind: 'HOLD' }, { kind: 'RELEASE' }]);
});

test('an engagement that nobody signed leaves nothing to do', async () => {
  const id = await propose(world);
  await told(end(world, world.client, id, 'ENDED_EARLY'));
  expect(await closing(world.client, id)).toBeNull();
});

test.each([null, '2099-06-30'])(
  'an engagement that rests and goes on keeps its last day, %s',
  async (endsOn) => {
    await clear(world);
    const id = await agree(world, { endsOn });
    const lastDay = () => world.database.owner('select ends_on::text as day from engagements');
    for (const step of ['pauseEngagement', 'resumeEngagement']) {
      await told(world.send(world.coach, `mutation { ${step}(id: "${id}") { id } }`));
      expect(await lastDay()).toEqual([{ day: endsOn }]);
    }
  },
);
