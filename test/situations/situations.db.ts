import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aCast, aCheckIn, aSkill, consent, SUBJECTS } from './situation.people.js';

const tables = [
  'role_snapshots',
  'role_aspects',
  'tasks',
  'client_values',
  'client_constraints',
  'gaps',
] as const;
let database: TestDatabase;
let source: DataSource;
let db: Db;
let cast: Record<string, MemberActor>;
let client: MemberActor;
let coach: MemberActor;
let strangers: Actor[];

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  cast = await aCast(database);
  [client, coach] = [cast.client!, cast.coach!];
  strangers = [
    cast.foreigner!,
    cast.admin!,
    cast.adminWhoCoaches!,
    cast.otherCoach!,
    cast.mentor!,
    cast.buddy!,
    { kind: 'nobody' },
    { kind: 'system', orgId: client.orgId },
  ];
  const skill = await aSkill(database, client, 'Bee keeping');
  const checkIn = await aCheckIn(database, client);
  await db.run(client, async () => {
    const add = async (table: string, columns: string, values: string) => {
      const [row] = await db.query<{ id: string }>(
        `insert into ${table} (client_id, ${columns}) values (app.member_id(), ${values}) returning id`,
      );
      return row!.id;
    };
    await add('role_snapshots', 'title, satisfaction', `'Analyst', 4`);
    const aspect = await add('role_aspects', 'kind, rating', `'RECOGNITION', -2`);
    await add('tasks', 'name, hours', `'Reports', 25`);
    const value = await add('client_values', 'name, weight, rating', `'Fairness', 5, 3`);
    const hidden = await add('client_constraints', 'kind, hard, text', `'CARE', true, 's1.hidden'`);
    const open = await add(
      'client_constraints',
      'kind, hard, private, text',
      `'TIME', true, false, 's1.open'`,
    );
    const gap = (kind: string, from: string, columns = '', values = '') =>
      add(
        'gaps',
        `kind, source, magnitude, importance${columns && `, ${columns}`}`,
        `'${kind}', '${from}', 1, 3${values && `, ${values}`}`,
      );
    await gap(
      'SKILL',
      'TARGET_ROLE',
      'skill_id, target_role_id',
      `'${skill}', (select id from target_roles where preferred)`,
    );
    await gap('USE', 'SKILL_CLAIM', 'skill_id', `'${skill}'`);
    await gap('RECOGNITION', 'ROLE_ASPECT', 'aspect_id', `'${aspect}'`);
    await gap('RECOGNITION', 'CHECK_IN', 'check_in_id', `'${checkIn}'`);
    await gap('ALIGNMENT', 'VALUE', 'value_id', `'${value}'`);
    await gap('ALIGNMENT', 'TASKS');
    await gap('CONSTRAINT', 'CONSTRAINT', 'constraint_id, constraint_private', `'${hidden}', true`);
    await gap('CONSTRAINT', 'CONSTRAINT', 'constraint_id, constraint_private', `'${open}', false`);
  });
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const count = (actor: Actor, table: string, where = 'true') =>
  db.run(actor, async () => (await db.query(`select id from ${table} where ${where}`)).length);
const counts = async (actor: Actor) =>
  Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, await count(actor, table)] as const)),
  );
const ALL = {
  role_snapshots: 1,
  role_aspects: 1,
  tasks: 1,
  client_values: 1,
  client_constraints: 2,
  gaps: 8,
};
const NONE = {
  role_snapshots: 0,
  role_aspects: 0,
  tasks: 0,
  client_values: 0,
  client_constraints: 0,
  gaps: 0,
};

test('the database returns a situation to its client, and to nobody else whatever was consented to', async () => {
  await consent(database, client, ...SUBJECTS);
  expect(await counts(client)).toEqual(ALL);
  for (const stranger of strangers) expect(await counts(stranger)).toEqual(NONE);
});

test.each([
  [[], {}],
  [['ROLE_ASPECTS'], { role_snapshots: 1, role_aspects: 1, gaps: 1 }],
  [['TASKS'], { tasks: 1, gaps: 1 }],
  [['VALUES'], { client_values: 1, gaps: 1 }],
  [['CONSTRAINTS'], { client_constraints: 1, gaps: 1 }],
  [['CHECK_INS'], { gaps: 1 }],
  [['SKILLS'], { gaps: 1 }],
  [['TARGET_ROLES'], {}],
  [['SKILLS', 'TARGET_ROLES'], { gaps: 2 }],
  [['DOCUMENTS'], {}],
  [SUBJECTS, { ...ALL, client_constraints: 1, gaps: 7 }],
])('with consent to %p the database returns the coach so many rows', async (subjects, seen) => {
  await consent(database, client, ...subjects);
  expect(await counts(coach)).toEqual({ ...NONE, ...seen });
});

