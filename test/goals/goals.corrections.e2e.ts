import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, daysAgo, goalsOf, inDays, talks } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let mine: ReturnType<typeof goalsOf>;

beforeAll(async () => {
  waymark = await startApp();
  client = await aMember(waymark.database, await anOrganization(waymark.database, 'north'), 'Clio', [
    'CLIENT',
  ]);
  mine = goalsOf(waymark, client);
});

afterAll(() => waymark.close());
afterEach(() =>
  waymark.database.owner(
    'delete from goal_revisions; delete from goal_progress; delete from goal_milestones; delete from goals',
  ),
);

async function active(input: object = {}): Promise<string> {
  const id = await mine.draft(input);
  expect(code(await mine.activate(id))).toBe('OK');
  return id;
}

const steps = {
  measure: 'MILESTONES',
  milestones: [talks.milestones[0], { title: 'Second talk' }, { title: 'Third talk' }],
};
const milestonesOf = async (id: string): Promise<{ id: string; title: string; doneAt: string | null }[]> =>
  (await mine.read(id, 'milestones { id title doneAt }')).data.goal.milestones;
const lastRevision = async (id: string) =>
  (
    await mine.read(
      id,
      'revisions(first: 1) { nodes { version reason author { name } changes { field milestone before after } } }',
    )
  ).data.goal.revisions.nodes[0];

test('a closed goal that should not be is reopened, and the revisions keep both', async () => {
  const id = await active();
  await mine.complete(id);
  const reopened = await mine.reopen(id);
  expect(reopened.data.reopenGoal).toEqual({ id, status: 'ACTIVE', version: 4 });
  expect((await mine.read(id, 'closedAt')).data.goal.closedAt).toBeNull();
  expect(await lastRevision(id)).toEqual({
    version: 4,
    reason: 'Too early',
    author: { name: 'Clio' },
    changes: [{ field: 'STATUS', milestone: null, before: 'ACHIEVED', after: 'ACTIVE' }],
  });
  expect((await mine.reopen(id)).text).toBe(reopened.text);
});

test('reopening keeps to the number of active goals', async () => {
  const id = await active();
  await mine.complete(id);
  await Promise.all([active(), active(), active()]);
  expect(code(await mine.reopen(id))).toBe('LIMIT_REACHED');
  expect((await mine.read(id, 'status version')).data.goal).toEqual({ status: 'ACHIEVED', version: 3 });
});

test('how a goal ended is corrected, and the day on which it ended stays', async () => {
  const id = await active();
  await mine.complete(id);
  const { closedAt } = (await mine.read(id, 'closedAt')).data.goal;
  const corrected = await mine.correctOutcome(id);
  expect(corrected.data.correctGoalOutcome).toEqual({ id, status: 'PARTLY', version: 4 });
  expect((await mine.read(id, 'closedAt')).data.goal.closedAt).toBe(closedAt);
  expect(await lastRevision(id)).toMatchObject({
    reason: 'Not all of it',
    changes: [{ field: 'STATUS', before: 'ACHIEVED', after: 'PARTLY' }],
  });
  expect((await mine.correctOutcome(id)).text).toBe(corrected.text);
});

test('what is not closed has no outcome to correct', async () => {
  const [draft, running, resting] = [await mine.draft(), await active(), await active()];
  await mine.pause(resting);
  for (const id of [draft, running, resting]) expect(code(await mine.correctOutcome(id))).toBe('CONFLICT');
  for (const id of [draft, resting]) expect(code(await mine.reopen(id))).toBe('CONFLICT');
});

test('a goal is replaced by another, which it names', async () => {
  const [old, fresh] = [await active(), await mine.draft({ title: 'Speak to many' })];
  const replaced = await mine.supersede(old, fresh);
  expect(replaced.data.supersedeGoal).toEqual({
    id: old,
    status: 'SUPERSEDED',
    version: 3,
    successor: { id: fresh },
  });
  expect((await mine.supersede(old, fresh)).text).toBe(replaced.text);
  expect(await lastRevision(old)).toEqual({
    version: 3,
    reason: 'One for both',
    author: { name: 'Clio' },
    changes: [
      { field: 'STATUS', milestone: null, before: 'ACTIVE', after: 'SUPERSEDED' },
      { field: 'SUCCESSOR', milestone: null, before: null, after: fresh },
    ],
  });
  await mine.reopen(old);
  expect((await mine.read(old, 'status successor { id }')).data.goal).toEqual({
    status: 'ACTIVE',
    successor: null,
  });
  expect((await lastRevision(old)).changes).toContainEqual({
    field: 'SUCCESSOR',
    milestone: null,
    before: fresh,
    after: null,
  });
});

