import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { asks, code, does, inDays, tally } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let ask: ReturnType<typeof asks>;
let mine: ReturnType<typeof does>;

beforeAll(async () => {
  waymark = await startApp();
  client = await aMember(waymark.database, await anOrganization(waymark.database, 'north'), 'Clio', [
    'CLIENT',
  ]);
  [ask, mine] = [asks(waymark, client), does(waymark, client)];
});
afterAll(() => waymark.close());

const course = (input: object = {}) => ({ kind: 'COURSE', title: 'Statistics anew', ...input });
const plan = async (input: object = {}): Promise<string> =>
  (await mine('planLearning', { input: course(input) })).id;

test('what is written down comes back as it was said', async () => {
  const input = course({
    provider: 'Open School',
    startsOn: '2027-01-11',
    endsOn: '2027-03-01',
    hours: 40.5,
    cost: 249.99,
    currency: 'EUR',
    tags: ['numbers', 'numbers', 'evening'],
  });
  const fields =
    'kind title provider startsOn endsOn hours cost currency status doneOn tags archivedAt version gap { id }';
  expect(await mine('planLearning', { input }, fields)).toEqual({
    ...input,
    tags: ['numbers', 'evening'],
    status: 'PLANNED',
    doneOn: null,
    archivedAt: null,
    gap: null,
    version: 1,
  });
});

test.each([
  ['a cost without a currency', { cost: 5 }, 'input.currency'],
  ['a currency without a cost', { currency: 'EUR' }, 'input.currency'],
  ['a last day before the first', { startsOn: '2027-02-01', endsOn: '2027-01-01' }, 'input.endsOn'],
  ['an empty title', { title: '  ' }, 'input.title'],
  ['hours below zero', { hours: -1 }, 'input.hours'],
])('%s is refused', async (_what, input, field) => {
  const { errors } = await ask('planLearning', { input: course(input) });
  expect([errors?.[0]?.extensions.code, errors?.[0]?.extensions.field]).toEqual(['INVALID_INPUT', field]);
});

test('a gap that is not one’s own is not found', async () => {
  const gapId = 'gap_01890000-0000-7000-8000-000000000000';
  expect(code(await ask('planLearning', { input: course({ gapId }) }))).toBe('NOT_FOUND');
});

test('an item goes from planned to done, once, on the day that is said', async () => {
  const id = await plan();
  expect((await mine('enrolInLearning', { id })).status).toBe('ENROLLED');
  expect((await mine('startLearning', { id })).status).toBe('DOING');
  expect(code(await ask('completeLearning', { id, doneOn: inDays(1) }))).toBe('INVALID_INPUT');
  const done = { id, status: 'DONE', doneOn: inDays(-3), version: 4 };
  expect(await mine('completeLearning', { id, doneOn: inDays(-3) })).toEqual(done);
  expect(await mine('completeLearning', { id })).toEqual(done);
  expect(code(await ask('dropLearning', { id }))).toBe('CONFLICT');
});

test('what was given up is planned anew', async () => {
  const id = await plan();
  expect((await mine('dropLearning', { id })).status).toBe('DROPPED');
  expect(code(await ask('startLearning', { id }))).toBe('CONFLICT');
  expect((await mine('planLearningAgain', { id })).status).toBe('PLANNED');
});

test('a wrong done mark is put right, and what it said stays on record', async () => {
  const id = await plan();
  expect(code(await ask('correctLearning', { id, reason: 'Early', doneOn: inDays(-1) }))).toBe('CONFLICT');
  await mine('completeLearning', { id });
  expect(code(await ask('correctLearning', { id, reason: 'Same', doneOn: inDays(0) }))).toBe('INVALID_INPUT');
  await mine('correctLearning', { id, reason: 'It was Tuesday', doneOn: inDays(-2) });
  const fields = 'status doneOn corrections { wasOn isOn reason }';
  expect(await mine('correctLearning', { id, reason: 'A chapter is left' }, fields)).toEqual({
    status: 'DOING',
    doneOn: null,
    corrections: [
      { wasOn: inDays(-2), isOn: null, reason: 'A chapter is left' },
      { wasOn: inDays(0), isOn: inDays(-2), reason: 'It was Tuesday' },
    ],
  });
});

test('a change is made to what was seen', async () => {
  const id = await plan({ cost: 10, currency: 'EUR' });
  const changed = await mine(
    'changeLearning',
    { id, version: 1, input: { title: 'Statistics', cost: null, currency: null, tags: null } },
    'title cost currency tags version',
  );
  expect(changed).toEqual({ title: 'Statistics', cost: null, currency: null, tags: [], version: 2 });
  expect(code(await ask('changeLearning', { id, version: 1, input: { title: 'Late' } }))).toBe(
    'VERSION_CONFLICT',
  );
  expect(code(await ask('changeLearning', { id, version: 2, input: { title: null } }))).toBe('INVALID_INPUT');
});

test('the list is searched, filtered, tagged and kept free of what was put away', async () => {
  await waymark.database.owner('delete from learning_item_corrections');
  await waymark.database.owner('delete from learning_items');
  const book = await plan({ kind: 'BOOK', title: 'Thinking in Bets', tags: ['risk'] });
  const talk = await plan({ kind: 'TALK', title: 'On bets' });
  await mine('completeLearning', { id: talk });
  const titles = async (values: object) =>
    (await mine('myLearningItems', { ...values }, 'totalCount nodes { title }')).nodes.map(
      ({ title }: { title: string }) => title,
    );
  expect(await titles({})).toEqual(['On bets', 'Thinking in Bets']);
  expect(await titles({ search: 'BETS' })).toEqual(['On bets', 'Thinking in Bets']);
  expect(await titles({ search: 'b%ts' })).toEqual([]);
  expect(await titles({ tag: 'risk' })).toEqual(['Thinking in Bets']);
  expect(await titles({ status: 'DONE' })).toEqual(['On bets']);
  expect(await titles({ kind: 'BOOK' })).toEqual(['Thinking in Bets']);
  await mine('archiveLearning', { id: book });
  expect([await titles({}), await titles({ archived: true })]).toEqual([['On bets'], ['Thinking in Bets']]);
  await mine('unarchiveLearning', { id: book });
  expect(await titles({ archived: true })).toEqual([]);
});

test('of twenty who complete and twenty who drop one item at once, one kind wins and nothing is half done', async () => {
  const id = await plan();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => ask(at % 2 ? 'completeLearning' : 'dropLearning', { id })),
  );
  const { status, doneOn, version } = (await mine('learningItem', { id })) as Record<string, unknown>;
  expect(tally(answers)).toEqual({ OK: 20, CONFLICT: 20 });
  expect(version).toBe(2);
  expect(doneOn === null).toBe(status === 'DROPPED');
});

test('of twenty changes to one version at once one is made', async () => {
  const id = await plan();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      ask('changeLearning', { id, version: 1, input: { title: `Title ${at}` } }),
    ),
  );
  expect(tally(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 19 });
});
