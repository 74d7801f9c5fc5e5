import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, daysAgo, engage, goalsOf, inDays, talks } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let coach: MemberActor;
let mine: ReturnType<typeof goalsOf>;

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  await engage(database, coach, client);
  mine = goalsOf(waymark, client);
});

afterAll(() => waymark.close());
afterEach(() =>
  waymark.database.owner(
    `update goals set last_progress_id = null, last_value = null, last_progress_at = null;
     delete from goal_revisions; delete from goal_progress; delete from goal_milestones; delete from goals`,
  ),
);

async function active(input: object = {}): Promise<string> {
  const id = await mine.draft(input);
  expect(code(await mine.activate(id))).toBe('OK');
  return id;
}

test('a draft holds what was written, and nothing has happened to it yet', async () => {
  const id = await mine.draft({ weight: 2.5 });
  const { data } = await mine.read(
    id,
    `horizon kind title behaviour measure unit baseline target targetOn confidence support value { id } scale { version } direction status weight
     activatedAt closedAt segmentStartedAt lastProgressAt lastValue version progress rawProgress health forecast { slopePerDay }
     latestProgress { id } milestones { title position dueOn doneAt goal { id } } parent { id } children { id }
     rollup { progress counted note } client { name } progressUpdates { nodes { id } } revisions { nodes { id } }
     smartCheck { letter passed required }`,
  );
  const { milestones, ...content } = talks;
  expect(data.goal).toEqual({
    ...content,
    milestones: [{ ...milestones[0], position: 1, doneAt: null, goal: { id } }],
    support: null,
    value: null,
    scale: null,
    direction: 'UP',
    status: 'DRAFT',
    weight: 2.5,
    activatedAt: null,
    closedAt: null,
    segmentStartedAt: null,
    lastProgressAt: null,
    lastValue: null,
    version: 1,
    progress: 0,
    rawProgress: 0,
    health: null,
    forecast: null,
    latestProgress: null,
    parent: null,
    children: [],
    rollup: { progress: null, counted: 0, note: null },
    client: { name: 'Clio' },
    progressUpdates: { nodes: [] },
    revisions: { nodes: [] },
    smartCheck: ['S', 'M', 'A', 'R', 'T'].map((letter) => ({
      letter,
      passed: letter !== 'R',
      required: letter === 'M' || letter === 'T',
    })),
  });
});

test('a goal is activated once it is measurable and timely; the other verdicts only advise', async () => {
  const vague = await mine.draft({ behaviour: null, confidence: 1, unit: null });
  const refused = await mine.activate(vague);
  expect(refused.errors).toMatchObject([
    { message: 'Name the unit that you count in.', extensions: { code: 'CONFLICT' } },
  ]);
  await mine.update(vague, 1, { unit: 'talks' });
  const activated = await mine.activate(vague);
  expect(activated.data.activateGoal).toEqual({ id: vague, status: 'ACTIVE', version: 3 });
  const again = await mine.activate(vague);
  expect(again.text).toBe(activated.text);
});

test('progress moves the goal, and a back-dated value does not hide a later one', async () => {
  const id = await active();
  const first = await mine.log(id, { value: 4, note: 'Two meetups' });
  expect(first.data.logProgress).toMatchObject({
    id,
    version: 2,
    progress: 0.4,
    lastValue: 4,
    latestProgress: { value: 4, note: 'Two meetups' },
  });
  const earlier = await mine.log(id, { value: 1, at: daysAgo(3) });
  expect(earlier.data.logProgress).toMatchObject({ lastValue: 4, latestProgress: { value: 4 } });
  const { data } = await mine.read(id, 'progressUpdates(first: 5) { nodes { value goal { id } } }');
  expect(data.goal.progressUpdates.nodes).toEqual([
    { value: 4, goal: { id } },
    { value: 1, goal: { id } },
  ]);
});

test('progress outside 0 to 1 is shown within, and kept as it is', async () => {
  const id = await active();
  await mine.log(id, { value: 25 });
  expect((await mine.read(id, 'progress rawProgress')).data.goal).toEqual({ progress: 1, rawProgress: 2.5 });
  await mine.log(id, { value: -5 });
  expect((await mine.read(id, 'progress rawProgress')).data.goal).toEqual({ progress: 0, rawProgress: -0.5 });
});

