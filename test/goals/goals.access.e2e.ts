import { jest } from '@jest/globals';
import type { MemberActor } from '../../src/db/actor.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, engage, goalsOf, scaled } from './people.js';

let waymark: TestApp;
let callers: Record<string, MemberActor | null>;
let goal: string;
let draft: string;
let update: string;
let milestone: string;
let done: string;
let scaledGoal: string;
let rating: string;

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const client = await aMember(database, north, 'Clio', ['CLIENT']);
  const coach = await aMember(database, north, 'Cora', ['COACH']);
  const unsigned = await aMember(database, north, 'Uma', ['COACH']);
  callers = {
    anonymous: null,
    foreigner: await aMember(database, south, 'Finn', ['CLIENT', 'COACH', 'ADMIN']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    adminWhoCoaches: await aMember(database, north, 'Alma', ['ADMIN', 'COACH']),
    unsignedCoach: unsigned,
    // Another client, as a buddy is.
    otherClient: await aMember(database, north, 'Odo', ['CLIENT']),
    otherCoach: await aMember(database, north, 'Otto', ['COACH']),
    mentor: await aMember(database, north, 'Mia', ['MENTOR']),
    coach,
    client,
  };
  await engage(database, coach, client);
  await engage(database, callers.otherCoach!, callers.otherClient!);
  await database.owner(
    `insert into engagements (org_id, coach_id, client_id, starts_on) values ($1, $2, $3, '2026-01-05')`,
    [north, unsigned.memberId, client.memberId],
  );
  const mine = goalsOf(waymark, client);
  draft = await mine.draft();
  goal = await mine.draft();
  await mine.activate(goal);
  update = (await mine.log(goal, { value: 3 })).data.logProgress.latestProgress.id;
  await mine.addMilestone(goal, { title: 'Second talk' });
  [milestone, done] = (await mine.read(goal, 'milestones { id }')).data.goal.milestones.map(
    ({ id }: { id: string }) => id,
  );
  await mine.completeMilestone(done);
  scaledGoal = await mine.draft(scaled);
  await mine.activate(scaledGoal);
  await mine.confirmScale(scaledGoal);
  await goalsOf(waymark, coach).confirmScale(scaledGoal);
  rating = (await mine.log(scaledGoal, { value: 1 })).data.logProgress.latestProgress.id;
});

afterAll(() => waymark.close());

const tables = [
  'goals',
  'goal_milestones',
  'goal_progress',
  'goal_revisions',
  'goal_scale_confirmations',
  'goal_rating_confirmations',
];
const everything = () =>
  Promise.all(tables.map((table) => waymark.database.owner(`select * from ${table} order by id`)));

/** Every operation of the client's that changes something that exists. */
const actions: Record<string, (as: MemberActor | null) => Promise<Answer>> = {
  updateGoal: (as) => goalsOf(waymark, as).update(goal, 3, { title: 'Mine now' }),
  activateGoal: (as) => goalsOf(waymark, as).activate(draft),
  pauseGoal: (as) => goalsOf(waymark, as).pause(goal),
  resumeGoal: (as) => goalsOf(waymark, as).resume(goal),
  completeGoal: (as) => goalsOf(waymark, as).complete(goal),
  abandonGoal: (as) => goalsOf(waymark, as).abandon(goal),
  logProgress: (as) => goalsOf(waymark, as).log(goal, { value: 9 }),
  correctProgress: (as) => goalsOf(waymark, as).correct(update, { value: 9, reason: 'No' }),
  addMilestone: (as) => goalsOf(waymark, as).addMilestone(goal, { title: 'Mine now' }),
  completeMilestone: (as) => goalsOf(waymark, as).completeMilestone(milestone),
  reopenMilestone: (as) => goalsOf(waymark, as).reopenMilestone(done),
  removeMilestone: (as) => goalsOf(waymark, as).removeMilestone(milestone),
  supersedeGoal: (as) => goalsOf(waymark, as).supersede(goal, draft),
  reopenGoal: (as) => goalsOf(waymark, as).reopen(goal),
  correctGoalOutcome: (as) => goalsOf(waymark, as).correctOutcome(goal),
  archiveGoal: (as) => goalsOf(waymark, as).archive(draft),
  unarchiveGoal: (as) => goalsOf(waymark, as).unarchive(draft),
  tagGoal: (as) => goalsOf(waymark, as).tag(goal, ['Mine']),
  createGoal: (as) => goalsOf(waymark, as).create({ parentId: goal }),
};

test.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND'],
  ['admin', 'FORBIDDEN'],
  ['adminWhoCoaches', 'FORBIDDEN'],
  ['unsignedCoach', 'FORBIDDEN'],
  ['otherClient', 'NOT_FOUND'],
  ['otherCoach', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN'],
  ['coach', 'FORBIDDEN'],
])('%s changes nothing of a client’s goals and is told %s', async (caller, expected) => {
  const before = await everything();
  for (const [name, call] of Object.entries(actions)) {
    expect([name, code(await call(callers[caller]!))]).toEqual([name, expected]);
  }
  expect(await everything()).toEqual(before);
});

