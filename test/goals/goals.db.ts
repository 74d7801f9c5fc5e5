import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { rawProgressSql, shownProgressSql } from '../../src/goals/goal.needs.js';
import { goalMeasures, progressOf } from '../../src/goals/goal.progress.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { engage } from './people.js';

const tables = [
  'goals',
  'goal_milestones',
  'goal_progress',
  'goal_revisions',
  'goal_scale_confirmations',
  'goal_rating_confirmations',
] as const;
let database: TestDatabase;
let source: DataSource;
let db: Db;
let client: MemberActor;
let coach: MemberActor;
let otherClient: MemberActor;
let strangers: Actor[];
let goal: string;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH', 'ADMIN']);
  otherClient = await aMember(database, north, 'Odo', ['CLIENT']);
  await engage(database, coach, client);
  strangers = [
    otherClient,
    await aMember(database, north, 'Ada', ['ADMIN']),
    await aMember(database, north, 'Otto', ['COACH', 'ADMIN']),
    await aMember(database, await anOrganization(database, 'south'), 'Finn', ['CLIENT', 'COACH']),
    { kind: 'nobody' },
    { kind: 'system', orgId: north },
  ];
  goal = await db.run(client, async () => {
    const [row] = await db.query<{ id: string }>(
      `insert into goals (client_id, horizon, kind, title, measure) values (app.member_id(), 'SHORT', 'SKILL', 'Speak', 'NUMBER')
       returning id`,
    );
    await db.query(
      `insert into goal_milestones (client_id, goal_id, position, title) values (app.member_id(), $1, 1, 'First')`,
      [row!.id],
    );
    await db.query(
      `insert into goal_progress (client_id, goal_id, value, at) values (app.member_id(), $1, 1, now())`,
      [row!.id],
    );
    await db.query(
      `insert into goal_revisions (client_id, goal_id, version, changes) values (app.member_id(), $1, 2, '[]')`,
      [row!.id],
    );
    return row!.id;
  });
  await database.owner(`update goals set measure = 'GAS', baseline = -1`);
  const confirm = (by: MemberActor, text: string) => db.run(by, () => db.query(text, [goal]));
  await confirm(
    client,
    `insert into goal_scale_confirmations (client_id, goal_id, scale_version) values (app.member_id(), $1, 2)`,
  );
  await confirm(
    coach,
    `insert into goal_rating_confirmations (client_id, goal_id, progress_id, engagement_id)
     select p.client_id, p.goal_id, p.id, e.id from goal_progress p, engagements e where p.goal_id = $1`,
  );
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const count = (actor: Actor, table: string) =>
  db.run(actor, async () => (await db.query(`select id from ${table}`)).length);

test('the database returns a goal with all that hangs on it to the client and the signed coach only', async () => {
  for (const table of tables) {
    expect([table, await count(client, table), await count(coach, table)]).toEqual([table, 1, 1]);
    for (const stranger of strangers) expect([table, await count(stranger, table)]).toEqual([table, 0]);
  }
});

test('after the end of the engagement the coach sees none, within the same second', async () => {
  await database.owner(`update engagements set status = 'COMPLETED'`);
  for (const table of tables) {
    expect([table, await count(client, table), await count(coach, table)]).toEqual([table, 1, 0]);
  }
  await database.owner(`update engagements set status = 'ACTIVE'`);
});

