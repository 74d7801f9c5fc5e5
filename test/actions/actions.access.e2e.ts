import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { actionsOf, code, engage, inDays, monday } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let coach: MemberActor;
let callers: Record<string, MemberActor | null>;
let engagement: string;
/** Rows of the client's, in states from which each operation would succeed. */
const own: Record<
  'open' | 'done' | 'skipped' | 'stretch' | 'weekOff' | 'plan' | 'archivedPlan' | 'prompt',
  string
> = {} as never;

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  const buddy = await aMember(database, north, 'Bea', ['CLIENT']);
  engagement = await engage(database, coach, client);
  await engage(database, otherCoach, buddy);
  callers = {
    anonymous: null,
    foreigner: await aMember(database, south, 'Finn', ['CLIENT']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    otherCoach,
    coach,
    mentor: await aMember(database, north, 'Mona', ['MENTOR']),
    buddy,
  };
  const mine = actionsOf(waymark, client);
  own.plan = (await mine.plan({})).data.createIfThenPlan.id;
  own.archivedPlan = (await mine.plan({ cue: 'PLACE', place: 'The kitchen' })).data.createIfThenPlan.id;
  await mine.archivePlan(own.archivedPlan);
  [own.open, own.done, own.skipped] = [await mine.added(), await mine.added(), await mine.added()];
  own.stretch = await mine.added({ stretch: 4 });
  for (const id of [own.done, own.stretch]) await mine.complete(id);
  await mine.skip(own.skipped);
  await mine.commit({ actionsPerWeek: 3 });
  own.weekOff = (await mine.takeOff(monday(1), 'LEAVE')).data.takeWeekOff.id;
  own.prompt = (await mine.ofClient(client, 'prompts { nodes { id } }')).data.client.prompts.nodes[0].id;
});

afterAll(() => waymark.close());

const tables = [
  'actions',
  'action_reschedules',
  'action_corrections',
  'action_reflections',
  'weekly_commitments',
  'commitment_weeks_off',
  'if_then_plans',
  'if_then_prompts',
];
const everything = () =>
  Promise.all(
    tables.map((table) =>
      waymark.database.owner(`select * from ${table} where client_id = $1 order by id`, [client.memberId]),
    ),
  );

type Acting = ReturnType<typeof actionsOf>;
type Calls = Record<string, (they: Acting) => Promise<Answer>>;

/** What a client does, and a coach with what they took on. */
const shared: Calls = {
  updateAction: (they) => they.update(own.open, 1, { title: 'Mine now' }),
  startAction: (they) => they.start(own.open),
  completeAction: (they) => they.complete(own.open),
  skipAction: (they) => they.skip(own.open),
  dropAction: (they) => they.drop(own.open),
  reopenAction: (they) => they.reopen(own.skipped),
  rescheduleAction: (they) => they.reschedule(own.open, inDays(3)),
  splitAction: (they) => they.split(own.open, [{ title: 'One' }, { title: 'Two' }]),
  correctDone: (they) => they.correct(own.done, { reason: 'No' }),
};

/** What only its client does. */
const clientOnly: Calls = {
  reflectOnAction: (they) => they.reflect(own.stretch, 'Not mine'),
  archiveAction: (they) => they.archive(own.done),
  unarchiveAction: (they) => they.unarchive(own.done),
  giveWeekBack: (they) => they.giveBack(own.weekOff),
  changeIfThenPlan: (they) => they.changePlan(own.plan, 1, { cue: 'SETBACK_LOGGED', response: 'No' }),
  archiveIfThenPlan: (they) => they.archivePlan(own.plan),
  unarchiveIfThenPlan: (they) => they.unarchivePlan(own.archivedPlan),
  markPromptSeen: (they) => they.see(own.prompt),
};

/** What names nobody: whoever may call it does so for themselves. */
const forOneself: Calls = {
  commitWeekly: (they) => they.commit({ actionsPerWeek: 9 }),
  takeWeekOff: (they) => they.takeOff(inDays(0), 'GRACE'),
  createIfThenPlan: (they) => they.plan({}),
};

test.each([
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND', 'NOT_FOUND', 'OK'],
  ['admin', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
  ['otherCoach', 'NOT_FOUND', 'FORBIDDEN', 'FORBIDDEN'],
  ['coach', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
  ['buddy', 'NOT_FOUND', 'NOT_FOUND', 'OK'],
])('%s changes nothing of a client’s and is told so', async (caller, onShared, onClient, onSelf) => {
  const before = await everything();
  const they = actionsOf(waymark, callers[caller]!);
  for (const [calls, expected] of [
    [shared, onShared],
    [clientOnly, onClient],
    [forOneself, onSelf],
  ] as const) {
    for (const [name, call] of Object.entries(calls))
      expect([name, code(await call(they))]).toEqual([name, expected]);
  }
  expect(await everything()).toEqual(before);
});

test.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND'],
  ['admin', 'FORBIDDEN'],
  ['otherCoach', 'NOT_FOUND'],
  ['mentor', 'FORBIDDEN'],
  ['buddy', 'NOT_FOUND'],
])('%s writes no action down for a client and is told %s', async (caller, expected) => {
  const before = await everything();
  expect(code(await actionsOf(waymark, callers[caller]!).create({}, `client_${client.memberId}`))).toBe(
    expected,
  );
  expect(await everything()).toEqual(before);
});