test('a constraint that is made private is gone for the coach with its gap, and comes back with it', async () => {
  await consent(database, client, ...SUBJECTS);
  const seen = async () => [
    await count(coach, 'client_constraints'),
    await count(coach, 'gaps', `source = 'CONSTRAINT'`),
  ];
  const make = (value: boolean) =>
    db.run(client, () => db.query(`update client_constraints set private = $1 where kind = 'TIME'`, [value]));
  expect(await seen()).toEqual([1, 1]);
  await make(true);
  expect(await seen()).toEqual([0, 0]);
  await make(false);
  expect(await seen()).toEqual([1, 1]);
});

test('a check-in or a claim that the client takes back takes what its gaps told the coach along', async () => {
  await consent(database, client, ...SUBJECTS);
  const sources = async (actor: Actor) =>
    (await db.run(actor, () => db.query<{ source: string }>('select source from gaps order by source'))).map(
      ({ source }) => source,
    );
  const all = await sources(client);
  const back = new Error('as it was');
  const afterwards = db.run(client, async () => {
    for (const table of ['check_in_labels', 'check_in_scores', 'skill_claims']) {
      await db.query(`delete from ${table} where client_id = app.member_id()`);
    }
    expect(await db.query('select from gaps')).toHaveLength(8);
    await db.query(`select set_config('app.member_id', $1, true), set_config('app.roles', 'COACH', true)`, [
      coach.memberId,
    ]);
    const left = await db.query<{ source: string }>('select source from gaps order by source');
    expect(left.map(({ source }) => source)).toEqual(['CONSTRAINT', 'ROLE_ASPECT', 'TASKS', 'VALUE']);
    throw back;
  });
  await expect(afterwards).rejects.toBe(back);
  expect(await sources(client)).toEqual(all);
});

test('a consent that ends, is taken back, or whose engagement is over shows nothing more', async () => {
  for (const end of [
    `update consents set given_at = given_at - interval '1 hour', until = given_at - interval '1 minute'`,
    'update consents set withdrawn_at = now()',
    `update engagements set status = 'COMPLETED'`,
  ]) {
    await consent(database, client, ...SUBJECTS);
    await database.owner(end);
    expect(await counts(coach)).toEqual(NONE);
    await database.owner(`update engagements set status = 'ACTIVE'`);
  }
});

test('only the client writes, and the history of roles not even they can alter', async () => {
  await consent(database, client, ...SUBJECTS);
  const change = (actor: Actor, table: string) =>
    db.run(
      actor,
      async () => (await db.query(`update ${table} set client_id = client_id returning id`)).length,
    );
  for (const table of tables.filter((each) => each !== 'role_snapshots')) {
    expect([table, await change(client, table), await change(coach, table)]).toEqual([table, ALL[table], 0]);
    for (const stranger of strangers) expect(await change(stranger, table)).toBe(0);
  }
  await expect(change(client, 'role_snapshots')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const table of tables) {
    await expect(db.run(client, () => db.query(`delete from ${table}`))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
});

test('nothing is written for somebody else, nor refers to what is another’s', async () => {
  const write = (actor: Actor, table: string, columns: string, values: string) =>
    db.run(actor, () =>
      db.query(`insert into ${table} (client_id, ${columns}) values ($1, ${values})`, [client.memberId]),
    );
  for (const actor of [coach, ...strangers]) {
    await expect(write(actor, 'tasks', 'name, hours', `'Theirs', 1`)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      write(actor, 'gaps', 'kind, source, magnitude, importance', `'ALIGNMENT', 'TASKS', 1, 1`),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  const [value] = await database.owner<{ id: string }>('select id from client_values');
  const steal = db.run(cast.buddy!, () =>
    db.query(
      `insert into gaps (client_id, kind, source, magnitude, importance, value_id)
       values (app.member_id(), 'ALIGNMENT', 'VALUE', 1, 1, $1)`,
      [value!.id],
    ),
  );
  await expect(steal).rejects.toMatchObject({ constraint: 'gaps_value_fk' });
  expect(await count(client, 'gaps')).toBe(8);
});

test('a client whose role was taken away sees and writes nothing more', async () => {
  const former: MemberActor = { ...client, roles: ['MENTOR'] };
  await database.owner(`update members set roles = '{MENTOR}' where id = $1`, [client.memberId]);
  expect(await counts(former)).toEqual(NONE);
  await database.owner(`update members set roles = '{CLIENT}' where id = $1`, [client.memberId]);
});
