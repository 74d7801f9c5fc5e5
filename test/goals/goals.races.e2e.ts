import type { MemberActor } from '../../src/db/actor.js';
import type { Answer } from '../setup/app.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, daysAgo, goalsOf } from './people.js';

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

function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[code(answer)] = (counts[code(answer)] ?? 0) + 1;
  return counts;
}

test('of 200 goals activated at once with a cap of three, three are active', async () => {
  const drafts = await Promise.all(Array.from({ length: 200 }, () => mine.draft()));
  expect(tally(await Promise.all(drafts.map((id) => mine.activate(id))))).toEqual({
    OK: 3,
    LIMIT_REACHED: 197,
  });
  const [counts] = await waymark.database.owner(
    `select count(*) filter (where status = 'ACTIVE')::int as active,
            count(*) filter (where version > 1)::int as touched,
            (select count(*)::int from goal_revisions) as revisions from goals`,
  );
  expect(counts).toEqual({ active: 3, touched: 3, revisions: 3 });
});

describe('on one active goal', () => {
  let goal: string;

  beforeEach(async () => {
    await waymark.database.owner(`update goals set status = 'PAUSED' where status = 'ACTIVE'`);
    goal = await mine.draft();
    await mine.activate(goal);
  });

  const stored = async () =>
    (
      await waymark.database.owner(
        `select g.last_value = p.value and g.last_progress_at = p.at and g.last_progress_id = p.id as agrees,
                g.last_value::float as value, (select count(*)::int from goal_progress a where a.goal_id = g.id) as updates
         from goals g, lateral (
           select * from goal_progress p where p.goal_id = g.id
             and not exists (select from goal_progress c where c.corrects_id = p.id)
           order by at desc, id desc limit 1) p
         where g.id = $1`,
        [goal.slice(5)],
      )
    )[0];

  test('parallel updates leave the newest as the latest, whatever their order', async () => {
    const days = Array.from({ length: 100 }, (_, at) => (at * 37) % 100);
    const answers = await Promise.all(days.map((day) => mine.log(goal, { value: day, at: daysAgo(day) })));
    expect(tally(answers)).toEqual({ OK: 100 });
    expect(await stored()).toEqual({ agrees: true, value: 0, updates: 100 });
  });

  test('parallel updates of the same instant agree on one latest', async () => {
    const at = daysAgo(1);
    await Promise.all(Array.from({ length: 50 }, (_, value) => mine.log(goal, { value, at })));
    expect(await stored()).toMatchObject({ agrees: true, updates: 50 });
  });

  test('a wrong update is corrected once, while newer ones come in', async () => {
    const wrong = (await mine.log(goal, { value: 70, at: daysAgo(1) })).data.logProgress.latestProgress.id;
    const corrections = Array.from({ length: 20 }, (_, at) =>
      mine.correct(wrong, { value: at, reason: 'A slip' }),
    );
    const updates = Array.from({ length: 20 }, () => mine.log(goal, { value: 5 }));
    expect(tally(await Promise.all(corrections))).toEqual({ OK: 1, CONFLICT: 19 });
    expect(tally(await Promise.all(updates))).toEqual({ OK: 20 });
    expect(await stored()).toEqual({ agrees: true, value: 5, updates: 22 });
  });

  test('of 100 writers of one version one wins', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => mine.update(goal, 2, { title: `Title ${at}` })),
    );
    expect(tally(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 99 });
  });

  test('a goal that is completed while progress comes in takes none afterwards', async () => {
    const [completed, ...updates] = await Promise.all([
      mine.complete(goal),
      ...Array.from({ length: 30 }, (_, value) => mine.log(goal, { value })),
    ]);
    expect(code(completed!)).toBe('OK');
    const { OK = 0, CONFLICT = 0 } = tally(updates);
    expect(OK + CONFLICT).toBe(30);
    const [row] = await waymark.database.owner('select count(*)::int from goal_progress where goal_id = $1', [
      goal.slice(5),
    ]);
    expect(row).toEqual({ count: OK });
  });

  test('two goals that are put under each other at once never make a circle', async () => {
    const other = await mine.draft();
    const answers = await Promise.all([
      mine.update(goal, 2, { parentId: other }),
      mine.update(other, 1, { parentId: goal }),
    ]);
    expect(tally(answers)).toEqual({ OK: 1, INVALID_INPUT: 1 });
  });

  test('the last free place for a milestone is given once', async () => {
    await Promise.all(
      Array.from({ length: 60 }, (_, at) => mine.addMilestone(goal, { title: `Step ${at}` })),
    );
    const [row] = await waymark.database.owner(
      'select count(*)::int, max(position)::int from goal_milestones where goal_id = $1',
      [goal.slice(5)],
    );
    expect(row).toEqual({ count: 50, max: 50 });
  });
});