test.each([
  // caller, confirmGoalScale, confirmRating
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND', 'NOT_FOUND'],
  ['admin', 'FORBIDDEN', 'FORBIDDEN'],
  ['adminWhoCoaches', 'NOT_FOUND', 'NOT_FOUND'],
  ['unsignedCoach', 'NOT_FOUND', 'NOT_FOUND'],
  ['otherClient', 'NOT_FOUND', 'FORBIDDEN'],
  ['otherCoach', 'NOT_FOUND', 'NOT_FOUND'],
  ['mentor', 'FORBIDDEN', 'FORBIDDEN'],
])('%s confirms no scale and no rating', async (caller, scale, level) => {
  const before = await everything();
  const theirs = goalsOf(waymark, callers[caller]!);
  expect(code(await theirs.confirmScale(scaledGoal))).toBe(scale);
  expect(code(await theirs.confirmRating(rating))).toBe(level);
  expect(await everything()).toEqual(before);
});

test('the client confirms the scale, their coach the scale and the rating', async () => {
  const { client, coach } = callers;
  expect(code(await goalsOf(waymark, client!).confirmScale(scaledGoal))).toBe('OK');
  expect(code(await goalsOf(waymark, client!).confirmRating(rating))).toBe('FORBIDDEN');
  expect(code(await goalsOf(waymark, coach!).confirmScale(scaledGoal))).toBe('OK');
  expect(code(await goalsOf(waymark, coach!).confirmRating(rating))).toBe('OK');
});

test('whoever may not see a goal reads null, whether it exists or not', async () => {
  const random = 'goal_01890000-0000-7000-8000-000000000000';
  for (const caller of ['foreigner', 'adminWhoCoaches', 'unsignedCoach', 'otherClient', 'otherCoach']) {
    const theirs = goalsOf(waymark, callers[caller]!);
    expect((await theirs.read(goal, 'id title')).text).toBe('{"data":{"goal":null}}\n');
    expect((await theirs.read(random, 'id title')).text).toBe('{"data":{"goal":null}}\n');
  }
  expect(code(await goalsOf(waymark, callers.admin!).read(goal, 'id'))).toBe('FORBIDDEN');
  expect(code(await goalsOf(waymark, callers.mentor!).read(goal, 'id'))).toBe('FORBIDDEN');
  expect(code(await goalsOf(waymark, null).read(goal, 'id'))).toBe('UNAUTHENTICATED');
});

test('an admin finds the client and an empty list of goals', async () => {
  const { data } = await waymark.send(
    callers.admin!,
    `{ client(id: "client_${callers.client!.memberId}") { name goals { totalCount nodes { id } } } }`,
  );
  expect(data).toEqual({ client: { name: 'Clio', goals: { totalCount: 0, nodes: [] } } });
});

test('a foreign id and a random one get the same bytes', async () => {
  const answer = async (id: string) =>
    (await goalsOf(waymark, callers.otherClient!).log(id, { value: 1 })).text.replace(
      /"traceId":"[^"]+"/,
      '',
    );
  expect(await answer(goal)).toBe(await answer('goal_01890000-0000-7000-8000-000000000000'));
});

test('the coach reads what the client wrote', async () => {
  const fields =
    'title lastValue milestones { title } progressUpdates { nodes { value } } revisions { nodes { author { name } } }';
  const [seen, own] = [
    await goalsOf(waymark, callers.coach!).read(goal, fields),
    await goalsOf(waymark, callers.client!).read(goal, fields),
  ];
  expect(seen.data.goal).toMatchObject({
    lastValue: 3,
    revisions: { nodes: Array(2).fill({ author: { name: 'Clio' } }) },
  });
  expect(seen.text).toBe(own.text);
});

const HOME = `{ me { client { goals(first: 100) { totalCount edges { cursor node {
  id title progress health latestProgress { value } milestones { title } forecast { projectedOn } smartCheck { passed }
  rollup { progress } parent { id } children { id } client { name } gap { id } value { id } successor { id }
  scale { level confirmedByCoachAt } offersLesson direction progressUpdates { nodes { value } }
  revisions { nodes { changes { field } } } } } pageInfo { hasNextPage } } } } }`;

test('the goals of a client are one statement, for one goal and for twenty', async () => {
  const { client } = callers;
  const mine = goalsOf(waymark, client!);
  const statements = async (goals: number) => {
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    const { data } = await waymark.send(client!, HOME);
    const sent = run.mock.calls.flatMap(([statement]) => statement);
    run.mockRestore();
    expect(data.me.client.goals.totalCount).toBe(goals);
    return sent.length;
  };
  // The actor, and the one statement.
  expect(await statements(3)).toBe(2);
  for (let more = 0; more < 17; more += 1) await mine.draft();
  expect(await statements(20)).toBe(2);
});

test('progress is logged in two round trips: the change, and the answer with the commit', async () => {
  const run = jest.spyOn(PipelinedClient.prototype, 'run');
  await goalsOf(waymark, callers.client!).log(goal, { value: 4 });
  const trips = run.mock.calls.map(([statements]) => statements.length);
  run.mockRestore();
  expect(trips).toEqual([1, 2]);
});