test('a foreign id and a random one get the same bytes', async () => {
  const answer = async (id: string) =>
    (await actionsOf(waymark, callers.buddy!).start(id)).text.replace(/"traceId":"[^"]+"/, '');
  expect(await answer(own.open)).toBe(await answer('action_01890000-0000-7000-8000-000000000000'));
});

const HOME = `actions { totalCount } actionsDueThisWeek { id } slippedActions { id } momentum { score } mirror { divergence }
  weeklyCommitments { nodes { id } } weeksOff { nodes { id } } ifThenPlans { nodes { id } } prompts { nodes { id } }`;

test('whoever may not see an action reads null', async () => {
  for (const caller of ['foreigner', 'otherCoach', 'buddy']) {
    const { text } = await actionsOf(waymark, callers[caller]!).read(own.open, 'id title');
    expect(text).toBe('{"data":{"action":null}}\n');
  }
  for (const caller of ['admin', 'mentor'])
    expect(code(await actionsOf(waymark, callers[caller]!).read(own.open, 'id'))).toBe('FORBIDDEN');
  expect(code(await actionsOf(waymark, null).read(own.open, 'id'))).toBe('UNAUTHENTICATED');
});

test('an admin finds the client, and of what they do nothing, not even a zero', async () => {
  const { data } = await actionsOf(waymark, callers.admin!).ofClient(client, HOME);
  expect(data.client).toEqual({
    actions: { totalCount: 0 },
    actionsDueThisWeek: [],
    slippedActions: [],
    momentum: null,
    mirror: null,
    weeklyCommitments: { nodes: [] },
    weeksOff: { nodes: [] },
    ifThenPlans: { nodes: [] },
    prompts: { nodes: [] },
  });
});

test('the coach sees what the client does and means to do, but neither plans nor prompts', async () => {
  const { data } = await actionsOf(waymark, coach).ofClient(client, HOME);
  expect(data.client).toMatchObject({
    actions: { totalCount: 4 },
    mirror: { divergence: null },
    ifThenPlans: { nodes: [] },
    prompts: { nodes: [] },
  });
  expect(data.client.momentum.score).toBeGreaterThan(0);
  expect(data.client.weeklyCommitments.nodes).toHaveLength(1);
  expect(data.client.weeksOff.nodes).toHaveLength(1);
});

describe('a coach', () => {
  const clientId = () => `client_${client.memberId}`;

  test('writes down an action for an own client to do, and leaves the doing to them', async () => {
    const theirs = actionsOf(waymark, coach);
    const id = await theirs.added({ title: 'Read this' }, clientId());
    const { data } = await actionsOf(waymark, client).read(id, 'assignee { name } author { name } status');
    expect(data.action).toEqual({ assignee: { name: 'Clio' }, author: { name: 'Cora' }, status: 'TODO' });
    expect(code(await theirs.complete(id))).toBe('FORBIDDEN');
    expect(code(await actionsOf(waymark, client).complete(id))).toBe('OK');
  });

  test('takes one on, and does it; it moves the coach, not the client’s momentum', async () => {
    const theirs = actionsOf(waymark, coach);
    const doneOf = async () =>
      (await theirs.ofClient(client, 'momentum { weeks { done } }')).data.client.momentum.weeks[0].done;
    const before = await doneOf();
    const id = await theirs.added({ assigneeId: `member_${coach.memberId}`, dueOn: inDays(2) }, clientId());
    const list = await waymark.send(coach, '{ myActions(open: true) { totalCount nodes { id } } }');
    expect(list.data.myActions).toEqual({ totalCount: 1, nodes: [{ id }] });
    expect(code(await theirs.reschedule(id, inDays(4)))).toBe('OK');
    expect(code(await theirs.complete(id))).toBe('OK');
    expect(code(await theirs.correct(id, { reason: 'Not sent yet' }))).toBe('OK');
    expect(code(await theirs.complete(id))).toBe('OK');
    expect(await doneOf()).toBe(before);
  });

  test('cannot hand one to somebody else, and names the client', async () => {
    const theirs = actionsOf(waymark, coach);
    for (const name of ['otherCoach', 'buddy', 'mentor', 'foreigner']) {
      const answer = await theirs.create({ assigneeId: `member_${callers[name]!.memberId}` }, clientId());
      expect([name, code(answer)]).toEqual([name, 'NOT_FOUND']);
    }
    expect(code(await theirs.create({}))).toBe('INVALID_INPUT');
  });

  test('sees and writes nothing more once the engagement is over; the client takes it on again', async () => {
    const theirs = actionsOf(waymark, coach);
    const id = await theirs.added({ assigneeId: `member_${coach.memberId}` }, clientId());
    await waymark.database.owner(`update engagements set status = 'COMPLETED' where id = $1`, [engagement]);
    expect(code(await theirs.start(id))).toBe('NOT_FOUND');
    expect((await theirs.read(id, 'id')).data.action).toBeNull();
    expect(code(await theirs.create({}, clientId()))).toBe('NOT_FOUND');
    const mine = actionsOf(waymark, client);
    expect((await mine.read(id, 'assignee { id }')).data.action.assignee).toBeNull();
    expect(code(await mine.start(id))).toBe('OK');
    const taken = await mine.update(id, 2, { assigneeId: null });
    expect(taken.data.updateAction.assignee.id).toBe(`member_${client.memberId}`);
    await waymark.database.owner(`update engagements set status = 'ACTIVE' where id = $1`, [engagement]);
  });
});
