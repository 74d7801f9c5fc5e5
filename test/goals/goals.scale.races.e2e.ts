import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, engage, goalsOf, scaled } from './people.js';

let waymark: TestApp;
let mine: ReturnType<typeof goalsOf>;
let theirs: ReturnType<typeof goalsOf>;
let coach: MemberActor;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  const client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  await engage(waymark.database, coach, client);
  [mine, theirs] = [goalsOf(waymark, client), goalsOf(waymark, coach)];
});

afterAll(() => waymark.close());

const rows = async (table: string, goal: string) =>
  (await waymark.database.owner(`select id from ${table} where goal_id = $1`, [goal.slice(5)])).length;

test('both sides confirming at once, many times, leave one word of each and a locked scale', async () => {
  const goal = await mine.draft(scaled);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => (at % 2 ? mine : theirs).confirmScale(goal)),
  );
  expect(new Set(answers.map(code))).toEqual(new Set(['OK']));
  expect(await rows('goal_scale_confirmations', goal)).toBe(2);
  expect((await mine.read(goal, 'scale { lockedAt }')).data.goal.scale.lockedAt).not.toBeNull();
});

test('a scale that is changed while the second side confirms is either changed or locked, never both', async () => {
  for (let round = 0; round < 15; round += 1) {
    const goal = await mine.draft(scaled);
    await mine.confirmScale(goal);
    const [changed, confirmed] = (
      await Promise.all([mine.update(goal, 1, { importance: 2 }), theirs.confirmScale(goal)])
    ).map(code);
    const { scale } = (await mine.read(goal, 'scale { version importance lockedAt }')).data.goal;
    if (changed === 'OK') {
      expect([confirmed, scale]).toEqual(['VERSION_CONFLICT', { version: 2, importance: 2, lockedAt: null }]);
    } else {
      expect([changed, confirmed]).toEqual(['CONFLICT', 'OK']);
      expect(scale).toEqual({ version: 1, importance: 3, lockedAt: expect.any(String) });
    }
  }
});

test('a rating is confirmed once by a coach, however often they say so', async () => {
  const goal = await mine.draft(scaled);
  await mine.activate(goal);
  await mine.confirmScale(goal);
  await theirs.confirmScale(goal);
  const rating = (await mine.log(goal, { value: 1 })).data.logProgress.latestProgress.id;
  const answers = await Promise.all(Array.from({ length: 30 }, () => theirs.confirmRating(rating)));
  expect(new Set(answers.map(code))).toEqual(new Set(['OK']));
  expect(await rows('goal_rating_confirmations', goal)).toBe(1);
});