test('progress is refused in the future, on a goal that is not active, and where the measure takes none', async () => {
  const id = await active();
  expect(code(await mine.log(id, { value: 1, at: daysAgo(-1) }))).toBe('INVALID_INPUT');
  expect(code(await mine.log(id, { value: 1, at: daysAgo(-0.001) }))).toBe('OK');
  await mine.pause(id);
  expect(code(await mine.log(id, { value: 2 }))).toBe('CONFLICT');
  expect(code(await mine.log(await mine.draft(), { value: 2 }))).toBe('CONFLICT');
  const steps = { measure: 'MILESTONES', milestones: [talks.milestones[0], { title: 'Second talk' }] };
  expect(code(await mine.log(await active(steps), { value: 2 }))).toBe('CONFLICT');
  const done = await active({ measure: 'BINARY' });
  expect(code(await mine.log(done, { value: 2 }))).toBe('INVALID_INPUT');
  expect((await mine.log(done, { value: 1 })).data.logProgress).toMatchObject({ progress: 1 });
});

test('a correction takes the place of the wrong value, which stays on record', async () => {
  const id = await active();
  await mine.log(id, { value: 1, at: daysAgo(2) });
  const wrong = (await mine.log(id, { value: 70, note: 'Keynote' })).data.logProgress.latestProgress;
  const { data } = await mine.correct(wrong.id, { value: 7, reason: 'A slip' });
  expect(data.correctProgress).toEqual({
    id,
    lastValue: 7,
    latestProgress: {
      id: expect.stringMatching(/^goal-progress_/),
      value: 7,
      note: 'Keynote',
      at: wrong.at,
      correctionReason: 'A slip',
      corrects: { id: wrong.id, value: 70 },
    },
    progressUpdates: { nodes: [{ value: 7 }, { value: 1 }] },
  });
  expect(code(await mine.correct(wrong.id, { value: 8, reason: 'Again' }))).toBe('CONFLICT');
  const again = await mine.correct(data.correctProgress.latestProgress.id, {
    value: 6,
    note: null,
    reason: 'Recounted',
  });
  expect(again.data.correctProgress).toMatchObject({ lastValue: 6, latestProgress: { note: null } });
  const [first] = (
    await mine.read(id, 'progressUpdates { nodes { id value } }')
  ).data.goal.progressUpdates.nodes.slice(-1);
  const older = await mine.correct(first.id, { value: 2, reason: 'Recounted' });
  expect(older.data.correctProgress).toMatchObject({
    lastValue: 6,
    progressUpdates: { nodes: [{ value: 6 }, { value: 2 }] },
  });
});

test('after the first update another measure or date needs a reason and opens a segment', async () => {
  const id = await active();
  expect((await mine.update(id, 2, { target: 20 })).data.updateGoal.segmentStartedAt).toBe(null);
  await mine.log(id, { value: 5 });
  const bare = await mine.update(id, 3, { targetOn: inDays(90) });
  expect(bare.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'input.reason' } }]);
  const moved = await mine.update(id, 3, { targetOn: inDays(90), reason: 'Illness' });
  expect(moved.data.updateGoal).toMatchObject({ version: 4, lastValue: 5, progress: 0.25 });
  expect(moved.data.updateGoal.segmentStartedAt).not.toBe(null);
  const other = await mine.update(id, 4, { unit: 'hours on stage', reason: 'Longer talks' });
  expect(other.data.updateGoal).toMatchObject({ lastValue: null, latestProgress: null, progress: 0 });
  await mine.log(id, { value: 9, at: daysAgo(1) });
  const { data } = await mine.log(id, { value: 10 });
  expect(data.logProgress).toMatchObject({ lastValue: 10, progress: 0.5 });
  const renamed = await mine.update(id, 5, { title: 'Speak up' });
  expect(renamed.data.updateGoal).toMatchObject({ version: 6, title: 'Speak up', lastValue: 10 });
});

test('every change tells who, when, why and what', async () => {
  const id = await active();
  await mine.log(id, { value: 5 });
  await mine.update(id, 2, { target: 12, weight: 3, reason: 'Two more invitations' });
  await mine.addMilestone(id, { title: 'Keynote' });
  await mine.abandon(id);
  const { data } = await mine.read(
    id,
    'revisions { nodes { version reason author { name } changes { field before after } } }',
  );
  const author = { name: 'Clio' };
  expect(data.goal.revisions.nodes).toEqual([
    {
      version: 5,
      reason: 'Another job',
      author,
      changes: [{ field: 'STATUS', before: 'ACTIVE', after: 'ABANDONED' }],
    },
    { version: 4, reason: null, author, changes: [{ field: 'MILESTONE', before: null, after: 'Keynote' }] },
    {
      version: 3,
      reason: 'Two more invitations',
      author,
      changes: [
        { field: 'TARGET', before: '10', after: '12' },
        { field: 'WEIGHT', before: null, after: '3' },
      ],
    },
    { version: 2, reason: null, author, changes: [{ field: 'STATUS', before: 'DRAFT', after: 'ACTIVE' }] },
  ]);
});

