import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { actionsOf, code, engage, inDays } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let coach: MemberActor;
let mine: ReturnType<typeof actionsOf>;
let goal: string;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  await engage(waymark.database, coach, client);
  mine = actionsOf(waymark, client);
  const [row] = await waymark.database.owner<{ id: string }>(
    `insert into goals (org_id, client_id, horizon, kind, title, measure, status, activated_at)
     values ($1, $2, 'SHORT', 'SKILL', 'Speak', 'BINARY', 'ACTIVE', now()) returning id`,
    [north, client.memberId],
  );
  goal = row!.id;
});

afterAll(() => waymark.close());

test('an action is written down with all that it says', async () => {
  const { data } = await mine.create({
    kind: 'WORKSHOP',
    title: '  Give a workshop ',
    goalId: `goal_${goal}`,
    effortMinutes: 90,
    dueOn: inDays(3),
    stretch: 3,
    tags: ['work', 'work', 'stage'],
  });
  expect(data.createAction).toMatchObject({
    kind: 'WORKSHOP',
    title: 'Give a workshop',
    status: 'TODO',
    dueOn: inDays(3),
    stretch: 3,
    tags: ['work', 'stage'],
    reschedules: 0,
    suggestion: null,
    reflectionQuestion: null,
    version: 1,
  });
  const seen = await mine.read(
    data.createAction.id,
    'goal { title } gap { id } assignee { name } author { name } effortMinutes isOverdue client { name }',
  );
  expect(seen.data.action).toEqual({
    goal: { title: 'Speak' },
    gap: null,
    assignee: { name: 'Clio' },
    author: { name: 'Clio' },
    effortMinutes: 90,
    isOverdue: false,
    client: { name: 'Clio' },
  });
});

test('an action serves a goal or a gap, and only what is there', async () => {
  const random = '01890000-0000-7000-8000-000000000000';
  const both = await mine.create({ goalId: `goal_${goal}`, gapId: `gap_${random}` });
  expect([code(both), both.errors![0]!.extensions.field]).toEqual(['INVALID_INPUT', 'input.gapId']);
  for (const [field, id] of [
    ['goalId', `goal_${random}`],
    ['gapId', `gap_${random}`],
    ['assigneeId', `member_${random}`],
  ] as const) {
    const answer = await mine.create({ [field]: id });
    expect([code(answer), answer.errors![0]!.extensions.field]).toEqual(['NOT_FOUND', `input.${field}`]);
  }
});

test('each step is legal from where it starts only', async () => {
  const steps = ['start', 'complete', 'skip', 'drop', 'reopen'] as const;
  const from: Record<string, (typeof steps)[number][]> = {
    TODO: [],
    DOING: ['start'],
    DONE: ['complete'],
    SKIPPED: ['skip'],
    DROPPED: ['drop'],
  };
  const legal: Record<string, string[]> = {
    TODO: ['start', 'complete', 'skip', 'drop', 'reopen'],
    DOING: ['start', 'complete', 'skip', 'drop', 'reopen'],
    DONE: ['complete'],
    SKIPPED: ['skip', 'reopen'],
    DROPPED: ['drop', 'reopen'],
  };
  for (const [status, way] of Object.entries(from)) {
    for (const step of steps) {
      const id = await mine.added();
      for (const first of way) await mine[first](id);
      const expected = legal[status]!.includes(step) ? 'OK' : 'CONFLICT';
      expect([status, step, code(await mine[step](id))]).toEqual([status, step, expected]);
    }
  }
});

test('what was skipped or dropped says why and never counts as done', async () => {
  const [skipped, dropped] = [await mine.added(), await mine.added()];
  expect((await mine.skip(skipped)).data.skipAction).toMatchObject({
    status: 'SKIPPED',
    reason: 'No time',
    doneOn: null,
  });
  expect((await mine.drop(dropped)).data.dropAction).toMatchObject({
    status: 'DROPPED',
    reason: 'Of no use',
    doneOn: null,
  });
  expect((await mine.reopen(skipped)).data.reopenAction).toMatchObject({ status: 'TODO', reason: null });
});

