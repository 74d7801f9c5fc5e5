import { WinsJobs } from '../../src/journal/wins.jobs.js';
import {
  aGoal,
  anAction,
  bare,
  code,
  DAY,
  engage,
  journalOf,
  noon,
  startWorld,
  worldOf,
  type World,
} from './world.js';

let world: World;
let mine: ReturnType<typeof journalOf>;
let casts = 0;

beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  world = await worldOf(world.waymark, `cast-${(casts += 1)}`);
  mine = journalOf(world.waymark, world.client);
});
afterAll(() => world.waymark.close());

const kinds = async () => (await mine.wins()).map(({ kind }: { kind: string }) => kind);
const outbox = () =>
  world.waymark.database.owner<{ job: string; subject_id: string }>(
    'select job, subject_id from outbox where org_id = $1',
    [world.client.orgId],
  );
/** Does an action through the API. */
const finish = async (action: string) =>
  expect(code(await mine.ask(`mutation { completeAction(id: "action_${action}") { id } }`))).toBe('OK');

test('doing an action announces that the wins are to be looked at, and the job finds it', async () => {
  const { waymark, client } = world;
  const action = await anAction(waymark.database, client, null, null);
  expect(await outbox()).toEqual([]);
  await finish(action);
  expect(await outbox()).toContainEqual({ job: 'derive-wins', subject_id: client.memberId });
  await waymark.app.get(WinsJobs).derive({ orgId: client.orgId, subjectId: client.memberId, attempt: 1 });
  const { data } = await mine.ask(
    '{ myWins { nodes { kind at action { id } goal { id } milestone { id } setback { id } } } }',
  );
  expect(data.myWins.nodes).toEqual([
    {
      kind: 'ACTION_DONE',
      at: expect.any(String),
      action: { id: `action_${action}` },
      goal: null,
      milestone: null,
      setback: null,
    },
  ]);
});

test('a milestone that is done is a win', async () => {
  const { waymark, client } = world;
  const goal = await aGoal(waymark.database, client);
  await waymark.database.owner(
    `insert into goal_milestones (org_id, client_id, goal_id, position, title) values ($1, $2, $3, 1, 'First talk')`,
    [client.orgId, client.memberId, goal],
  );
  const { data } = await mine.ask(`{ goal(id: "goal_${goal}") { milestones { id } } }`);
  const [milestone] = data.goal.milestones;
  expect(code(await mine.ask(`mutation { completeMilestone(id: "${milestone.id}") { id } }`))).toBe('OK');
  expect(await outbox()).toContainEqual({ job: 'derive-wins', subject_id: client.memberId });
  await world.deriveWins(client);
  const wins = await mine.ask('{ myWins { nodes { kind milestone { title } goal { title } } } }');
  expect(wins.data.myWins.nodes).toEqual([
    { kind: 'MILESTONE_DONE', milestone: { title: 'First talk' }, goal: { title: 'Speak in public' } },
  ]);
});

test('the first action on the goal of a setback after it is a comeback, whichever came at the same time', async () => {
  const { waymark, client } = world;
  const goal = await aGoal(waymark.database, client);
  const setback = (
    await mine.logSetback({
      goalId: `goal_${goal}`,
      happenedAt: new Date(Date.now() - 3 * DAY).toISOString(),
    })
  ).data.logSetback.id;
  await anAction(waymark.database, client, null, noon(0));
  await anAction(waymark.database, client, goal, noon(0, 2));
  await anAction(waymark.database, client, goal, noon(0, 3));
  await world.deriveWins(client);
  const { data } = await mine.ask('{ myWins { nodes { kind setback { id } goal { id } } } }');
  expect(data.myWins.nodes[0]).toEqual({
    kind: 'COMEBACK',
    setback: { id: setback },
    goal: { id: `goal_${goal}` },
  });
});

test('every week with something done counts towards the active weeks', async () => {
  const { waymark, client } = world;
  for (const week of [0, 1, 2, 3]) await anAction(waymark.database, client, null, noon(7 * week));
  await world.deriveWins(client);
  const [latest] = await mine.wins();
  expect(latest).toMatchObject({ kind: 'ACTIVE_WEEKS', activeWeeks: 4 });
});

