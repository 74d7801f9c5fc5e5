import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { actionsOf, inDays, monday, tally } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let mine: ReturnType<typeof actionsOf>;

beforeAll(async () => {
  waymark = await startApp();
  client = await aMember(waymark.database, await anOrganization(waymark.database, 'north'), 'Clio', [
    'CLIENT',
  ]);
  mine = actionsOf(waymark, client);
});

afterAll(() => waymark.close());

const times = <T>(count: number, call: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => call(at)));
const one = async (sql: string) => (await waymark.database.owner(sql))[0];

test('marked done fifty times at once, an action is done once and prompts once', async () => {
  const plan = (await mine.plan({})).data.createIfThenPlan.id;
  const id = await mine.added();
  expect(tally(await times(50, () => mine.complete(id)))).toEqual({ OK: 50 });
  expect(
    await one(
      `select a.version, (select count(*)::int from if_then_prompts) as prompts,
              (select count(*)::int from reminders where purpose = 'CUE') as reminders
       from actions a where a.status = 'DONE'`,
    ),
  ).toEqual({ version: 2, prompts: 1, reminders: 1 });
  await mine.archivePlan(plan);
});

test('done, skipped, dropped and split at once, an action goes one way', async () => {
  const id = await mine.added({ title: 'One way' });
  const answers = await times(40, (at) => {
    if (at % 4 === 0) return mine.complete(id);
    if (at % 4 === 1) return mine.skip(id);
    if (at % 4 === 2) return mine.drop(id);
    return mine.split(id, [{ title: 'Left' }, { title: 'Right' }]);
  });
  // The first decides; those who wanted the same are content, all the others are told.
  const { OK = 0, CONFLICT = 0 } = tally(answers);
  expect(OK + CONFLICT).toBe(40);
  const row = await one(
    `select a.status, a.reason, a.version, (select count(*)::int from actions p where p.split_from_id = a.id) as parts
     from actions a where a.title = 'One way'`,
  );
  const isSplit = row!.reason === 'Split into smaller ones.';
  expect(row).toMatchObject({ version: 2, parts: isSplit ? 2 : 0 });
  expect(OK).toBe(isSplit ? 11 : 10);
});

test('thirty reschedules at once are thirty rows, each from where the one before put it', async () => {
  const id = await mine.added({ title: 'Moves', dueOn: inDays(1) });
  expect(tally(await times(30, (at) => mine.reschedule(id, inDays(2 + at))))).toEqual({ OK: 30 });
  expect(
    await one(
      `select a.reschedules, count(r.*)::int as rows,
              count(*) filter (where r.to_on = a.due_on)::int as last,
              count(*) filter (where r.from_on in (select to_on from action_reschedules))::int as linked
       from actions a join action_reschedules r on r.action_id = a.id where a.title = 'Moves' group by a.id, a.org_id`,
    ),
  ).toEqual({ reschedules: 30, rows: 30, last: 1, linked: 29 });
});

test('of fifty writers of one version one wins', async () => {
  const id = await mine.added();
  const answers = await times(50, (at) => mine.update(id, 1, { title: `Title ${at}` }));
  expect(tally(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 49 });
});

test('a wrong done mark that is corrected twenty times at once is corrected once', async () => {
  const id = await mine.added();
  await mine.complete(id);
  const answers = await times(20, () => mine.correct(id, { reason: 'Not done' }));
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 19 });
  expect(await one('select count(*)::int from action_corrections')).toEqual({ count: 1 });
});

test('twenty commitments at once are twenty rows in one order', async () => {
  expect(tally(await times(20, (at) => mine.commit({ actionsPerWeek: at + 1 })))).toEqual({ OK: 20 });
  expect(await one('select count(*)::int, min(position), max(position) from weekly_commitments')).toEqual({
    count: 20,
    min: 1,
    max: 20,
  });
});

test('a week that is taken off twenty times at once is off once', async () => {
  expect(tally(await times(20, () => mine.takeOff(monday(2), 'LEAVE')))).toEqual({ OK: 20 });
  expect(await one('select count(*)::int from commitment_weeks_off')).toEqual({ count: 1 });
});

test('of twenty grace weeks that are asked for at once each quarter gives two', async () => {
  await waymark.database.owner('delete from commitment_weeks_off');
  // Twelve weeks lie in two or three quarters, whatever day it is; asked for again, a week is given again.
  const weeks = Array.from({ length: 20 }, (_, at) => monday(-(at % 12)));
  await times(20, (at) => mine.takeOff(weeks[at]!, 'GRACE'));
  const quarterOf = (week: string) => {
    const thursday = new Date(Date.parse(week) + 3 * 86_400_000);
    return `${thursday.getUTCFullYear()}-${Math.floor(thursday.getUTCMonth() / 3)}`;
  };
  const expected: Record<string, number> = {};
  for (const week of new Set(weeks))
    expected[quarterOf(week)] = Math.min(2, (expected[quarterOf(week)] ?? 0) + 1);
  const rows = await waymark.database.owner<{ week: string }>(
    'select week_on::text as week from commitment_weeks_off where returned_at is null',
  );
  const taken: Record<string, number> = {};
  for (const { week } of rows) taken[quarterOf(week)] = (taken[quarterOf(week)] ?? 0) + 1;
  expect(taken).toEqual(expected);
});

test('the fiftieth plan is the last, however many are made at once', async () => {
  const answers = await times(80, () => mine.plan({ cue: 'PLACE', place: 'At the door' }));
  expect(tally(answers)).toEqual({ OK: 50, LIMIT_REACHED: 30 });
});