test('a done action holds its day and its evidence, and doing it again changes nothing', async () => {
  const id = await mine.added();
  const { data } = await mine.complete(id, {
    doneOn: inDays(-2),
    evidence: 'She answered',
    evidenceUrl: 'https://example.test/mail',
  });
  expect(data.completeAction).toMatchObject({
    status: 'DONE',
    doneOn: inDays(-2),
    evidence: 'She answered',
    evidenceUrl: 'https://example.test/mail',
    version: 2,
  });
  const again = await mine.complete(id, { doneOn: inDays(0) });
  expect(again.data.completeAction).toMatchObject({ doneOn: inDays(-2), version: 2 });
  expect(code(await mine.complete(await mine.added(), { doneOn: inDays(1) }))).toBe('INVALID_INPUT');
  expect(code(await mine.complete(await mine.added(), { evidenceUrl: 'javascript:alert(1)' }))).toBe(
    'INVALID_INPUT',
  );
});

test('the third reschedule suggests to split or to drop; the first day is none', async () => {
  const id = await mine.added();
  const days = [2, 3, 4, 5];
  const answers = [];
  for (const day of days) answers.push((await mine.reschedule(id, inDays(day))).data.rescheduleAction);
  expect(answers.map(({ reschedules, suggestion }) => [reschedules, suggestion])).toEqual([
    [0, null],
    [1, null],
    [2, null],
    [3, 'SPLIT_OR_DROP'],
  ]);
  expect(answers[3].rescheduleHistory.nodes).toEqual([
    { fromOn: inDays(4), toOn: inDays(5), author: { name: 'Clio' } },
    { fromOn: inDays(3), toOn: inDays(4), author: { name: 'Clio' } },
    { fromOn: inDays(2), toOn: inDays(3), author: { name: 'Clio' } },
  ]);
  const same = await mine.reschedule(id, inDays(5));
  expect(same.data.rescheduleAction.reschedules).toBe(3);
  expect(code(await mine.reschedule(id, inDays(-1)))).toBe('INVALID_INPUT');
  await mine.complete(id);
  expect(code(await mine.reschedule(id, inDays(9)))).toBe('CONFLICT');
  expect((await mine.read(id, 'suggestion')).data.action.suggestion).toBeNull();
});

test('an action that is split is dropped, and its parts stand in its place', async () => {
  const id = await mine.added({ kind: 'RESUME', dueOn: inDays(4), tags: ['job'] });
  const { data } = await mine.split(id, [
    { title: 'Collect projects', effortMinutes: 20 },
    { title: 'Write them down', dueOn: inDays(6) },
  ]);
  expect(data.splitAction).toMatchObject({ status: 'DROPPED', reason: 'Split into smaller ones.' });
  expect(data.splitAction.parts).toEqual([
    {
      title: 'Collect projects',
      kind: 'RESUME',
      status: 'TODO',
      dueOn: inDays(4),
      effortMinutes: 20,
      splitFrom: { id },
    },
    {
      title: 'Write them down',
      kind: 'RESUME',
      status: 'TODO',
      dueOn: inDays(6),
      effortMinutes: null,
      splitFrom: { id },
    },
  ]);
  expect(code(await mine.split(id, [{ title: 'a' }, { title: 'b' }]))).toBe('CONFLICT');
  const other = await mine.added();
  expect(code(await mine.split(other, [{ title: 'a' }]))).toBe('INVALID_INPUT');
});

test('a wrong done mark is corrected and stays on record', async () => {
  const id = await mine.added();
  expect(code(await mine.correct(id, { reason: 'Not yet done' }))).toBe('CONFLICT');
  await mine.complete(id);
  const moved = await mine.correct(id, { doneOn: inDays(-1), reason: 'It was yesterday' });
  expect(moved.data.correctDone).toMatchObject({ status: 'DONE', doneOn: inDays(-1) });
  const undone = await mine.correct(id, { reason: 'She never answered' });
  expect(undone.data.correctDone).toMatchObject({ status: 'TODO', doneOn: null });
  expect(undone.data.correctDone.corrections.nodes).toEqual([
    { wasOn: inDays(-1), isOn: null, reason: 'She never answered', author: { name: 'Clio' } },
    { wasOn: inDays(0), isOn: inDays(-1), reason: 'It was yesterday', author: { name: 'Clio' } },
  ]);
});

