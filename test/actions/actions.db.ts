import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { engage } from './people.js';

const SEALED = `s1.${'0'.repeat(40)}`;
/** What the coach reads too, and what is the client's alone. */
const shared = [
  'actions',
  'action_reschedules',
  'action_corrections',
  'weekly_commitments',
  'commitment_weeks_off',
] as const;
const private_ = ['action_reflections', 'if_then_plans', 'if_then_prompts'] as const;
const tables = [...shared, ...private_];

let database: TestDatabase;
let source: DataSource;
let db: Db;
let client: MemberActor;
let coach: MemberActor;
let buddy: MemberActor;
let otherCoach: MemberActor;
let strangers: Record<string, Actor>;
let action: string;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH', 'ADMIN']);
  otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  buddy = await aMember(database, north, 'Bea', ['CLIENT']);
  await engage(database, coach, client);
  await engage(database, otherCoach, buddy);
  strangers = {
    buddy,
    otherCoach,
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    mentor: await aMember(database, north, 'Mona', ['MENTOR']),
    foreigner: await aMember(database, await anOrganization(database, 'south'), 'Finn', ['CLIENT', 'COACH']),
    nobody: { kind: 'nobody' },
    system: { kind: 'system', orgId: north },
  };
  action = await db.run(client, async () => {
    const [row] = await db.query<{ id: string }>(
      `insert into actions (client_id, assignee_id, kind, title, status, done_at, done_on)
       values (app.member_id(), app.member_id(), 'CUSTOM', 'Call', 'DONE', now(), current_date) returning id`,
    );
    await db.query(
      `insert into action_reschedules (client_id, action_id, from_on, to_on)
       values (app.member_id(), $1, '2026-11-16', '2026-11-17')`,
      [row!.id],
    );
    await db.query(
      `insert into action_corrections (client_id, action_id, was_on, reason)
       values (app.member_id(), $1, '2026-11-16', 'A slip')`,
      [row!.id],
    );
    await db.query(
      'insert into action_reflections (id, client_id, answer) values ($1, app.member_id(), $2)',
      [row!.id, SEALED],
    );
    await db.query(
      `insert into weekly_commitments (client_id, position, from_on, target) values (app.member_id(), 1, '2026-11-16', 3)`,
    );
    await db.query(
      `insert into commitment_weeks_off (client_id, week_on, kind) values (app.member_id(), '2026-11-16', 'LEAVE')`,
    );
    await db.query(
      `with plan as (insert into if_then_plans (client_id, cue, response)
                     values (app.member_id(), 'ACTION_DONE', $1) returning client_id, id)
       insert into if_then_prompts (client_id, plan_id, event_key, at, expires_at)
       select client_id, id, 'action 1', now(), now() + interval '1 hour' from plan`,
      [SEALED],
    );
    return row!.id;
  });
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const count = (actor: Actor, table: string) =>
  db.run(actor, async () => (await db.query(`select id from ${table}`)).length);

test('the database returns a client’s actions to them and their coach, what is private to them alone', async () => {
  for (const table of tables) {
    const toCoach = (shared as readonly string[]).includes(table) ? 1 : 0;
    expect([table, await count(client, table), await count(coach, table)]).toEqual([table, 1, toCoach]);
    for (const [name, stranger] of Object.entries(strangers))
      expect([table, name, await count(stranger, table)]).toEqual([table, name, 0]);
  }
});

test('after the end of the engagement the coach sees none, within the same second', async () => {
  await database.owner(`update engagements set status = 'COMPLETED' where coach_id = $1`, [coach.memberId]);
  for (const table of tables) expect([table, await count(coach, table)]).toEqual([table, 0]);
  await database.owner(`update engagements set status = 'ACTIVE' where coach_id = $1`, [coach.memberId]);
});