test('only the client writes, and updates and revisions not even they can alter or delete', async () => {
  const change = (actor: Actor, table: string) =>
    db.run(actor, async () => (await db.query(`update ${table} set id = id returning id`)).length);
  const retitle = (actor: Actor, table: string) =>
    db.run(actor, async () => (await db.query(`update ${table} set title = title returning id`)).length);
  for (const table of ['goals', 'goal_milestones']) {
    expect([await retitle(client, table), await retitle(coach, table)]).toEqual([1, 0]);
    for (const stranger of strangers) expect(await retitle(stranger, table)).toBe(0);
  }
  for (const table of tables.filter((name) => name !== 'goal_milestones')) {
    const remove = (actor: Actor) => db.run(actor, () => db.query(`delete from ${table}`));
    for (const actor of [client, coach]) {
      await expect(change(actor, table)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(remove(actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  }
  for (const actor of [coach, ...strangers]) {
    await db.run(actor, () => db.query('delete from goal_milestones'));
  }
  expect(await count(client, 'goal_milestones')).toBe(1);
});

test('version and lock of a scale are out of everybody’s hands', async () => {
  for (const column of ['scale_version = 1', 'scale_locked_at = now()', 'client_id = client_id']) {
    const write = db.run(client, () => db.query(`update goals set ${column}`));
    await expect(write).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('a row cannot name another client than its goal’s, nor be written for somebody else', async () => {
  const log = (actor: Actor, clientId: string) =>
    db.run(actor, () =>
      db.query('insert into goal_progress (client_id, goal_id, value, at) values ($1, $2, 1, now())', [
        clientId,
        goal,
      ]),
    );
  await expect(log(otherClient, otherClient.memberId)).rejects.toMatchObject({
    constraint: 'goal_progress_goal_fk',
  });
  for (const actor of [coach, ...strangers]) {
    await expect(log(actor, client.memberId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await count(client, 'goal_progress')).toBe(1);
});

test('a client whose role was taken away writes nothing more', async () => {
  const former: MemberActor = { ...client, roles: ['MENTOR'] };
  await database.owner(`update members set roles = '{MENTOR}' where id = $1`, [client.memberId]);
  expect(await count(former, 'goals')).toBe(0);
  expect(await db.run(former, () => db.query(`update goals set title = 'x' returning id`))).toEqual([]);
  await database.owner(`update members set roles = '{CLIENT}' where id = $1`, [client.memberId]);
});

/** Six decimals, as numeric(15,6) stores them; small ranges meet often, so that baselines equal targets. */
const amount = fc.option(
  fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -2e9, max: 2e9 }).map((n) => n / 1e6),
  ),
  { nil: null },
);

test('progress by SQL equals the pure rule, shown and raw, for every measure', async () => {
  const facts = fc.record({
    kind: fc.constantFrom(...goalMeasures),
    baseline: amount,
    target: amount,
    value: amount,
    steps: fc.array(fc.boolean(), { maxLength: 4 }),
  });
  // The expressions read a goal, its milestones and ratings; here all are made of the values of one case.
  const statement = `with goal_milestones as (
      select app.org_id() as org_id, $1::uuid as goal_id, case when done then now() end as done_at
      from unnest($6::boolean[]) as step (done)),
    goal_progress as (
      select app.org_id() as org_id, $1::uuid as id, $1::uuid as goal_id, $5::numeric(15,6) as value, now() as at,
             null::uuid as corrects_id where $5 is not null),
    goal_rating_confirmations as (select app.org_id() as org_id, $1::uuid as progress_id)
    select (${rawProgressSql('g')})::float8 as raw, (${shownProgressSql('g')})::float8 as shown
    from (select app.org_id() as org_id, $1::uuid as id, $2::text as measure, $3::numeric(15,6) as baseline,
                 $4::numeric(15,6) as target, $5::numeric(15,6) as last_value, null::timestamptz as measured_since) g`;
  // Decimals are exact and doubles are not: a difference of near numbers keeps only its leading digits.
  const close = (exact: number | null, double: number | null, numbers: (number | null)[]) => {
    if (exact === null || double === null) return exact === double;
    const [baseline = 0, target = 0] = numbers.map((number) => number ?? 0);
    const lost =
      Math.max(1, ...numbers.map((number) => Math.abs(number ?? 0))) / Math.abs(target - baseline || 1);
    return Math.abs(exact - double) <= 8 * Number.EPSILON * (1 + lost) * (1 + Math.abs(exact));
  };
  await db.run(client, () =>
    fc.assert(
      fc.asyncProperty(facts, async ({ kind, baseline, target, value, steps }) => {
        const [row] = await db.query<{ raw: number | null; shown: number | null }>(statement, [
          goal,
          kind,
          baseline,
          target,
          value,
          steps,
        ]);
        const progress = progressOf(
          { kind, baseline, target },
          { value, milestonesDone: steps.filter(Boolean).length, milestonesAll: steps.length },
        );
        const numbers = [baseline, target, value];
        return (
          close(row!.raw, progress?.raw ?? null, numbers) &&
          close(row!.shown, progress?.shown ?? null, numbers)
        );
      }),
      { numRuns: 1000 },
    ),
  );
});