test('a change that changes nothing leaves the version, and an old version is refused', async () => {
  const id = await mine.draft();
  expect((await mine.update(id, 1, { title: talks.title, baseline: 0 })).data.updateGoal.version).toBe(1);
  await mine.update(id, 1, { title: 'Speak up' });
  expect(code(await mine.update(id, 1, { title: 'Speak louder' }))).toBe('VERSION_CONFLICT');
  expect(code(await mine.update(id, 2, { title: null }))).toBe('INVALID_INPUT');
});

test('an active goal keeps a measure and a date', async () => {
  const id = await active();
  expect(code(await mine.update(id, 2, { target: 0 }))).toBe('INVALID_INPUT');
  expect(code(await mine.update(id, 2, { targetOn: null }))).toBe('INVALID_INPUT');
  expect(code(await mine.update(await mine.draft(), 1, { targetOn: null, target: 0 }))).toBe('OK');
});

test.each([
  ['DRAFT', ['activate']],
  ['ACTIVE', ['activate', 'resume', 'pause', 'complete', 'completePartly', 'abandon']],
  ['PAUSED', ['pause', 'resume', 'complete', 'completePartly', 'abandon']],
  ['ACHIEVED', ['complete']],
  ['PARTLY', ['completePartly']],
  ['ABANDONED', ['abandon']],
  ['SUPERSEDED', []],
])('from %s only these steps are no conflict: %j', async (status, legal) => {
  for (const step of ['activate', 'pause', 'resume', 'complete', 'completePartly', 'abandon'] as const) {
    const id = await mine.draft();
    await waymark.database.owner(
      `update goals set status = $2, activated_at = case when $2 <> 'DRAFT' then now() end,
         closed_at = case when $2 not in ('DRAFT', 'ACTIVE', 'PAUSED') then now() end where id = $1`,
      [id.slice(5), status],
    );
    expect([step, code(await mine[step](id))]).toEqual([step, legal.includes(step) ? 'OK' : 'CONFLICT']);
    await waymark.database.owner(
      `update goals set status = 'PAUSED', closed_at = null where activated_at is not null`,
    );
  }
});

test('a coach finds the goals of a client with their health and forecast', async () => {
  const id = await active({ targetOn: inDays(25) });
  await waymark.database.owner(`update goals set activated_at = now() - interval '12 days'`);
  for (const [days, value] of [
    [10, 2],
    [8, 2.5],
    [6, 3.1],
    [4, 3.4],
    [2, 4],
    [0, 4.5],
  ] as const) {
    await mine.log(id, { value, at: daysAgo(days) });
  }
  const { data } = await waymark.send(
    coach,
    `{ me { coach { clients(first: 20) { nodes { name goals(first: 5, status: ACTIVE) { totalCount nodes {
       title progress health latestProgress { value } forecast { projectedOn interval { earliestOn latestOn } confidence } } } } } } } }`,
  );
  const [clio] = data.me.coach.clients.nodes;
  expect(clio).toEqual({
    name: 'Clio',
    goals: {
      totalCount: 1,
      nodes: [
        {
          title: 'Speak in public',
          progress: 0.45,
          health: 'ON_TRACK',
          latestProgress: { value: 4.5 },
          forecast: {
            projectedOn: inDays(22),
            interval: { earliestOn: expect.any(String), latestOn: expect.any(String) },
            confidence: 'NORMAL',
          },
        },
      ],
    },
  });
});

test('ids, texts and days that cannot be are told with the field', async () => {
  for (const [input, field] of [
    [{ parentId: 'goal_1' }, 'input.parentId'],
    [{ parentId: 'goal_01890000-0000-7000-8000-000000000000' }, 'input.parentId'],
    [{ title: ' ' }, 'input.title'],
    [{ support: 'a\0b' }, 'input.support'],
    [{ targetOn: '1999-12-31' }, 'input.targetOn'],
    [{ confidence: 11 }, 'input.confidence'],
    [{ weight: 0.0000001 }, 'input.weight'],
    [{ baseline: 1e12 }, 'input.baseline'],
    [{ milestones: Array.from({ length: 51 }, () => ({ title: 'Step' })) }, 'input.milestones'],
  ] as const) {
    expect((await mine.create(input)).errors).toMatchObject([{ extensions: { field } }]);
  }
  expect(await waymark.database.owner('select from goals')).toEqual([]);
});