test('only an open goal is replaced, and only by another that is not closed', async () => {
  const [draft, running, over] = [await mine.draft(), await active(), await active()];
  await mine.complete(over);
  const codes = async (id: string, by: string) => code(await mine.supersede(id, by));
  expect(await codes(running, running)).toBe('INVALID_INPUT');
  expect(await codes(running, over)).toBe('CONFLICT');
  expect(await codes(draft, running)).toBe('CONFLICT');
  expect(await codes(over, running)).toBe('CONFLICT');
  expect(await codes(running, 'goal_01890000-0000-7000-8000-000000000000')).toBe('NOT_FOUND');
  expect((await mine.read(running, 'status version')).data.goal).toEqual({ status: 'ACTIVE', version: 2 });
});

test('milestones are done once, in their order, and make the progress of a goal measured by them', async () => {
  const id = await active({
    measure: 'MILESTONES',
    milestones: [talks.milestones[0], { title: 'Second talk' }, { title: 'Third talk' }],
  });
  const added = await mine.addMilestone(id, { title: 'Keynote', dueOn: inDays(50) });
  const { milestones } = added.data.addMilestone;
  expect(milestones.map((step: { position: number; title: string }) => [step.position, step.title])).toEqual([
    [1, 'First talk'],
    [2, 'Second talk'],
    [3, 'Third talk'],
    [4, 'Keynote'],
  ]);
  const done = await mine.completeMilestone(milestones[0].id);
  expect(done.data.completeMilestone).toMatchObject({ id: milestones[0].id, goal: { id, progress: 0.25 } });
  expect((await mine.completeMilestone(milestones[0].id)).text).toBe(done.text);
  await mine.complete(id);
  expect(code(await mine.completeMilestone(milestones[1].id))).toBe('CONFLICT');
  expect(code(await mine.addMilestone(id, { title: 'Late' }))).toBe('CONFLICT');
});

test('a done mark is taken back with its instant kept, whatever the goal’s status', async () => {
  const id = await active(steps);
  const [first] = await milestonesOf(id);
  await mine.completeMilestone(first!.id);
  const doneAt = (await milestonesOf(id))[0]!.doneAt;
  await mine.complete(id);
  const reopened = await mine.reopenMilestone(first!.id);
  expect(reopened.data.reopenMilestone).toEqual({
    id: first!.id,
    doneAt: null,
    goal: { id, progress: 0, version: 4 },
  });
  expect(await lastRevision(id)).toEqual({
    version: 4,
    reason: 'Another one',
    author: { name: 'Clio' },
    changes: [{ field: 'MILESTONE_DONE', milestone: 'First talk', before: doneAt, after: null }],
  });
  expect((await mine.reopenMilestone(first!.id)).text).toBe(reopened.text);
});

test('an open milestone is removed and those behind it move up', async () => {
  const id = await active(steps);
  const [first, second, third] = await milestonesOf(id);
  expect((await mine.removeMilestone(second!.id)).data.removeMilestone).toEqual({
    id,
    version: 3,
    milestones: [
      { title: 'First talk', position: 1 },
      { title: 'Third talk', position: 2 },
    ],
  });
  expect(await lastRevision(id)).toMatchObject({
    reason: 'Not needed',
    changes: [{ field: 'MILESTONE', before: 'Second talk', after: null }],
  });
  expect(code(await mine.removeMilestone(second!.id))).toBe('NOT_FOUND');
  // Two are the least that an active goal can be measured by.
  const measured = await mine.removeMilestone(third!.id);
  expect(measured.errors).toMatchObject([
    { message: 'Add at least two milestones.', extensions: { code: 'CONFLICT' } },
  ]);
  await mine.addMilestone(id, { title: 'Keynote' });
  await mine.completeMilestone(first!.id);
  expect(code(await mine.removeMilestone(first!.id))).toBe('CONFLICT');
  await mine.complete(id);
  expect(code(await mine.removeMilestone(third!.id))).toBe('CONFLICT');
});

test('for thirty days after it was given up a goal offers to note a lesson', async () => {
  const [id, other] = [await active(), await active()];
  const offers = async (goal: string) => (await mine.read(goal, 'offersLesson')).data.goal.offersLesson;
  await mine.complete(other);
  expect([await offers(id), await offers(other)]).toEqual([false, false]);
  await mine.abandon(id);
  expect(await offers(id)).toBe(true);
  await waymark.database.owner(`update goals set closed_at = now() - interval '29 days 23 hours'`);
  expect(await offers(id)).toBe(true);
  await waymark.database.owner(`update goals set closed_at = now() - interval '30 days'`);
  expect(await offers(id)).toBe(false);
});

test('the first update of a goal counts though it tells of a day before another date was set', async () => {
  const id = await active();
  await mine.completeMilestone((await milestonesOf(id))[0]!.id);
  await mine.update(id, 2, { targetOn: inDays(90), reason: 'The meetup moved' });
  const logged = await mine.log(id, { value: 3, at: daysAgo(1) });
  expect(logged.data.logProgress).toMatchObject({ lastValue: 3, progress: 0.3 });
});
