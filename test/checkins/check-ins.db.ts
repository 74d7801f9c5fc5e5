import type { DataSource } from 'typeorm';
import type { Actor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aWorld, type World } from './world.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let world: World;
let system: Actor;

const TABLES = [
  'check_ins',
  'check_in_answers',
  'check_in_scores',
  'check_in_labels',
  'weekly_pulses',
  'check_in_schedules',
];

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  world = await aWorld(database);
  system = { kind: 'system', orgId: world.north };
  await database.owner(
    `with check_in as (
       insert into check_ins (org_id, client_id, instrument_id, trigger, status, opened_at, started_at, submitted_at, discarded_at)
       select $1, $2, i.id, 'INTAKE', s.status, now(), case when s.status <> 'DUE' then now() end,
              case when s.status in ('SUBMITTED', 'DISCARDED') then now() end, case when s.status = 'DISCARDED' then now() end
       from instruments i, unnest(array['SUBMITTED', 'DISCARDED', 'DUE']) as s (status)
       where i.org_id = $1 and i.current returning *),
     answers as (
       insert into check_in_answers (org_id, id, client_id, answers)
       select org_id, id, client_id, 's1.x' from check_in where status <> 'DUE'),
     scores as (
       insert into check_in_scores (org_id, id, client_id, instrument_id, instrument_code, submitted_at, index_score,
         band, answered, items, coverage, straight_lining, incomplete)
       select org_id, id, client_id, instrument_id, 'stuck-18', now(), 60, 'STUCK', 18, 18, 1, false, false
       from check_in where status = 'SUBMITTED' returning *),
     pulse as (
       insert into weekly_pulses (org_id, client_id, week_on, felt, recorded_at) values ($1, $2, '2026-06-01', 2, now()))
     insert into check_in_labels (org_id, check_in_id, client_id, instrument_id, label, dimensions, next_step)
     select org_id, id, client_id, instrument_id, 'INERTIA', '{POSTPONING}', 'PLAN_ONE_SMALL_STEP' from scores`,
    [world.north, world.client.memberId],
  );
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const rows = (...counts: number[]) => Object.fromEntries(TABLES.map((table, at) => [table, counts[at]]));

/** How many rows of each table the database itself lets the actor have of the client. */
async function seen(actor: Actor): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const column = table === 'check_in_schedules' ? 'id' : 'client_id';
    counts[table] = await db.run(
      actor,
      async () =>
        (await db.query(`select from ${table} where ${column} = $1`, [world.client.memberId])).length,
    );
  }
  return counts;
}

test('the database itself shows all to the client, and what is submitted to the coach with consent, but no answer', async () => {
  expect(await seen(world.client)).toEqual(rows(3, 2, 1, 1, 1, 1));
  expect(await seen(world.coach)).toEqual(rows(1, 0, 1, 1, 1, 0));
});

test('it shows nothing to anybody else', async () => {
  const { coachWithout, coachOfAnother, mentor, otherClient, admin, adminCoach, stranger } = world;
  for (const actor of [coachWithout, coachOfAnother, mentor, otherClient, admin, adminCoach, stranger]) {
    expect(await seen(actor)).toEqual(rows(0, 0, 0, 0, 0, 0));
  }
  expect(await seen({ kind: 'nobody' })).toEqual(rows(0, 0, 0, 0, 0, 0));
});

test('background bookkeeping sees that there are check-ins, and nothing of what is in them', async () => {
  expect(await seen(system)).toEqual(rows(3, 0, 0, 0, 0, 1));
});

test('a consent that is over, or of an engagement that has ended, opens nothing', async () => {
  const closed = rows(0, 0, 0, 0, 0, 0);
  const opened = rows(1, 0, 1, 1, 1, 0);
  const pair = [world.coach.memberId];
  await database.owner(
    `update consents set given_at = now() - interval '2 days', until = now() - interval '1 day' where coach_id = $1`,
    pair,
  );
  expect(await seen(world.coach)).toEqual(closed);
  await database.owner(`update consents set until = null where coach_id = $1`, pair);
  expect(await seen(world.coach)).toEqual(opened);
  await database.owner(`update engagements set status = 'COMPLETED' where coach_id = $1`, pair);
  expect(await seen(world.coach)).toEqual(closed);
  await database.owner(`update engagements set status = 'ACTIVE' where coach_id = $1`, pair);
});

