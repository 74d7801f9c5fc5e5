import { aGoal, code, journalOf, startWorld, type World } from './world.js';

let world: World;
let mine: ReturnType<typeof journalOf>;

beforeAll(async () => {
  world = await startWorld();
  mine = journalOf(world.waymark, world.client);
});
afterAll(() => world.waymark.close());

const asked = async (input: object = {}) => (await mine.askQuestion(input)).data.askQuestion;

test('a question stays open until it is answered', async () => {
  const goal = await aGoal(world.waymark.database, world.client);
  const question = await asked({ goalId: `goal_${goal}` });
  expect(question).toEqual({
    id: expect.stringMatching(/^question_/),
    text: 'Who decides on talks?',
    answer: null,
    goal: { id: `goal_${goal}` },
    answeredAt: null,
    archivedAt: null,
    reopenings: [],
    version: 1,
  });
  expect((await mine.answerQuestion(question.id)).data.answerQuestion).toMatchObject({
    answer: 'Mara does',
    answeredAt: expect.any(String),
    version: 2,
  });
  expect(code(await mine.answerQuestion(question.id, 'Nobody does'))).toBe('CONFLICT');
  expect(code(await mine.changeQuestion(question.id, 2, { text: 'Who?' }))).toBe('CONFLICT');
});

test('an answered question can be opened again, which stays on record with its answer', async () => {
  const { id } = await asked();
  expect(code(await mine.reopenQuestion(id))).toBe('CONFLICT');
  await mine.answerQuestion(id);
  expect((await mine.reopenQuestion(id)).data.reopenQuestion).toMatchObject({
    answer: 'Mara does',
    answeredAt: null,
    reopenings: [{ reason: 'Not quite' }],
  });
  expect((await mine.answerQuestion(id, 'The team does')).data.answerQuestion.answer).toBe('The team does');
});

test('a change takes what was seen', async () => {
  const { id } = await asked();
  expect((await mine.changeQuestion(id, 1, { text: 'Who else?' })).data.changeQuestion).toMatchObject({
    text: 'Who else?',
    version: 2,
  });
  expect(code(await mine.changeQuestion(id, 1, { text: 'Who?' }))).toBe('VERSION_CONFLICT');
});

test('twenty answers at once leave one', async () => {
  const { id } = await asked();
  const codes = (
    await Promise.all(Array.from({ length: 20 }, (_, at) => mine.answerQuestion(id, `Answer ${at}`)))
  ).map(code);
  expect(codes.filter((each) => each === 'OK')).toHaveLength(1);
  expect(codes.filter((each) => each === 'CONFLICT')).toHaveLength(19);
});

test('the list tells open from answered and leaves out what was put away', async () => {
  const theirs = journalOf(world.waymark, world.buddy);
  const ids: string[] = [];
  for (let at = 0; at < 3; at += 1) ids.push((await theirs.askQuestion()).data.askQuestion.id);
  await theirs.answerQuestion(ids[0]!);
  await theirs.archiveQuestion(ids[1]!);
  const list = async (args: string) =>
    (await theirs.ask(`{ myQuestions${args} { nodes { id } } }`)).data.myQuestions.nodes.map(
      ({ id }: { id: string }) => ids.indexOf(id),
    );
  expect(await list('')).toEqual([2, 0]);
  expect(await list('(open: true)')).toEqual([2]);
  expect(await list('(archived: true, open: true)')).toEqual([1]);
  await theirs.unarchiveQuestion(ids[1]!);
  expect(await list('(open: true)')).toEqual([2, 1]);
});
