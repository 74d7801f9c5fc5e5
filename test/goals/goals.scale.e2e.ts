import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, daysAgo, engage, goalsOf, inDays, scaled } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let coach: MemberActor;
let mine: ReturnType<typeof goalsOf>;
let theirs: ReturnType<typeof goalsOf>;

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  await engage(database, coach, client);
  mine = goalsOf(waymark, client);
  theirs = goalsOf(waymark, coach);
});

afterAll(() => waymark.close());
afterEach(() =>
  waymark.database.owner(
    `update goals set last_progress_id = null, last_value = null, last_progress_at = null;
     delete from goal_rating_confirmations; delete from goal_scale_confirmations;
     delete from goal_revisions; delete from goal_progress; delete from goal_milestones; delete from goals`,
  ),
);

/** An active goal whose scale both have confirmed. */
async function locked(input: object = {}): Promise<string> {
  const id = await mine.draft({ ...scaled, ...input });
  await mine.activate(id);
  await mine.confirmScale(id);
  expect(code(await theirs.confirmScale(id))).toBe('OK');
  return id;
}

async function rate(goal: string, level: number, at?: string): Promise<string> {
  const { data } = await mine.log(goal, { value: level, at });
  return data.logProgress.latestProgress.id;
}

const SCALE = `scale { levels baselineLevel importance difficulty weight version level
  confirmedByClientAt confirmedByCoachAt lockedAt }`;

test('a scale tells its levels, its weight and who has confirmed it', async () => {
  const id = await mine.draft(scaled);
  expect((await mine.read(id, `${SCALE} smartCheck { passed } direction`)).data.goal).toEqual({
    scale: {
      levels: scaled.levels,
      baselineLevel: -1,
      importance: 3,
      difficulty: 1,
      weight: 3,
      version: 1,
      level: null,
      confirmedByClientAt: null,
      confirmedByCoachAt: null,
      lockedAt: null,
    },
    smartCheck: [true, true, true, false, true].map((passed) => ({ passed })),
    direction: 'UP',
  });
  const byClient = (await mine.confirmScale(id)).data.confirmGoalScale.scale;
  expect(byClient).toEqual({
    version: 1,
    confirmedByClientAt: expect.any(String),
    confirmedByCoachAt: null,
    lockedAt: null,
  });
  const byBoth = (await theirs.confirmScale(id)).data.confirmGoalScale.scale;
  expect(byBoth).toEqual({
    ...byClient,
    confirmedByCoachAt: expect.any(String),
    lockedAt: byBoth.confirmedByCoachAt,
  });
  expect((await mine.confirmScale(id)).data.confirmGoalScale.scale).toEqual(byBoth);
});

test('a change of the scale takes back what was confirmed; once locked it cannot be changed', async () => {
  const id = await mine.draft(scaled);
  await theirs.confirmScale(id);
  await mine.update(id, 1, { importance: 2 });
  const changed = (await mine.read(id, SCALE)).data.goal.scale;
  expect(changed).toMatchObject({ version: 2, importance: 2, confirmedByCoachAt: null });
  expect(code(await mine.confirmScale(id, 1))).toBe('VERSION_CONFLICT');
  await mine.confirmScale(id, 2);
  await theirs.confirmScale(id, 2);
  for (const change of [
    { levels: ['1', '2', '3', '4', '5'] },
    { importance: 1 },
    { difficulty: 2 },
    { baseline: -2 },
    { measure: 'PERCENT', target: 5 },
  ]) {
    expect(code(await mine.update(id, 2, change))).toBe('CONFLICT');
  }
  expect(code(await mine.update(id, 2, { title: 'Speak up' }))).toBe('OK');
  expect((await mine.read(id, 'scale { version levels }')).data.goal.scale).toEqual({
    version: 2,
    levels: scaled.levels,
  });
});

test('only a whole scale of an open goal can be confirmed', async () => {
  const missing = { importance: null, difficulty: null, levels: null, baseline: null };
  for (const [name, value] of Object.entries(missing)) {
    const id = await mine.draft({ ...scaled, [name]: value });
    expect([name, code(await mine.confirmScale(id))]).toEqual([name, 'CONFLICT']);
  }
  expect(code(await mine.confirmScale(await mine.draft()))).toBe('CONFLICT');
  const over = await mine.draft(scaled);
  await mine.activate(over);
  await mine.complete(over);
  expect(code(await theirs.confirmScale(over))).toBe('CONFLICT');
});

test('levels that are not five different texts, and other levels at the start, are told with the field', async () => {
  for (const [input, field] of [
    [{ levels: scaled.levels.slice(1) }, 'input.levels'],
    [{ levels: [...scaled.levels.slice(1), 'a keynote '] }, 'input.levels'],
    [{ baseline: 0 }, 'input.baseline'],
    [{ importance: 4 }, 'input.importance'],
    [{ difficulty: 0 }, 'input.difficulty'],
  ] as const) {
    expect((await mine.create({ ...scaled, ...input })).errors).toMatchObject([{ extensions: { field } }]);
  }
  const number = await mine.draft();
  const wrong = await mine.update(number, 1, { measure: 'GAS' });
  expect(wrong.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'input.baseline' } }]);
});