test('what lies back more than two weeks is no win any more', async () => {
  const { waymark, client } = world;
  await anAction(waymark.database, client, null, noon(17));
  await world.deriveWins(client);
  expect(await mine.wins()).toEqual([]);
});

test('twenty workers at once, and again, leave each event once and one win a day', async () => {
  const { waymark, client } = world;
  for (const daysAgo of [0, 0, 0, 1, 1, 3]) await anAction(waymark.database, client, null, noon(daysAgo));
  await Promise.all(Array.from({ length: 20 }, () => world.deriveWins(client)));
  const first = await mine.wins();
  expect(first).toHaveLength(3);
  expect(new Set(first.map(({ wonOn }: { wonOn: string }) => wonOn)).size).toBe(3);
  await world.deriveWins(client);
  expect(await mine.wins()).toEqual(first);
});

test('a done mark that was put right takes its win back, and makes room for another of the day', async () => {
  const { waymark, client } = world;
  const action = await anAction(waymark.database, client, null, noon(0));
  await world.deriveWins(client);
  expect(await kinds()).toEqual(['ACTION_DONE']);
  await waymark.database.owner(
    `update actions set status = 'TODO', done_at = null, done_on = null where id = $1`,
    [action],
  );
  expect(await outbox()).toEqual([{ job: 'derive-wins', subject_id: client.memberId }]);
  await world.deriveWins(client);
  expect(await kinds()).toEqual([]);
  const other = await anAction(waymark.database, client, null, noon(0));
  await world.deriveWins(client);
  const { data } = await mine.ask('{ myWins { nodes { action { id } } } }');
  expect(data.myWins.nodes).toEqual([{ action: { id: `action_${other}` } }]);
});

test('active weeks of which one was put right take their win back', async () => {
  const { waymark, client } = world;
  const [, , , first] = await Promise.all(
    [0, 1, 2, 3].map((week) => anAction(waymark.database, client, null, noon(7 * week))),
  );
  await world.deriveWins(client);
  expect(await kinds()).toContain('ACTIVE_WEEKS');
  await world.deriveWins(client);
  expect(await kinds()).toContain('ACTIVE_WEEKS');
  await waymark.database.owner(
    `update actions set status = 'TODO', done_at = null, done_on = null where id = $1`,
    [first],
  );
  await world.deriveWins(client);
  expect(await kinds()).not.toContain('ACTIVE_WEEKS');
});

test('the actions of others, a coach’s for the client too, are no wins', async () => {
  const { waymark, client, coach, otherClient } = world;
  await anAction(waymark.database, otherClient, null, noon(0));
  const taken = await anAction(waymark.database, client, null, noon(0));
  await waymark.database.owner('update actions set assignee_id = $2 where id = $1', [taken, coach.memberId]);
  await world.deriveWins(client);
  expect(await mine.wins()).toEqual([]);
});

test('nobody’s wins are derived who may not sign in, or is no client any more', async () => {
  const { waymark, client } = world;
  await anAction(waymark.database, client, null, noon(0));
  await waymark.database.owner(`update members set status = 'DISABLED' where id = $1`, [client.memberId]);
  await world.deriveWins(client);
  expect(await waymark.database.owner('select id from wins where client_id = $1', [client.memberId])).toEqual(
    [],
  );
});

