import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember } from '../setup/people.js';
import { aWorld, type World } from './world.js';

let waymark: TestApp;
let world: World;

beforeAll(async () => {
  waymark = await startApp();
  world = await aWorld(waymark);
});

afterAll(() => waymark.close());

async function reviewed(client: string): Promise<void> {
  const { database } = waymark;
  await database.owner(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-01', 'ACTIVE', now(), now()) on conflict do nothing`,
    [world.north, world.coach.memberId, client],
  );
  await database.owner(
    `with plan as (
       insert into review_plans (org_id, client_id, kind, rrule, starts_on, local_time, time_chosen, period_days)
       values ($1, $2, 'SELF', 'FREQ=WEEKLY', '2026-06-01', '09:00', true, 7) returning id)
     insert into reviews (org_id, client_id, plan_id, kind, due_on, due_at)
     select $1, $2, plan.id, 'SELF', '2026-06-01', '2026-06-01T07:00Z' from plan`,
    [world.north, client],
  );
}

test('a coach reads plans and reviews of 1 and of 20 clients in one statement', async () => {
  const home = `{ me { coach { clients(first: 20) { nodes {
    reviewPlans { kind nextDueAt } reviews(first: 3) { nodes { dueOn plan { rrule } answer { wentWell } goals { lastValue } } } } } } } }`;
  const run = jest.spyOn(PipelinedClient.prototype, 'run');
  try {
    await reviewed(world.client.memberId);
    for (const clients of [1, 20]) {
      for (let at = 1; at < clients; at += 1) {
        await reviewed((await aMember(waymark.database, world.north, `Client ${at}`, ['CLIENT'])).memberId);
      }
      run.mockClear();
      const { data } = await waymark.send(world.coach, home);
      const seen = data.me.coach.clients.nodes as { reviews: { nodes: unknown[] } }[];
      expect(seen.map(({ reviews }) => reviews.nodes)).toEqual(
        Array(clients).fill([
          { dueOn: '2026-06-01', plan: { rrule: 'FREQ=WEEKLY' }, answer: null, goals: [] },
        ]),
      );
      // The first of the two says who asks.
      expect(run.mock.calls.map(([statements]) => statements.length)).toEqual([2]);
    }
  } finally {
    run.mockRestore();
  }
});
