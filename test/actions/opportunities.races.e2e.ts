import type { MemberActor } from '../../src/db/actor.js';
import { aMember } from '../setup/people.js';
import { actionsOf } from './people.js';
import { code, opportunitiesOf, startWorld, takenUp, tally, type World } from './opportunities.world.js';

let world: World;
let takers: MemberActor[];

beforeAll(async () => {
  world = await startWorld();
  const { orgId } = world.client;
  takers = await Promise.all(
    Array.from({ length: 500 }, (_, at) => aMember(world.database, orgId, `Taker ${at}`, ['CLIENT'])),
  );
}, 60_000);
afterAll(() => world.close());

/** What is stored of an opportunity, counted anew. */
async function stored(id: string) {
  const [row] = await world.database.owner(
    `select o.seats_taken as seats,
       (select count(*)::int from opportunity_applications a where a.opportunity_id = o.id and a.withdrawn_at is null) as standing,
       (select count(*)::int from opportunity_applications a where a.opportunity_id = o.id) as applications,
       (select count(*)::int from actions t where t.title = o.title) as actions
     from opportunities o where o.id = $1`,
    [id.slice('opportunity_'.length)],
  );
  return row;
}

test('of 500 who take up one with 7 seats at once, 7 have it, and the others nothing', async () => {
  const id = await opportunitiesOf(world, world.mentor).posted({ title: 'Seven', seats: 7 });
  const answers = await Promise.all(takers.map((taker) => opportunitiesOf(world, taker).takeUp(id)));
  expect(tally(answers)).toEqual({ OK: 7, LIMIT_REACHED: 493 });
  expect(await stored(id)).toEqual({ seats: 7, standing: 7, applications: 7, actions: 7 });
  const { data } = await opportunitiesOf(world, world.mentor).read(id, 'applications { totalCount }');
  expect(data.opportunity.applications.totalCount).toBe(7);
}, 60_000);

test('one client who takes it up 50 times at once has one seat', async () => {
  const id = await opportunitiesOf(world, world.mentor).posted({ title: 'Fifty', seats: 20 });
  const mine = opportunitiesOf(world, world.client);
  expect(tally(await Promise.all(Array.from({ length: 50 }, () => mine.takeUp(id))))).toEqual({
    OK: 1,
    CONFLICT: 49,
  });
  expect(await stored(id)).toEqual({ seats: 1, standing: 1, applications: 1, actions: 1 });
});

test('one seat is given back once, however often at once', async () => {
  const id = await opportunitiesOf(world, world.mentor).posted({ title: 'Back', seats: 3 });
  await takenUp(world, world.otherClient, id);
  const application = await takenUp(world, world.client, id);
  const mine = opportunitiesOf(world, world.client);
  expect(tally(await Promise.all(Array.from({ length: 50 }, () => mine.stepBack(application))))).toEqual({
    OK: 50,
  });
  expect(await stored(id)).toEqual({ seats: 1, standing: 1, applications: 2, actions: 2 });
});

test('stepping back while the step is marked done gives the seat back, whichever comes first', async () => {
  const id = await opportunitiesOf(world, world.mentor).posted({ title: 'Both' });
  const answers = await Promise.all(
    takers.slice(0, 40).map(async (taker) => {
      const theirs = opportunitiesOf(world, taker);
      const { id: application, action } = (await theirs.takeUp(id)).data.takeUpOpportunity;
      const [back] = await Promise.all([
        theirs.stepBack(application),
        actionsOf(world, taker).complete(action.id),
      ]);
      return back;
    }),
  );
  expect(tally(answers)).toEqual({ OK: 40 });
  expect(await stored(id)).toMatchObject({ seats: 0, standing: 0 });
}, 60_000);

test('taking up and stepping back at once never lose or make a seat', async () => {
  const id = await opportunitiesOf(world, world.mentor).posted({ title: 'Churn', seats: 5 });
  const refusals = new Set<string>();
  await Promise.all(
    takers.slice(0, 40).map(async (taker) => {
      const theirs = opportunitiesOf(world, taker);
      for (let times = 0; times < 3; times += 1) {
        const taking = await theirs.takeUp(id);
        if (taking.errors) refusals.add(code(taking));
        const application = taking.data?.takeUpOpportunity?.id as string | undefined;
        if (application) await Promise.all([theirs.stepBack(application), theirs.takeUp(id)]);
      }
    }),
  );
  const { seats, standing } = (await stored(id)) as { seats: number; standing: number };
  expect(seats).toBe(standing);
  expect(seats).toBeLessThanOrEqual(5);
  // It is there, and nobody took it up twice; a seat may come free again just after it was refused.
  expect([...refusals].filter((each) => each !== 'LIMIT_REACHED' && each !== 'CONFLICT')).toEqual([]);
}, 60_000);

test('closing while many take it up leaves those who were before it, and lets nobody in after', async () => {
  const mentor = opportunitiesOf(world, world.mentor);
  const id = await mentor.posted({ title: 'Closing' });
  const [closing, ...answers] = await Promise.all([
    mentor.close(id),
    ...takers.slice(0, 60).map((taker) => opportunitiesOf(world, taker).takeUp(id)),
  ]);
  expect(code(closing!)).toBe('OK');
  const { OK: taken = 0, CONFLICT: refused = 0 } = tally(answers);
  expect(taken + refused).toBe(60);
  expect(await stored(id)).toEqual({ seats: taken, standing: taken, applications: taken, actions: taken });
  expect(code(await opportunitiesOf(world, takers[99]!).takeUp(id))).toBe('CONFLICT');
});

test('seats that are taken away while many take them up are never fewer than those taken', async () => {
  const mentor = opportunitiesOf(world, world.mentor);
  const id = await mentor.posted({ title: 'Shrinking', seats: 30 });
  const [change, ...answers] = await Promise.all([
    mentor.change(id, 1, { seats: 10 }),
    ...takers.slice(0, 60).map((taker) => opportunitiesOf(world, taker).takeUp(id)),
  ]);
  const { OK: taken = 0 } = tally(answers);
  expect(taken).toBe(code(change!) === 'OK' ? 10 : 30);
  expect(await stored(id)).toMatchObject({ seats: taken, standing: taken });
});

test('of 100 changes of one version at once one wins', async () => {
  const mentor = opportunitiesOf(world, world.mentor);
  const id = await mentor.posted({ title: 'Versions' });
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) => mentor.change(id, 1, { place: `Room ${at}` })),
  );
  expect(tally(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 99 });
  expect((await mentor.read(id)).data.opportunity.version).toBe(2);
});
