import { aGoal, anAction, code, DAY, inDays, journalOf, startWorld, type World } from './world.js';

let world: World;
let mine: ReturnType<typeof journalOf>;
let goal: string;

beforeAll(async () => {
  world = await startWorld();
  mine = journalOf(world.waymark, world.client);
  goal = await aGoal(world.waymark.database, world.client);
});
afterAll(() => world.waymark.close());

const logged = async (input: object = {}) => (await mine.logSetback(input)).data.logSetback;

test('a setback keeps what was written, and is open', async () => {
  const setback = await logged({
    goalId: `goal_${goal}`,
    nextExperiment: 'Ask for another slot',
    what: '  A  ',
  });
  expect(setback).toEqual({
    id: expect.stringMatching(/^setback_/),
    what: 'A',
    goal: { id: `goal_${goal}` },
    controllability: 2,
    lesson: null,
    nextExperiment: 'Ask for another slot',
    closedAt: null,
    nothingToLearn: false,
    archivedAt: null,
    bounceBackHours: null,
    reopenings: [],
    version: 1,
  });
});

test.each([
  [{ what: ' ' }, 'INVALID_INPUT', 'input.what'],
  [{ what: 'x'.repeat(4001) }, 'INVALID_INPUT', 'input.what'],
  [{ controllability: 5 }, 'INVALID_INPUT', 'input.controllability'],
  [{ controllability: -1 }, 'INVALID_INPUT', 'input.controllability'],
  [{ happenedAt: inDays(1) }, 'INVALID_INPUT', 'input.happenedAt'],
  [{ goalId: 'goal_01890000-0000-7000-8000-000000000000' }, 'NOT_FOUND', 'input.goalId'],
])('%p is refused', async (input, expected, field) => {
  const { errors } = await mine.logSetback(input);
  expect(errors?.[0]?.extensions).toMatchObject({ code: expected, field });
});

test('a goal of somebody else is not there', async () => {
  const theirs = await aGoal(world.waymark.database, world.otherClient);
  expect(code(await mine.logSetback({ goalId: `goal_${theirs}` }))).toBe('NOT_FOUND');
});

test('the longest text in the widest letters fits', async () => {
  const what = '𝄞'.repeat(2000);
  expect((await logged({ what, lesson: '語'.repeat(4000) })).what).toBe(what);
});

test('a change takes what was seen, keeps what is left out and empties what is null', async () => {
  const { id } = await logged({ lesson: 'Ask early', nextExperiment: 'Call' });
  const changed = await mine.changeSetback(id, 1, {
    goalId: `goal_${goal}`,
    lesson: null,
    controllability: 4,
  });
  expect(changed.data.changeSetback).toMatchObject({
    what: 'The talk was cancelled',
    lesson: null,
    nextExperiment: 'Call',
    controllability: 4,
    goal: { id: `goal_${goal}` },
    version: 2,
  });
  expect(code(await mine.changeSetback(id, 1, { what: 'Other' }))).toBe('VERSION_CONFLICT');
});

test('closing asks for a lesson or the word that there is none, and takes one of the two', async () => {
  const { id } = await logged();
  expect((await mine.closeSetback(id, {})).errors).toMatchObject([
    {
      message: 'Say what you take from it, or that there is nothing to learn here.',
      extensions: { code: 'INVALID_INPUT' },
    },
  ]);
  expect(code(await mine.closeSetback(id, { lesson: 'Ask early', nothingToLearn: true }))).toBe(
    'INVALID_INPUT',
  );
  const { data } = await mine.closeSetback(id, { nothingToLearn: true });
  expect(data.closeSetback).toMatchObject({
    lesson: null,
    nothingToLearn: true,
    closedAt: expect.any(String),
  });
  expect(code(await mine.closeSetback(id, { lesson: 'Late' }))).toBe('CONFLICT');

  const other = await logged({ lesson: 'Ask early' });
  expect(code(await mine.closeSetback(other.id, { nothingToLearn: true }))).toBe('INVALID_INPUT');
  expect((await mine.closeSetback(other.id, {})).data.closeSetback).toMatchObject({ lesson: 'Ask early' });
});

test('twenty closings at once leave one lesson', async () => {
  const { id } = await logged();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => mine.closeSetback(id, { lesson: `Lesson ${at}` })),
  );
  const codes = answers.map(code);
  expect(codes.filter((each) => each === 'OK')).toHaveLength(1);
  expect(codes.filter((each) => each === 'CONFLICT')).toHaveLength(19);
  const won = answers.find((answer) => code(answer) === 'OK')!.data.closeSetback;
  expect((await mine.setback(id)).data.setback).toEqual(won);
  expect(won.version).toBe(2);
});