test('nobody else sees a win until the client chooses, and then whom they choose', async () => {
  const { waymark, client, coach, buddy, otherCoach, otherClient } = world;
  const action = await anAction(waymark.database, client, await aGoal(waymark.database, client), noon(0));
  await world.deriveWins(client);
  const [win] = await mine.wins();
  const seen = async () => {
    const byCoach = await waymark.send(
      coach,
      `{ client(id: "client_${client.memberId}") { wins { nodes { id action { id } } } } }`,
    );
    const byBuddy = await waymark.send(
      buddy,
      `{ buddyPact(id: "buddy-pact_${world.pact}") { buddyWins { nodes { id action { id } goal { id } } } } }`,
    );
    return [byCoach.data.client.wins.nodes, byBuddy.data.buddyPact.buddyWins.nodes];
  };
  expect((await mine.ask('{ myWinVisibility { shownTo } }')).data.myWinVisibility).toBeNull();
  expect(await seen()).toEqual([[], []]);
  expect((await mine.showWins(['COACH', 'COACH'])).data.showWins).toEqual({ shownTo: ['COACH'] });
  expect(await seen()).toEqual([[{ id: win.id, action: { id: `action_${action}` } }], []]);
  await mine.showWins(['BUDDY']);
  // Nothing of the action or the goal that it is about.
  expect(await seen()).toEqual([[], [{ id: win.id, action: null, goal: null }]]);
  for (const person of [otherCoach, otherClient])
    expect((await waymark.send(person, `{ node(id: "${win.id}") { id } }`)).data.node).toBeNull();
  await mine.showWins([]);
  expect(await seen()).toEqual([[], []]);
});

test('those who see a win give kudos, once each; the client learns from whom', async () => {
  const { waymark, client, coach, buddy, otherCoach, otherClient, foreigner } = world;
  await anAction(waymark.database, client, null, noon(0));
  await world.deriveWins(client);
  const [{ id }] = await mine.wins();
  expect(code(await journalOf(waymark, coach).giveKudos(id))).toBe('NOT_FOUND');
  await mine.showWins(['COACH', 'BUDDY']);
  for (const person of [otherCoach, otherClient, foreigner])
    expect(code(await journalOf(waymark, person).giveKudos(id))).toBe('NOT_FOUND');
  expect((await mine.giveKudos(id)).errors).toMatchObject([
    { extensions: { code: 'NOT_FOUND', field: 'winId' } },
  ]);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => journalOf(waymark, coach).giveKudos(id)),
  );
  for (const { data } of answers)
    expect(data.giveKudos).toEqual({ id, kudosGiven: true, kudos: [{ giverName: 'Name coach' }] });
  expect((await journalOf(waymark, buddy).giveKudos(id)).data.giveKudos.kudos).toEqual([
    { giverName: 'Name buddy' },
  ]);
  const { data } = await mine.ask('{ myWins { nodes { kudosGiven kudos { giverName } } } }');
  expect(data.myWins.nodes).toEqual([
    { kudosGiven: false, kudos: [{ giverName: 'Name coach' }, { giverName: 'Name buddy' }] },
  ]);
  // Whoever no longer works with the client sees the win no more, nor their kudos.
  await waymark.database.owner(`update engagements set status = 'COMPLETED' where id = $1`, [
    world.engagement,
  ]);
  expect(code(await journalOf(waymark, coach).giveKudos(id))).toBe('NOT_FOUND');
  const rows = await waymark.database.owner('select id from kudos where win_id = $1', [bare(id)]);
  expect(rows).toHaveLength(2);
});

test('wins of two years are read by the page in their order', async () => {
  const { waymark, client, otherCoach } = world;
  await waymark.database.owner(
    `insert into wins (org_id, client_id, kind, won_on, at, week_on, active_weeks)
     select $1, $2, 'ACTIVE_WEEKS', d, d, date_trunc('week', d)::date, 4
     from generate_series(current_date - 700, current_date, interval '7 days') d`,
    [client.orgId, client.memberId],
  );
  await mine.showWins(['COACH']);
  await engage(waymark.database, otherCoach, client);
  const page = async (after: string | null) =>
    (
      await waymark.send(
        otherCoach,
        `query ($after: String) { client(id: "client_${client.memberId}") { wins(first: 60, after: $after) { nodes { wonOn } pageInfo { endCursor hasNextPage } } } }`,
        { after },
      )
    ).data.client.wins;
  const first = await page(null);
  const second = await page(first.pageInfo.endCursor);
  const days = [...first.nodes, ...second.nodes].map(({ wonOn }: { wonOn: string }) => wonOn);
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  expect(new Set(days).size).toBe(101);
  expect(days).toEqual([...days].sort().reverse());
});