test('a done stretch asks one question, whose answer is the client’s alone and not readable at rest', async () => {
  const [low, high] = [await mine.added({ stretch: 2 }), await mine.added({ stretch: 3 })];
  expect(code(await mine.reflect(high, 'Too early'))).toBe('CONFLICT');
  await mine.complete(low);
  expect(code(await mine.reflect(low, 'Nobody asked'))).toBe('CONFLICT');
  const { reflectionQuestion } = (await mine.complete(high)).data.completeAction;
  expect(reflectionQuestion).toMatch(/^This was a stretch\./);
  const { data } = await mine.reflect(high, 'I can hold a room');
  expect(data.reflectOnAction).toEqual({ reflectionQuestion, reflection: { answer: 'I can hold a room' } });
  await mine.reflect(high, 'I can hold a large room');
  expect((await mine.read(high, 'reflection { answer }')).data.action.reflection.answer).toBe(
    'I can hold a large room',
  );
  const seen = await actionsOf(waymark, coach).read(high, 'status reflectionQuestion reflection { answer }');
  expect(seen.data.action).toEqual({ status: 'DONE', reflectionQuestion, reflection: null });
  const [row] = await waymark.database.owner<{ answer: string }>('select answer from action_reflections');
  expect(row!.answer).toMatch(/^s1\./);
});

test('what is over can be archived, and the lists tell them apart by word, tag, kind and status', async () => {
  const other = await aMember(waymark.database, client.orgId, 'Odo', ['CLIENT']);
  const theirs = actionsOf(waymark, other);
  const open = await theirs.added({ title: 'Paint the Fence', tags: ['home'], kind: 'PORTFOLIO' });
  const over = await theirs.added({ title: 'Fell the tree', tags: ['home', 'hard'] });
  expect(code(await theirs.archive(open))).toBe('CONFLICT');
  await theirs.drop(over);
  const list = async (args: string) =>
    (
      await theirs.ofClient(other, `actions${args} { totalCount nodes { title } }`)
    ).data.client.actions.nodes.map(({ title }: { title: string }) => title);
  expect(await list('')).toEqual(['Fell the tree', 'Paint the Fence']);
  expect(await list('(search: "FENCE")')).toEqual(['Paint the Fence']);
  expect(await list('(search: "%")')).toEqual([]);
  expect(await list('(tag: "hard")')).toEqual(['Fell the tree']);
  expect(await list('(kind: PORTFOLIO)')).toEqual(['Paint the Fence']);
  expect(await list('(status: DROPPED)')).toEqual(['Fell the tree']);
  expect((await theirs.archive(over)).data.archiveAction.archivedAt).not.toBeNull();
  expect(await list('')).toEqual(['Paint the Fence']);
  expect(await list('(archived: true)')).toEqual(['Fell the tree']);
  await theirs.unarchive(over);
  expect(await list('')).toEqual(['Fell the tree', 'Paint the Fence']);
});

test('a change names the version that was seen, and only what is open changes', async () => {
  const id = await mine.added({ goalId: `goal_${goal}` });
  const changed = await mine.update(id, 1, { title: 'Write to her', goalId: null, stretch: 4 });
  expect(changed.data.updateAction).toMatchObject({
    title: 'Write to her',
    goal: null,
    stretch: 4,
    kind: 'NETWORKING',
    version: 2,
  });
  expect(code(await mine.update(id, 1, { title: 'Later' }))).toBe('VERSION_CONFLICT');
  expect(code(await mine.update(id, 2, { title: null }))).toBe('INVALID_INPUT');
  await mine.complete(id);
  expect(code(await mine.update(id, 3, { title: 'Later' }))).toBe('CONFLICT');
});