const CHANGES = [
  'update check_ins set version = version + 1',
  `update check_in_answers set answers = 's1.y'`,
  'delete from check_in_scores',
  'delete from check_in_labels',
  'update weekly_pulses set felt = 0',
  'update check_in_schedules set next_at = now()',
];

test('nobody but the client changes a row of it', async () => {
  const { coach, coachWithout, coachOfAnother, mentor, otherClient, admin, adminCoach, stranger } = world;
  for (const actor of [
    coach,
    coachWithout,
    coachOfAnother,
    mentor,
    otherClient,
    admin,
    adminCoach,
    stranger,
  ]) {
    for (const sql of CHANGES) {
      const column = sql.includes('schedules') ? 'id' : 'client_id';
      const changed = await db.run(
        actor,
        async () =>
          (await db.query(`${sql} where ${column} = $1 returning id`, [world.client.memberId])).length,
      );
      expect([sql, changed]).toEqual([sql, 0]);
    }
  }
});

test.each([
  [
    'a check-in',
    `insert into check_ins (client_id, instrument_id, trigger, status, opened_at)
     select $1, id, 'ON_DEMAND', 'DUE', now() from instruments where current`,
  ],
  [
    'a pulse',
    `insert into weekly_pulses (client_id, week_on, felt, recorded_at) values ($1, '2026-06-08', 1, now())`,
  ],
  [
    'answers',
    `insert into check_in_answers (id, client_id, answers) select id, $1, 's1.z' from check_ins where status = 'SUBMITTED'`,
  ],
])('a coach with consent writes %s for nobody', async (_case, sql) => {
  await expect(db.run(world.coach, () => db.query(sql, [world.client.memberId]))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('scores are not rewritten, not even by their client', async () => {
  for (const table of ['check_in_scores', 'check_in_labels']) {
    await expect(
      db.run(world.client, () => db.query(`update ${table} set client_id = client_id`)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('a check-in of one client holds no answer of another', async () => {
  await expect(
    database.owner(
      `insert into check_in_answers (org_id, id, client_id, answers)
       select org_id, id, $1, 's1.x' from check_ins where status = 'DUE'`,
      [world.otherClient.memberId],
    ),
  ).rejects.toThrow('check_in_answers_check_in_fk');
});

describe('an instrument', () => {
  test.each([
    ['another title', `update instruments set title = 'Other'`],
    ['another code', `update instruments set code = 'other'`],
    ['another text of an item', `update instrument_items set text = 'Other' where position = 1`],
    ['an item turned round', `update instrument_items set reversed = not reversed where position = 2`],
    ['an item less', 'delete from instrument_items where position = 21'],
  ])('that a check-in refers to does not get %s, whoever connects', async (_case, sql) => {
    const where = sql.includes(' where ') ? ' and' : ' where';
    await expect(database.owner(`${sql}${where} org_id = $1`, [world.north])).rejects.toThrow(
      'An instrument stays as it is once a check-in refers to it.',
    );
  });

  test('that a check-in refers to gets no item more', async () => {
    await expect(
      database.owner(
        `insert into instrument_items (org_id, instrument_id, position, dimension, reversed, text)
         select org_id, id, 22, 'BOREDOM', false, 'More' from instruments where org_id = $1`,
        [world.north],
      ),
    ).rejects.toThrow('An instrument stays as it is once a check-in refers to it.');
  });

  test('may still be laid aside, and one that nobody used may be changed', async () => {
    const south = world.stranger.orgId;
    await database.owner(`update instruments set title = 'Not used' where org_id = $1`, [south]);
    await database.owner(`update instruments set current = false where org_id = $1`, [world.north]);
    await database.owner(`update instruments set current = true where org_id = $1`, [world.north]);
    expect(await database.owner(`select title from instruments where org_id = $1`, [south])).toEqual([
      { title: 'Not used' },
    ]);
  });

  test('is written by an admin only, and changed by nobody through the app', async () => {
    const insert = `insert into instruments (code, edition, title) values ('mine', 1, 'Mine')`;
    for (const actor of [world.client, world.coach, world.mentor]) {
      await expect(db.run(actor, () => db.query(insert))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const sql of [`update instruments set title = 'x'`, 'delete from instrument_items']) {
      await expect(db.run(world.admin, () => db.query(sql))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('that shipped has 18 items in six dimensions and three structural ones, each dimension with a reversed one', async () => {
    const shipped = await database.owner(
      `select i.dimension, count(*)::int as items, count(*) filter (where i.reversed)::int >= 1 as reversed
       from instrument_items i join instruments n on n.org_id = i.org_id and n.id = i.instrument_id
       where n.org_id = $1 and n.code = 'stuck-18' and n.edition = 1 and n.author_id is null
       group by 1 order by min(i.position)`,
      [world.north],
    );
    expect(shipped.map(({ dimension }) => dimension).toSorted()).toEqual([
      'BLOCKED_ABOVE',
      'BOREDOM',
      'FRUSTRATION',
      'MOTIVATION_LOSS',
      'POSTPONING',
      'UNCHALLENGED',
      'UNDERVALUED',
    ]);
    expect(shipped.every(({ items, reversed }) => items === 3 && reversed === true)).toBe(true);
  });
});

test('the sweep is told no more than which client of which organization', async () => {
  const due = await db.readRows(
    { kind: 'nobody' },
    { text: 'select * from app.due_check_ins($1, 10)', values: [new Date()] },
  );
  expect(due.fields.map((field) => field.name)).toEqual(['org_id', 'id']);
  expect(due.rows.length).toBeGreaterThan(0);
});

test('a member learns nothing by asking what the sweep asks', async () => {
  for (const actor of [world.client, world.coach, world.admin]) {
    const due = await db.run(actor, () => db.query('select * from app.due_check_ins($1, 10)', [new Date()]));
    expect(due).toEqual([]);
  }
});

test('only the system may ask whether a client rests', async () => {
  const rests = (actor: Actor) =>
    db.run(actor, () => db.query('select app.check_ins_rest($1) as rests', [world.client.memberId]));
  await database.owner(`update engagements set status = 'COMPLETED' where client_id = $1`, [
    world.client.memberId,
  ]);
  expect(await rests(system)).toEqual([{ rests: true }]);
  for (const actor of [world.admin, world.coach, world.stranger]) {
    expect(await rests(actor)).toEqual([{ rests: false }]);
  }
});

test('nobody opens an exit check-in of an engagement that goes on, nor a second one of one that is over', async () => {
  const { owner } = database;
  const [engagement] = await owner<{ id: string }>(
    `update engagements set status = 'ACTIVE' where coach_id = $1 and client_id = $2 returning id`,
    [world.coach.memberId, world.client.memberId],
  );
  await owner(`update check_ins set status = 'DISCARDED', started_at = opened_at, submitted_at = opened_at,
    discarded_at = opened_at where status in ('DUE', 'STARTED')`);
  const exits = async (actor: Actor) => {
    await db.run(actor, () => db.query('select app.open_exit_check_in($1)', [engagement!.id]));
    return owner(`select client_id, status from check_ins where engagement_id = $1`, [engagement!.id]);
  };
  expect([await exits(world.coach), await exits(world.client)]).toEqual([[], []]);
  await owner(`update engagements set status = 'COMPLETED' where id = $1`, [engagement!.id]);
  for (const actor of [world.coachWithout, world.admin, world.otherClient, world.stranger, system]) {
    expect(await exits(actor)).toEqual([]);
  }
  expect(await exits(world.coach)).toEqual([{ client_id: world.client.memberId, status: 'DUE' }]);
  await owner(
    `update check_ins set status = 'DISCARDED', started_at = opened_at, submitted_at = opened_at,
    discarded_at = opened_at where engagement_id = $1`,
    [engagement!.id],
  );
  expect(await exits(world.coach)).toEqual([{ client_id: world.client.memberId, status: 'DISCARDED' }]);
});
