import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { aGoal, code, situationOf } from './situation.people.js';

let waymark: TestApp;
let client: MemberActor;
let mine: ReturnType<typeof situationOf>;

beforeAll(async () => {
  waymark = await startApp();
});
afterAll(() => waymark.close());

beforeEach(async () => {
  const org = await anOrganization(waymark.database, `org-${crypto.randomUUID().slice(0, 8)}`);
  client = await aMember(waymark.database, org, 'Clio', ['CLIENT']);
  mine = situationOf(waymark, client);
});

test('before anything is written every part is empty', async () => {
  expect(
    await mine.read(`role { id } roleHistory { nodes { id } } aspects { nodes { id } } lowestAspects { id }
      tasks { nodes { id } } taskAlignment values { nodes { id } } valueAlignment constraints { nodes { id } }
      gaps { totalCount nodes { id } } client { name }`),
  ).toEqual({
    role: null,
    roleHistory: { nodes: [] },
    aspects: { nodes: [] },
    lowestAspects: [],
    tasks: { nodes: [] },
    taskAlignment: null,
    values: { nodes: [] },
    valueAlignment: null,
    constraints: { nodes: [] },
    gaps: { totalCount: 0, nodes: [] },
    client: { name: 'Clio' },
  });
});

test('a new role takes the place of the one before, which stays as history', async () => {
  await mine.recordRole({ title: 'Junior analyst', since: '2020-05-01', satisfaction: 7 });
  const { data } = await mine.recordRole({ title: 'Analyst', satisfaction: 3 });
  expect(data.recordRole).toMatchObject({ title: 'Analyst', since: null, satisfaction: 3 });
  expect(await mine.read('role { title } roleHistory { nodes { title since satisfaction } }')).toEqual({
    role: { title: 'Analyst' },
    roleHistory: {
      nodes: [
        { title: 'Analyst', since: null, satisfaction: 3 },
        { title: 'Junior analyst', since: '2020-05-01', satisfaction: 7 },
      ],
    },
  });
});

test('the aspects come lowest first, and the three lowest apart', async () => {
  for (const [kind, rating] of Object.entries({ PAY: 1, TEAM: 2, MANAGER: -2, LEARNING: 0 })) {
    await mine.rateAspect(kind, { rating });
  }
  await mine.addAspect({ name: 'The commute', rating: -1, note: 'Two hours a day' });
  const { aspects, lowestAspects } = await mine.read(
    'aspects { nodes { kind name rating } } lowestAspects { kind rating }',
  );
  expect(aspects.nodes.map(({ kind, rating }: { kind: string; rating: number }) => [kind, rating])).toEqual([
    ['MANAGER', -2],
    ['OWN', -1],
    ['LEARNING', 0],
    ['PAY', 1],
    ['TEAM', 2],
  ]);
  expect(aspects.nodes[1].name).toBe('The commute');
  expect(lowestAspects).toEqual([
    { kind: 'MANAGER', rating: -2 },
    { kind: 'OWN', rating: -1 },
    { kind: 'LEARNING', rating: 0 },
  ]);
});

test('rating an aspect again replaces rating and note, also where it was archived', async () => {
  const first = (await mine.rateAspect('PAY', { rating: -1, note: 'Below the market' })).data.rateRoleAspect;
  const again = (await mine.rateAspect('PAY', { rating: 1 })).data.rateRoleAspect;
  expect(again).toEqual({ ...first, rating: 1, note: null, version: 2 });
  await mine.archiveAspect(first.id);
  expect(await mine.read('aspects { nodes { id } }')).toEqual({ aspects: { nodes: [] } });
  const back = (await mine.rateAspect('PAY', { rating: 2 })).data.rateRoleAspect;
  expect(back).toMatchObject({ id: first.id, rating: 2, archivedAt: null, version: 4 });
});

