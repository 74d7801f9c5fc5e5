import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, goalsOf, inDays } from './people.js';

let waymark: TestApp;
let mine: ReturnType<typeof goalsOf>;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  mine = goalsOf(waymark, await aMember(waymark.database, north, 'Clio', ['CLIENT']));
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

test('goals serve larger ones, never in a circle, and their progress rolls up by weight', async () => {
  const large = await active({ horizon: 'LONG', targetOn: inDays(400) });
  const light = await active({ parentId: large, weight: 1 });
  const heavy = await active({ parentId: large, weight: 3 });
  await mine.log(heavy, { value: 8 });
  expect(code(await mine.update(large, 2, { parentId: heavy }))).toBe('INVALID_INPUT');
  expect(code(await mine.update(large, 2, { parentId: large }))).toBe('INVALID_INPUT');
  const fields = 'children { id weight parent { id } } rollup { progress counted paused leftOut note }';
  expect((await mine.read(large, fields)).data.goal).toEqual({
    children: [
      { id: light, weight: 1, parent: { id: large } },
      { id: heavy, weight: 3, parent: { id: large } },
    ],
    rollup: { progress: 0.6, counted: 2, paused: 0, leftOut: 0, note: null },
  });
  await mine.pause(light);
  expect((await mine.read(large, fields)).data.goal.rollup).toEqual({
    progress: 0.8,
    counted: 1,
    paused: 1,
    leftOut: 0,
    note: 'Left out of this figure: 1 paused.',
  });
});

test('the cap counts active goals that no active goal serves, on activation, on resuming and on moving', async () => {
  const large = await active({ horizon: 'LONG', targetOn: inDays(400) });
  const [one, , three] = [await active({ parentId: large }), await active(), await active()];
  const four = await mine.draft();
  const refused = await mine.activate(four);
  expect(refused.errors).toMatchObject([{ extensions: { code: 'LIMIT_REACHED' } }]);
  expect((await mine.read(four, 'status version')).data.goal).toEqual({ status: 'DRAFT', version: 1 });
  expect(code(await mine.update(one, 2, { parentId: null }))).toBe('LIMIT_REACHED');
  await mine.pause(three);
  expect(code(await mine.activate(four))).toBe('OK');
  expect(code(await mine.resume(three))).toBe('LIMIT_REACHED');
});

test('a goal that takes the place of the one that it serves fits under a full cap', async () => {
  const large = await active({ horizon: 'LONG', targetOn: inDays(400) });
  await Promise.all([active(), active()]);
  const step = await mine.draft({ parentId: large });
  expect(code(await mine.activate(step))).toBe('OK');
  const second = await mine.draft({ parentId: large });
  expect(code(await mine.activate(second))).toBe('LIMIT_REACHED');
});