test('ratings wait for the lock, are levels, and count once the coach has confirmed them', async () => {
  const id = await mine.draft(scaled);
  await mine.activate(id);
  expect(code(await mine.log(id, { value: 0 }))).toBe('CONFLICT');
  await mine.confirmScale(id);
  await theirs.confirmScale(id);
  for (const value of [0.5, 3, -3]) expect(code(await mine.log(id, { value }))).toBe('INVALID_INPUT');
  const fields = 'progress rawProgress lastValue scale { level }';
  const rated = await rate(id, 1, daysAgo(2));
  expect((await mine.read(id, fields)).data.goal).toEqual({
    progress: 0,
    rawProgress: 0,
    lastValue: 1,
    scale: { level: null },
  });
  const confirmed = await theirs.confirmRating(rated);
  expect(confirmed.data.confirmRating).toEqual({
    id: rated,
    confirmedAt: expect.any(String),
    goal: { id, progress: 1, scale: { level: 1 } },
  });
  expect((await theirs.confirmRating(rated)).text).toBe(confirmed.text);
  expect((await mine.read(id, fields)).data.goal).toMatchObject({ progress: 1, rawProgress: 2 });
  await rate(id, -1);
  expect((await mine.read(id, fields)).data.goal).toMatchObject({ lastValue: -1, scale: { level: 1 } });
});

test('a corrected rating counts no longer, and its correction once it is confirmed', async () => {
  const id = await locked();
  const wrong = await rate(id, 2);
  await theirs.confirmRating(wrong);
  expect(code(await mine.correct(wrong, { value: 0.5, reason: 'A slip' }))).toBe('INVALID_INPUT');
  const right = (await mine.correct(wrong, { value: 1, reason: 'A slip' })).data.correctProgress;
  expect((await mine.read(id, 'scale { level }')).data.goal.scale.level).toBeNull();
  await theirs.confirmRating(right.latestProgress.id);
  expect((await mine.read(id, 'scale { level }')).data.goal.scale.level).toBe(1);
  const other = await mine.draft();
  await mine.activate(other);
  const plain = await rate(other, 1);
  expect(code(await theirs.confirmRating(plain))).toBe('CONFLICT');
});

test('another target date takes nothing from what was rated', async () => {
  const id = await locked();
  const [first, second] = [await rate(id, 1, daysAgo(2)), await rate(id, 2, daysAgo(1))];
  await theirs.confirmRating(first);
  await mine.update(id, 2, { targetOn: inDays(90), reason: 'The meetup moved' });
  const fields = 'progress lastValue scale { level }';
  expect((await mine.read(id, fields)).data.goal).toEqual({ progress: 1, lastValue: 2, scale: { level: 1 } });
  expect(code(await theirs.confirmRating(second))).toBe('OK');
  expect((await mine.read(id, fields)).data.goal.scale.level).toBe(2);
  const { data } = await waymark.send(client, '{ engagements { nodes { attainment { rated unrated } } } }');
  expect(data.engagements.nodes).toEqual([{ attainment: { rated: 1, unrated: 0 } }]);
});

test('a value from before a goal was scaled is no level of it', async () => {
  const id = await mine.draft();
  await mine.activate(id);
  await mine.log(id, { value: 1 });
  const { measure, unit, baseline, target, levels, importance, difficulty } = scaled;
  const change = {
    measure,
    unit,
    baseline,
    target,
    levels,
    importance,
    difficulty,
    reason: 'A scale says more',
  };
  await mine.update(id, 2, change);
  const { version } = (await mine.read(id, 'scale { version }')).data.goal.scale;
  await mine.confirmScale(id, version);
  expect(code(await theirs.confirmScale(id, version))).toBe('OK');
  const { nodes } = (await mine.read(id, 'progressUpdates { nodes { id } }')).data.goal.progressUpdates;
  expect(code(await theirs.confirmRating(nodes[0].id))).toBe('CONFLICT');
});

test('an engagement shows T beside T at baseline, and counts what is not rated', async () => {
  const ATTAINMENT = '{ engagements { nodes { attainment { t tAtBaseline rated unrated } } } }';
  const attainment = async (as: MemberActor) =>
    (await waymark.send(as, ATTAINMENT)).data.engagements.nodes[0].attainment;
  expect(await attainment(client)).toEqual({ t: null, tAtBaseline: null, rated: 0, unrated: 0 });
  // The fixture x = (1, −1), w = (3, 1); a third is not rated, a fourth is only a draft, a fifth not agreed on.
  const [up, down] = [await locked(), await locked({ importance: 1 })];
  await theirs.confirmRating(await rate(up, 1));
  await theirs.confirmRating(await rate(down, -1));
  await rate(await locked(), 2);
  await theirs.confirmScale(await mine.draft(scaled));
  const spread = Math.sqrt(0.7 * (3 ** 2 + 1 ** 2) + 0.3 * (3 + 1) ** 2);
  expect(await attainment(client)).toEqual({
    t: expect.closeTo(50 + (10 * (3 - 1)) / spread, 6),
    tAtBaseline: expect.closeTo(50 + (10 * (-3 - 1)) / spread, 6),
    rated: 2,
    unrated: 1,
  });
  expect(await attainment(coach)).toEqual(await attainment(client));
});