test('only an aspect of one’s own has a name, and each name once', async () => {
  const own = (await mine.addAspect({ name: 'The commute', rating: -1 })).data.addRoleAspect;
  const pay = (await mine.rateAspect('PAY', { rating: 0 })).data.rateRoleAspect;
  expect(code(await mine.addAspect({ name: 'the COMMUTE', rating: 1 }))).toBe('CONFLICT');
  expect(code(await mine.changeAspect(pay.id, 1, { name: 'Money' }))).toBe('INVALID_INPUT');
  expect(code(await mine.changeAspect(own.id, 1, { name: null }))).toBe('INVALID_INPUT');
  expect(
    (await mine.changeAspect(own.id, 1, { name: 'The train', note: 'Late' })).data.changeRoleAspect,
  ).toEqual({ ...own, name: 'The train', note: 'Late', version: 2 });
});

test('ten hours for a long goal, twenty-five for none and five for a long goal align 0.375 of the week', async () => {
  const goalId = await aGoal(waymark.database, client);
  const first = (await mine.addTask({ name: 'Mentoring', hours: 10, goalId })).data.addTask;
  await mine.addTask({ name: 'Reports', hours: 25 });
  await mine.addTask({ name: 'Hiring', hours: 5, goalId });
  expect(first).toMatchObject({ hours: 10, servesLongGoal: true, goal: { id: goalId }, version: 1 });
  expect(await mine.read('taskAlignment tasks { nodes { name hours goal { id } } }')).toEqual({
    taskAlignment: 0.375,
    tasks: {
      nodes: [
        { name: 'Reports', hours: 25, goal: null },
        { name: 'Mentoring', hours: 10, goal: { id: goalId } },
        { name: 'Hiring', hours: 5, goal: { id: goalId } },
      ],
    },
  });
});

test('a task serves a long goal of one’s own or none', async () => {
  const { database } = waymark;
  const other = await aMember(database, client.orgId, 'Odo', ['CLIENT']);
  const short = await aGoal(database, client, 'SHORT');
  const foreign = await aGoal(database, other);
  const task = (await mine.addTask({ name: 'Reports', hours: 1 })).data.addTask;
  expect(code(await mine.addTask({ name: 'Drills', hours: 1, goalId: short }))).toBe('INVALID_INPUT');
  expect(code(await mine.addTask({ name: 'Theirs', hours: 1, goalId: foreign }))).toBe('NOT_FOUND');
  expect(code(await mine.changeTask(task.id, 1, { goalId: short }))).toBe('INVALID_INPUT');
  expect(code(await mine.changeTask(task.id, 1, { goalId: foreign }))).toBe('NOT_FOUND');
});

test('a goal that was made short since counts for nothing, and a task can serve none again', async () => {
  const goalId = await aGoal(waymark.database, client);
  const task = (await mine.addTask({ name: 'Mentoring', hours: 10, goalId })).data.addTask;
  await waymark.database.owner(`update goals set horizon = 'SHORT' where id = $1`, [goalId.slice(5)]);
  expect(await mine.read('taskAlignment tasks { nodes { servesLongGoal } }')).toEqual({
    taskAlignment: 0,
    tasks: { nodes: [{ servesLongGoal: false }] },
  });
  expect((await mine.changeTask(task.id, 1, { goalId: null, hours: 4.5 })).data.changeTask).toMatchObject({
    goal: null,
    hours: 4.5,
    name: 'Mentoring',
    version: 2,
  });
});

test('values come weightiest first, and their alignment is the weighted mean rating', async () => {
  await mine.addValue({ name: 'Calm', weight: 2, rating: 0 });
  await mine.addValue({ name: 'Fairness', weight: 5, rating: 4 });
  const growth = (await mine.addValue({ name: 'Growth', weight: 3, rating: 9 })).data.addValue;
  expect(code(await mine.addValue({ name: 'growth', weight: 1, rating: 1 }))).toBe('CONFLICT');
  await mine.changeValue(growth.id, 1, { rating: 10 });
  expect(await mine.read('valueAlignment values { nodes { name weight rating } }')).toEqual({
    valueAlignment: 0.5,
    values: {
      nodes: [
        { name: 'Fairness', weight: 5, rating: 4 },
        { name: 'Growth', weight: 3, rating: 10 },
        { name: 'Calm', weight: 2, rating: 0 },
      ],
    },
  });
});

