import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { actionsOf, code, inDays, monday } from './people.js';

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

const read = async (fields: string) => (await mine.ofClient(client, fields)).data.client;

test('before the first commitment there is no momentum, but its weeks', async () => {
  await mine.complete(await mine.added());
  const { momentum } = await read(
    'momentum { score weeks { weekOn done commitment off } activeWeeks countedWeeks restart { freshStart } }',
  );
  expect(momentum).toMatchObject({ score: null, activeWeeks: 1, countedWeeks: 1, restart: null });
  expect(momentum.weeks).toHaveLength(12);
  expect(momentum.weeks[0]).toEqual({ weekOn: monday(), done: 1, commitment: null, off: null });
});

test('a commitment holds from its week on, stays on record, and is not said twice', async () => {
  const first = await mine.commit({ actionsPerWeek: 1 });
  expect(first.data.commitWeekly).toMatchObject({ fromOn: monday(), actionsPerWeek: 1 });
  expect((await mine.commit({ actionsPerWeek: 1, from: monday() })).data).toEqual(first.data);
  const later = await mine.commit({ actionsPerWeek: 4, from: inDays(7) });
  expect(later.data.commitWeekly).toMatchObject({ fromOn: monday(1), actionsPerWeek: 4 });
  const end = await mine.commit({ from: monday(5) });
  expect(end.data.commitWeekly).toMatchObject({ fromOn: monday(5), actionsPerWeek: null });
  const { momentum, weeklyCommitments } = await read(
    'momentum { score } weeklyCommitments { nodes { fromOn actionsPerWeek } }',
  );
  expect(momentum.score).toBe(100);
  expect(weeklyCommitments.nodes).toEqual([
    { fromOn: monday(5), actionsPerWeek: null },
    { fromOn: monday(1), actionsPerWeek: 4 },
    { fromOn: monday(), actionsPerWeek: 1 },
  ]);
});

test.each([
  [{ actionsPerWeek: 3, from: monday(-1) }],
  [{ actionsPerWeek: 3, from: monday(54) }],
  [{ actionsPerWeek: 0 }],
  [{ actionsPerWeek: 51 }],
])('%j is refused', async (input) => {
  expect(code(await mine.commit(input))).toBe('INVALID_INPUT');
});

test('a week off does not count, until it is taken back', async () => {
  const leave = await mine.takeOff(inDays(0), 'LEAVE');
  expect(leave.data.takeWeekOff).toMatchObject({ weekOn: monday(), kind: 'LEAVE', returnedAt: null });
  expect(code(await mine.takeOff(monday(), 'GRACE'))).toBe('CONFLICT');
  const off = await read('momentum { score weeks { off } } weeksOff { nodes { weekOn } }');
  expect([off.momentum.score, off.momentum.weeks[0].off]).toEqual([null, 'LEAVE']);
  expect(off.weeksOff.nodes).toEqual([{ weekOn: monday() }]);
  const { id } = leave.data.takeWeekOff;
  const { returnedAt } = (await mine.giveBack(id)).data.giveWeekBack;
  expect((await mine.giveBack(id)).data.giveWeekBack.returnedAt).toBe(returnedAt);
  const on = await read(
    'momentum { score } weeksOff { nodes { id } } returned: weeksOff(returned: true) { nodes { id } }',
  );
  expect([on.momentum.score, on.weeksOff.nodes.length, on.returned.nodes.length]).toEqual([100, 0, 1]);
});

test('grace is for weeks that have begun, leave for those ahead too, and neither for what counts no more', async () => {
  expect(code(await mine.takeOff(monday(1), 'GRACE'))).toBe('INVALID_INPUT');
  expect(code(await mine.takeOff(monday(-12), 'GRACE'))).toBe('INVALID_INPUT');
  expect(code(await mine.takeOff(monday(-12), 'LEAVE'))).toBe('INVALID_INPUT');
  expect(code(await mine.takeOff(monday(54), 'LEAVE'))).toBe('INVALID_INPUT');
  expect(code(await mine.takeOff(monday(53), 'LEAVE'))).toBe('OK');
  expect(code(await mine.takeOff(monday(-11), 'LEAVE'))).toBe('OK');
});

test('a grace week that is taken back can be taken for another week of the quarter', async () => {
  const quarterOf = (week: string) => {
    const thursday = new Date(Date.parse(week) + 3 * 86_400_000);
    return `${thursday.getUTCFullYear()}-${Math.floor(thursday.getUTCMonth() / 3)}`;
  };
  const weeks = Array.from({ length: 11 }, (_, ago) => monday(-ago));
  // Of eleven weeks at least three lie in one quarter, whatever day it is.
  const three = weeks
    .map((week) => weeks.filter((other) => quarterOf(other) === quarterOf(week)).slice(0, 3))
    .find(({ length }) => length === 3)!;
  const first = await mine.takeOff(three[0]!, 'GRACE');
  expect(code(await mine.takeOff(three[1]!, 'GRACE'))).toBe('OK');
  expect(code(await mine.takeOff(three[2]!, 'GRACE'))).toBe('LIMIT_REACHED');
  await mine.giveBack(first.data.takeWeekOff.id);
  expect(code(await mine.takeOff(three[2]!, 'GRACE'))).toBe('OK');
});

test('the week shows what is due and what slipped, by the client’s day, in one statement', async () => {
  const other = await aMember(waymark.database, client.orgId, 'Odo', ['CLIENT']);
  const theirs = actionsOf(waymark, other);
  const days = [-9, -1, 0, 1, 2, 3, 4, 5, 6, 7, 13];
  await waymark.database.owner(
    `insert into actions (org_id, client_id, assignee_id, created_by, kind, title, due_on)
     select $1, $2, $2, $2, 'CUSTOM', day, day::date from unnest($3::text[]) day`,
    [other.orgId, other.memberId, days.map(inDays)],
  );
  await theirs.added({ title: 'Undated' });
  const done = await theirs.added({ title: 'Done', dueOn: inDays(0) });
  await theirs.complete(done);
  const { data } = await theirs.ofClient(
    other,
    'slippedActions { title isOverdue } actionsDueThisWeek { title isOverdue } momentum { weeks { done } } mirror { overdueRatio { value isRed } }',
  );
  const sunday = new Date(Date.parse(monday(1)) - 86_400_000).toISOString().slice(0, 10);
  expect(data.client.slippedActions).toEqual(
    [inDays(-9), inDays(-1)].map((title) => ({ title, isOverdue: true })),
  );
  expect(data.client.actionsDueThisWeek).toEqual(
    days
      .map(inDays)
      .filter((day) => day >= inDays(0) && day <= sunday)
      .map((title) => ({ title, isOverdue: false })),
  );
  expect(data.client.momentum.weeks[0].done).toBe(1);
  expect(data.client.mirror.overdueRatio).toEqual({ value: 0.181818, isRed: false });
});