test('only the client changes what is theirs to change, and the record nobody alters or deletes', async () => {
  const change = (actor: Actor, table: string, column = 'client_id') =>
    db.run(
      actor,
      async () => (await db.query(`update ${table} set ${column} = ${column} returning id`)).length,
    );
  for (const [table, column] of [
    ['actions', 'title'],
    ['action_reflections', 'answer'],
    ['commitment_weeks_off', 'returned_at'],
    ['if_then_plans', 'cue'],
    ['if_then_prompts', 'seen_at'],
  ] as const) {
    expect([table, await change(client, table, column)]).toEqual([table, 1]);
    for (const actor of [coach, ...Object.values(strangers)])
      expect([table, await change(actor, table, column)]).toEqual([table, 0]);
  }
  for (const table of ['action_reschedules', 'action_corrections', 'weekly_commitments'])
    await expect(change(client, table)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(change(client, 'commitment_weeks_off', 'week_on')).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(change(client, 'if_then_prompts', 'event_key')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  for (const table of tables) {
    const remove = db.run(client, () => db.query(`delete from ${table}`));
    await expect(remove).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

const write = (actor: Actor, clientId: string, assignee: string, author: string) =>
  db.run(actor, () =>
    db.query(
      `insert into actions (client_id, assignee_id, created_by, kind, title) values ($1, $2, $3, 'CUSTOM', 'x')
       returning id`,
      [clientId, assignee, author],
    ),
  );

test('nobody writes an action down for a stranger, in another’s name, or on another’s back', async () => {
  const [me, my, their] = [client.memberId, coach.memberId, otherCoach.memberId];
  for (const stranger of Object.values(strangers)) {
    const author = stranger.kind === 'member' ? stranger.memberId : me;
    await expect(write(stranger, me, me, author)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  await expect(write(coach, me, me, me)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(write(coach, me, their, my)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(write(client, me, their, me)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(write(client, me, buddy.memberId, me)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a coach writes for an own client, and changes what they took on alone', async () => {
  const [me, my] = [client.memberId, coach.memberId];
  const [forClient] = (await write(coach, me, me, my)) as { id: string }[];
  const [forCoach] = (await write(coach, me, my, my)) as { id: string }[];
  const changed = await db.run(coach, () =>
    db.query<{ id: string }>(`update actions set title = 'y' returning id`),
  );
  expect(changed).toEqual([{ id: forCoach!.id }]);
  expect(forClient!.id).not.toBe(forCoach!.id);
  await database.owner('delete from actions where id = any ($1)', [[forClient!.id, forCoach!.id]]);
});

test('what hangs on an action names its client', async () => {
  const reschedule = db.run(buddy, () =>
    db.query(
      `insert into action_reschedules (client_id, action_id, from_on, to_on)
       values (app.member_id(), $1, '2026-11-16', '2026-11-17')`,
      [action],
    ),
  );
  await expect(reschedule).rejects.toMatchObject({ constraint: 'action_reschedules_action_fk' });
});

test('a third grace week of a quarter finds no place, whoever writes it', async () => {
  const grace = (week: string, slot: number) =>
    database.owner(
      `insert into commitment_weeks_off (org_id, client_id, week_on, kind, slot) values ($1, $2, $3, 'GRACE', $4)`,
      [client.orgId, client.memberId, week, slot],
    );
  await grace('2026-10-05', 1);
  await grace('2026-10-12', 2);
  await expect(grace('2026-10-19', 2)).rejects.toMatchObject({
    constraint: 'commitment_weeks_off_grace_key',
  });
  await expect(grace('2026-10-19', 3)).rejects.toMatchObject({
    constraint: 'commitment_weeks_off_slot_check',
  });
  // The week of 28 September has its Thursday in October.
  await expect(grace('2026-09-28', 1)).rejects.toMatchObject({
    constraint: 'commitment_weeks_off_grace_key',
  });
  await grace('2026-09-21', 1);
  await database.owner(`delete from commitment_weeks_off where kind = 'GRACE'`);
});

test('private words are kept as sealed text only', async () => {
  for (const [table, column] of [
    ['action_reflections', 'answer'],
    ['if_then_plans', 'response'],
  ] as const) {
    const plain = db.run(client, () => db.query(`update ${table} set ${column} = 'In plain words'`));
    await expect(plain).rejects.toMatchObject({ code: '23514' });
  }
});