test('a constraint is private unless said otherwise, and no word of it is in the database', async () => {
  const text = 'My father needs me on Mondays';
  const added = (await mine.addConstraint({ kind: 'CARE', hard: true, text })).data.addConstraint;
  expect(added).toMatchObject({ kind: 'CARE', hard: true, private: true, text, version: 1 });
  const changed = (await mine.changeConstraint(added.id, 1, { text: `${text} now`, private: false })).data;
  expect(changed.changeConstraint).toEqual({ ...added, text: `${text} now`, private: false, version: 2 });
  const [row] = await waymark.database.owner<{ text: string }>('select text from client_constraints');
  expect(row!.text).toMatch(/^s1\./);
  expect(row!.text).not.toContain('father');
});

test('a ciphertext that was copied into another row does not open there', async () => {
  const { data } = await mine.addConstraint({ kind: 'CARE', hard: false, text: 'The one' });
  await mine.addConstraint({ kind: 'TIME', hard: false, text: 'The other' });
  await waymark.database.owner(
    `update client_constraints set text = (select text from client_constraints where id = $2)
     where client_id = $1`,
    [client.memberId, data.addConstraint.id.slice('constraint_'.length)],
  );
  const answer = await waymark.send(client, '{ situation { constraints { nodes { text } } } }');
  expect([code(answer), answer.data]).toEqual(['INTERNAL', null]);
});

test('what is archived leaves the lists and the figures, and comes back', async () => {
  const task = (await mine.addTask({ name: 'Reports', hours: 25 })).data.addTask;
  const archived = (await mine.archiveTask(task.id)).data.archiveTask;
  expect((await mine.archiveTask(task.id)).data.archiveTask).toEqual(archived);
  expect(archived).toMatchObject({ version: 2, archivedAt: expect.any(String) });
  expect(
    await mine.read('taskAlignment tasks { nodes { id } } gone: tasks(archived: true) { nodes { id } }'),
  ).toEqual({ taskAlignment: null, tasks: { nodes: [] }, gone: { nodes: [{ id: task.id }] } });
  expect(code(await mine.changeTask(task.id, 2, { hours: 1 }))).toBe('CONFLICT');
  const back = (await mine.unarchiveTask(task.id)).data.unarchiveTask;
  expect(back).toEqual({ ...task, version: 3 });
  expect((await mine.unarchiveTask(task.id)).data.unarchiveTask).toEqual(back);
});

test('what was changed meanwhile is not changed over it', async () => {
  const value = (await mine.addValue({ name: 'Calm', weight: 2, rating: 0 })).data.addValue;
  await mine.changeValue(value.id, 1, { rating: 1 });
  expect(code(await mine.changeValue(value.id, 1, { rating: 9 }))).toBe('VERSION_CONFLICT');
  expect((await mine.changeValue(value.id, 2, { weight: 3 })).data.changeValue).toMatchObject({
    weight: 3,
    rating: 1,
    version: 3,
  });
});

test.each([
  ['a role without a title', () => mine.recordRole({ title: ' ', satisfaction: 5 })],
  ['more than full satisfaction', () => mine.recordRole({ title: 'Analyst', satisfaction: 11 })],
  ['a rating beyond the scale', () => mine.rateAspect('PAY', { rating: 3 })],
  ['a task that takes no time', () => mine.addTask({ name: 'Nothing', hours: 0 })],
  ['a task longer than a week', () => mine.addTask({ name: 'Everything', hours: 169 })],
  ['a value of no weight', () => mine.addValue({ name: 'Calm', weight: 0, rating: 5 })],
  ['a constraint of nothing', () => mine.addConstraint({ kind: 'TIME', hard: true, text: '' })],
])('%s is refused', async (_what, call) => {
  expect(code(await call())).toBe('INVALID_INPUT');
});
