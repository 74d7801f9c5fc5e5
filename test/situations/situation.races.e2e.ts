import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { fill, situationOf, tally } from './situation.people.js';

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

const times = <T>(count: number, work: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)));
const count = async (table: string, where = 'true') => {
  const [row] = await waymark.database.owner<{ count: number }>(
    `select count(*)::int from ${table} where client_id = $1 and ${where}`,
    [client.memberId],
  );
  return row!.count;
};

test('of 60 values added at once, twenty stand', async () => {
  const answers = await times(60, (at) => mine.addValue({ name: `Value ${at}`, weight: 1, rating: 1 }));
  expect(tally(answers)).toEqual({ OK: 20, LIMIT_REACHED: 40 });
  expect(await count('client_values')).toBe(20);
});

test('of 30 archived tasks taken back at once to 40 that stand, ten come back', async () => {
  const tasks = await times(
    30,
    async (at) => (await mine.addTask({ name: `Old ${at}`, hours: 1 })).data.addTask.id,
  );
  await times(30, (at) => mine.archiveTask(tasks[at]));
  await times(40, (at) => mine.addTask({ name: `New ${at}`, hours: 1 }));
  expect(tally(await times(30, (at) => mine.unarchiveTask(tasks[at])))).toEqual({
    OK: 10,
    LIMIT_REACHED: 20,
  });
  expect(await count('tasks', 'archived_at is null')).toBe(50);
});

test('an aspect that is rated 40 times at once is one row, of one of the ratings', async () => {
  const answers = await times(40, (at) =>
    mine.rateAspect('TEAM', { rating: (at % 5) - 2, note: `${(at % 5) - 2}` }),
  );
  expect(tally(answers)).toEqual({ OK: 40 });
  expect(await count('role_aspects', 'note = rating::text and version = 40')).toBe(1);
});

test('of 40 changes of one version, one wins', async () => {
  const value = (await mine.addValue({ name: 'Calm', weight: 1, rating: 1 })).data.addValue.id;
  const answers = await times(40, (at) => mine.changeValue(value, 1, { rating: at % 11 }));
  expect(tally(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 39 });
});

test('of 20 aspects of one name added at once, one is there', async () => {
  const answers = await times(20, () => mine.addAspect({ name: 'The commute', rating: -1 }));
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 19 });
});

test('gaps found 40 times at once are one set', async () => {
  await fill(waymark, client);
  await waymark.database.owner('delete from gaps where client_id = $1', [client.memberId]);
  const answers = await times(40, () => mine.findGaps());
  expect(tally(answers)).toEqual({ OK: 40 });
  const sets = new Set(answers.map(({ data }) => JSON.stringify(data)));
  expect([sets.size, await count('gaps'), await count('gaps', 'version = 1')]).toEqual([1, 8, 8]);
});

test('a constraint that changes hands while gaps are being found keeps its gap of one mind with it', async () => {
  const { openConstraint } = await fill(waymark, client);
  const answers = await times(40, (at) =>
    at % 2 ? mine.findGaps() : mine.changeConstraint(openConstraint, at / 2 + 1, { private: at % 4 === 0 }),
  );
  expect(tally(answers).INTERNAL).toBeUndefined();
  const [row] = await waymark.database.owner(
    `select bool_and(g.constraint_private = c.private) as agrees, count(*)::int as gaps
     from gaps g join client_constraints c on c.id = g.constraint_id where g.client_id = $1`,
    [client.memberId],
  );
  expect(row).toEqual({ agrees: true, gaps: 2 });
});

test('a decision is not lost while gaps are being found', async () => {
  const { gapOf, value } = await fill(waymark, client);
  await times(20, (at) =>
    at === 7
      ? mine.acceptGap(gapOf.VALUE!, 'So be it')
      : at % 2
        ? mine.findGaps()
        : mine.changeValue(value, at / 2 + 1, { rating: at % 5 }),
  );
  expect(await count('gaps', `status = 'ACCEPTED' and source = 'VALUE'`)).toBe(1);
});
