import fc from 'fast-check';
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

test('however goals are put under each other at once, none ends up above itself', async () => {
  const goals = await Promise.all(Array.from({ length: 8 }, () => mine.draft()));
  const clearParents = () =>
    waymark.database.owner('update goals set parent_id = null where id = any ($1)', [
      goals.map((id) => id.slice(5)),
    ]);
  const move = async (child: number, parent: number | null) => {
    const { version } = (await mine.read(goals[child]!, 'version')).data.goal;
    const parentId = parent === null ? null : goals[parent]!;
    return code(await mine.update(goals[child]!, version, { parentId }));
  };
  const goal = fc.nat(goals.length - 1);
  await fc.assert(
    fc
      .asyncProperty(
        fc.array(fc.tuple(goal, fc.option(goal, { nil: null })), { minLength: 2, maxLength: 12 }),
        async (moves) => {
          const codes = await Promise.all(moves.map(([child, parent]) => move(child, parent)));
          const known = ['OK', 'INVALID_INPUT', 'VERSION_CONFLICT'];
          expect(codes.filter((each) => !known.includes(each))).toEqual([]);
          const circles = await waymark.database.owner(
            `with recursive line as (
               select id as child, parent_id as above, 1 as steps from goals where parent_id is not null
               union all
               select l.child, g.parent_id, l.steps + 1 from line l join goals g on g.id = l.above
               where g.parent_id is not null and l.steps < 20)
             select child from line where above = child`,
          );
          expect(circles).toEqual([]);
        },
      )
      .afterEach(clearParents),
    { numRuns: 15 },
  );
}, 60_000);

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

  const storedStatus = async () =>
    (
      await waymark.database.owner(
        `select status, version, (select count(*)::int from goal_revisions r where r.goal_id = g.id) as revisions,
                (closed_at is not null) as closed, (successor_id is not null) as replaced
         from goals g where id = $1`,
        [goal.slice(5)],
      )
    )[0] as { status: string; version: number; revisions: number; closed: boolean; replaced: boolean };

  test('of all ways to close a goal at once one wins, and the others are a conflict', async () => {
    const successors = await Promise.all(Array.from({ length: 10 }, () => mine.draft()));
    const ways = successors.flatMap((successor) => [
      () => mine.complete(goal),
      () => mine.completePartly(goal),
      () => mine.abandon(goal),
      () => mine.supersede(goal, successor),
    ]);
    const codes = tally(await Promise.all(ways.map((way) => way())));
    const { status, ...left } = await storedStatus();
    expect(left).toEqual({ version: 3, revisions: 2, closed: true, replaced: status === 'SUPERSEDED' });
    // Whoever says again what was done is told that it is so.
    const agreeing = status === 'SUPERSEDED' ? 1 : 10;
    expect(codes).toEqual({ OK: agreeing, CONFLICT: 40 - agreeing });
  });

  test('pausing, resuming and completing at once leaves one of these states and a revision for each step', async () => {
    const steps = Array.from({ length: 45 }, (_, at) =>
      [mine.pause, mine.resume, mine.complete][at % 3]!(goal),
    );
    const codes = Object.keys(tally(await Promise.all(steps)));
    expect(codes.filter((each) => !['OK', 'CONFLICT'].includes(each))).toEqual([]);
    const { status, version, revisions } = await storedStatus();
    expect(status).toBe('ACHIEVED');
    expect(revisions).toBe(version - 1);
  });

  test('two goals that replace each other at once: one is closed, the other goes on', async () => {
    const other = await mine.draft();
    await mine.activate(other);
    const codes = tally(await Promise.all([mine.supersede(goal, other), mine.supersede(other, goal)]));
    expect(codes).toEqual({ OK: 1, CONFLICT: 1 });
    const left = await waymark.database.owner(
      'select status from goals where id = any ($1) order by status',
      [[goal.slice(5), other.slice(5)]],
    );
    expect(left).toEqual([{ status: 'ACTIVE' }, { status: 'SUPERSEDED' }]);
  });

  test('of many closed goals reopened at once as many are active as may be', async () => {
    const closed = await Promise.all(Array.from({ length: 30 }, () => mine.draft()));
    await waymark.database.owner(
      `update goals set status = 'ACHIEVED', activated_at = now(), closed_at = now() where id = any ($1)`,
      [closed.map((id) => id.slice(5))],
    );
    const codes = tally(await Promise.all(closed.map((id) => mine.reopen(id))));
    expect(codes).toEqual({ OK: 2, LIMIT_REACHED: 28 });
  });

  test('a done mark is taken back once, and milestones removed at once close ranks', async () => {
    await Promise.all(Array.from({ length: 9 }, (_, at) => mine.addMilestone(goal, { title: `Step ${at}` })));
    const milestones: { id: string }[] = (await mine.read(goal, 'milestones { id }')).data.goal.milestones;
    const [done, ...open] = milestones.map(({ id }) => id) as [string, ...string[]];
    await mine.completeMilestone(done);
    const { version } = await storedStatus();
    await Promise.all(Array.from({ length: 20 }, () => mine.reopenMilestone(done)));
    expect((await storedStatus()).version).toBe(version + 1);
    const removed = open.slice(0, 6).flatMap((id) => [mine.removeMilestone(id), mine.removeMilestone(id)]);
    expect(tally(await Promise.all(removed))).toEqual({ OK: 6, NOT_FOUND: 6 });
    const left = await waymark.database.owner(
      'select position from goal_milestones where goal_id = $1 order by position',
      [goal.slice(5)],
    );
    expect(left).toEqual([1, 2, 3, 4].map((position) => ({ position })));
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