test('what is closed stays as it is until it is opened again, which stays on record', async () => {
  const { id } = await logged();
  expect(code(await mine.reopenSetback(id))).toBe('CONFLICT');
  await mine.closeSetback(id, { nothingToLearn: true });
  expect(code(await mine.changeSetback(id, 2, { lesson: 'After all' }))).toBe('CONFLICT');
  const { data } = await mine.reopenSetback(id, 'There was something');
  expect(data.reopenSetback).toMatchObject({
    closedAt: null,
    nothingToLearn: false,
    reopenings: [{ reason: 'There was something' }],
    version: 3,
  });
  expect(code(await mine.closeSetback(id, { lesson: 'Ask early' }))).toBe('OK');
});

test('putting away and bringing back twice is no error and no news', async () => {
  const { id } = await logged();
  const away = (await mine.archiveSetback(id)).data.archiveSetback;
  expect((await mine.archiveSetback(id)).data.archiveSetback).toEqual(away);
  expect(away).toMatchObject({ archivedAt: expect.any(String), version: 2 });
  expect((await mine.unarchiveSetback(id)).data.unarchiveSetback).toMatchObject({
    archivedAt: null,
    version: 3,
  });
});

test('the list shows what is in sight, by whether it is open and by goal, newest first', async () => {
  const other = journalOf(world.waymark, world.otherClient);
  const theirs = await aGoal(world.waymark.database, world.otherClient);
  const ids: string[] = [];
  for (const input of [{}, { goalId: `goal_${theirs}` }, {}, {}])
    ids.push((await other.logSetback(input)).data.logSetback.id);
  await other.closeSetback(ids[2]!, { nothingToLearn: true });
  await other.archiveSetback(ids[3]!);
  const list = async (args: string) =>
    (await other.ask(`{ mySetbacks${args} { nodes { id } } }`)).data.mySetbacks.nodes.map(
      ({ id }: { id: string }) => ids.indexOf(id),
    );
  expect(await list('')).toEqual([2, 1, 0]);
  expect(await list('(open: true)')).toEqual([1, 0]);
  expect(await list('(open: false)')).toEqual([2]);
  expect(await list('(archived: true)')).toEqual([3]);
  expect(await list(`(goalId: "goal_${theirs}")`)).toEqual([1]);
});

test('the bounce-back time is that of the next done action on the same goal, the client’s own, as a median', async () => {
  const { waymark, buddy, coach } = world;
  const now = Date.now();
  const theirs = journalOf(waymark, buddy);
  const [one, two, three] = [
    await aGoal(waymark.database, buddy),
    await aGoal(waymark.database, buddy),
    await aGoal(waymark.database, buddy),
  ];
  const ago = (days: number) => new Date(now - days * DAY);
  const at = (days: number) => ago(days).toISOString();
  // Done before it, by another goal, or still to do: none of these is the way back.
  await anAction(waymark.database, buddy, one, ago(11));
  await anAction(waymark.database, buddy, two, ago(9));
  await anAction(waymark.database, buddy, one, null);
  await anAction(waymark.database, buddy, one, ago(8));
  await anAction(waymark.database, buddy, one, ago(1));
  const first = (await theirs.logSetback({ goalId: `goal_${one}`, happenedAt: at(10) })).data.logSetback;
  await theirs.logSetback({ goalId: `goal_${two}`, happenedAt: at(10) });
  const waits = (await theirs.logSetback({ goalId: `goal_${three}`, happenedAt: at(10) })).data.logSetback;
  await theirs.logSetback({ happenedAt: at(10) });
  expect([first.bounceBackHours, waits.bounceBackHours]).toEqual([48, null]);
  const read = '{ me { client { bounceBack { medianHours counted waiting } } } }';
  expect((await theirs.ask(read)).data.me.client.bounceBack).toEqual({
    medianHours: 36,
    counted: 2,
    waiting: 1,
  });
  const query = `{ client(id: "client_${world.client.memberId}") { name bounceBack { counted } } }`;
  expect((await waymark.send(coach, query)).data.client).toEqual({ name: 'Name client', bounceBack: null });
});

test('logging rings the if-then plans that wait for a setback, once, and tells nobody', async () => {
  const { waymark, client } = world;
  const plan = await mine.ask(
    'mutation { createIfThenPlan(input: { cue: SETBACK_LOGGED, response: "Call Bo" }) { id } }',
  );
  expect(code(plan)).toBe('OK');
  const before = await waymark.database.owner('select id from outbox');
  const { id } = await logged();
  const prompts = await waymark.database.owner<{ event_key: string }>(
    'select event_key from if_then_prompts where client_id = $1',
    [client.memberId],
  );
  expect(prompts).toEqual([{ event_key: `setback ${id.slice('setback_'.length)}` }]);
  expect(await waymark.database.owner('select id from outbox')).toEqual(before);
});
