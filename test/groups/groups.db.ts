import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let leader: MemberActor;
let client: MemberActor;
let colleague: MemberActor;
let admin: MemberActor;
let coach: MemberActor;
let outsiders: Actor[];

const SEALED = `'s1.00000000-0000-0000-0000-000000000000.x'`;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  leader = await aMember(database, north, 'Mona', ['MENTOR']);
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  colleague = await aMember(database, north, 'Bea', ['CLIENT']);
  admin = await aMember(database, north, 'Ada', ['ADMIN']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  outsiders = [
    await aMember(database, await anOrganization(database, 'south'), 'Finn', ['ADMIN', 'COACH', 'CLIENT']),
    { kind: 'system', orgId: north },
    { kind: 'nobody' },
  ];
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** One row in each table: the mentor’s open group, in which the client and a colleague are; the client answered and was there. */
beforeEach(async () => {
  for (const table of [...TABLES].reverse()) await database.owner(`delete from ${table}`);
  await database.owner('delete from busy_times');
  await db.run(leader, async () => {
    await db.query(`insert into groups (name, industry) values ('G', 'Energy')`);
  });
  for (const member of [client, colleague])
    await db.run(member, () => db.query('select app.join_group(id) from groups'));
  await db.run(leader, () =>
    db.query(
      `insert into group_meetings (group_id, title, starts_at, ends_at, place)
       select id, 'M', now() + interval '2 days', now() + interval '49 hours', 'P' from groups`,
    ),
  );
  await db.run(client, () =>
    db.query(
      `insert into group_answers (group_id, meeting_id, answer, sequence) select group_id, id, 'YES', 0 from group_meetings`,
    ),
  );
  await db.run(leader, async () => {
    await db.query(
      `insert into group_attendance_marks (group_id, meeting_id, member_id, position, present)
       select group_id, id, $1, 1, true from group_meetings`,
      [client.memberId],
    );
    await db.query(
      `insert into group_meeting_notes (group_id, meeting_id, text) select group_id, id, ${SEALED} from group_meetings`,
    );
    await db.query(
      `insert into group_meeting_corrections (group_id, meeting_id, was, is_now, reason)
       select group_id, id, 'HELD', 'CANCELLED', 'r' from group_meetings`,
    );
  });
});

const TABLES = [
  'groups',
  'group_memberships',
  'group_meetings',
  'group_meeting_corrections',
  'group_answers',
  'group_attendance_marks',
  'group_meeting_notes',
];
const count = (actor: Actor, table: string) =>
  db.run(actor, async () => (await db.query(`select id from ${table}`)).length);
const counts = async (actor: Actor) => {
  const seen: number[] = [];
  for (const table of TABLES) seen.push(await count(actor, table));
  return seen;
};

test('of an open group everybody sees that it is there, its members who is in it and when it meets, and each their own', async () => {
  expect(await counts(leader)).toEqual([1, 3, 1, 1, 1, 1, 1]);
  expect(await counts(client)).toEqual([1, 3, 1, 1, 1, 1, 1]);
  expect(await counts(colleague)).toEqual([1, 3, 1, 1, 0, 0, 1]);
  for (const other of [admin, coach]) expect(await counts(other)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  for (const outsider of outsiders.slice(0, 1)) expect(await counts(outsider)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('a closed group is for its members, and an admin sees that it is there', async () => {
  await database.owner(`update groups set status = 'CLOSED', closed_at = now()`);
  expect(await counts(client)).toEqual([1, 3, 1, 1, 1, 1, 1]);
  expect(await counts(admin)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  expect(await counts(coach)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('whoever has left sees what they said and were marked as, and nothing of the others from the next statement on', async () => {
  const left = db.run(client, async () => {
    await db.query(
      `select app.end_group_membership(id) from group_memberships where member_id = app.member_id()`,
    );
    return [
      (await db.query('select id from group_memberships')).length,
      (await db.query('select id from group_meetings')).length,
      (await db.query(`select app.group_person_name($1) as name`, [leader.memberId])) as unknown,
    ];
  });
  expect(await left).toEqual([1, 0, [{ name: null }]]);
  expect(await counts(client)).toEqual([1, 1, 0, 0, 1, 1, 0]);
  expect(await count(leader, 'group_memberships')).toBe(2);
});

test('a leader whose role was taken away leads no more, and stays a member', async () => {
  await database.owner(`update members set roles = '{CLIENT}' where id = $1`, [leader.memberId]);
  const demoted: MemberActor = { ...leader, roles: ['CLIENT'] };
  expect(await counts(demoted)).toEqual([1, 3, 1, 1, 0, 0, 1]);
  const alter = (table: string) =>
    db.run(
      demoted,
      async () => (await db.query(`update ${table} set version = version returning id`)).length,
    );
  expect([await alter('groups'), await alter('group_meetings'), await alter('group_meeting_notes')]).toEqual([
    0, 0, 0,
  ]);
  await database.owner(`update members set roles = '{MENTOR}' where id = $1`, [leader.memberId]);
});

const refused = (actor: Actor, text: string, values: unknown[] = []) =>
  expect(db.run(actor, () => db.query(text, values))).rejects.toMatchObject({ code: 'NOT_FOUND' });

test('only its leader alters a group and its meetings, and nobody whose they are', async () => {
  for (const table of ['groups', 'group_meetings', 'group_meeting_notes']) {
    const alter = (actor: Actor) =>
      db.run(
        actor,
        async () => (await db.query(`update ${table} set version = version returning id`)).length,
      );
    expect([table, await alter(leader)]).toEqual([table, 1]);
    for (const other of [client, admin, coach, ...outsiders])
      expect([table, await alter(other)]).toEqual([table, 0]);
  }
  await refused(leader, 'update groups set leader_id = $1', [coach.memberId]);
  await refused(leader, 'update group_meetings set leader_id = $1', [coach.memberId]);
  await refused(leader, 'update group_memberships set left_at = null, removed_by = null');
});

test('nobody writes themselves or others into a group, or leads one by hand', async () => {
  const write = 'insert into group_memberships (group_id, member_id) select id, app.member_id() from groups';
  for (const actor of [coach, leader, admin]) await refused(actor, write);
  await refused(client, `insert into groups (name, industry) values ('G', 'I')`);
  await refused(coach, `insert into groups (name, industry, leader_id) values ('G', 'I', $1)`, [
    leader.memberId,
  ]);
  const meet = `insert into group_meetings (group_id, title, starts_at, ends_at, place)
    select id, 'M', now() + interval '9 days', now() + interval '9 days 1 hour', 'P' from groups`;
  for (const actor of [client, coach, admin]) await refused(actor, meet);
});

test('nobody answers for another, marks whom they do not lead, or notes in another’s meeting', async () => {
  const meeting = 'select t.group_id, t.id from group_meetings t';
  const [row] = await database.owner<{ group_id: string; id: string }>(meeting);
  const ids = [row!.group_id, row!.id];
  await refused(
    client,
    `insert into group_answers (group_id, meeting_id, member_id, answer, sequence) values ($1, $2, $3, 'NO', 0)`,
    [...ids, colleague.memberId],
  );
  await refused(
    coach,
    `insert into group_answers (group_id, meeting_id, answer, sequence) values ($1, $2, 'NO', 0)`,
    ids,
  );
  const mark = `insert into group_attendance_marks (group_id, meeting_id, member_id, position, present)
    values ($1, $2, $3, 1, true)`;
  for (const actor of [client, colleague, coach, admin])
    await refused(actor, mark, [...ids, colleague.memberId]);
  // Who is not in the group was not there.
  await refused(leader, mark, [...ids, coach.memberId]);
  const note = `insert into group_meeting_notes (group_id, meeting_id, text) values ($1, $2, ${SEALED})`;
  for (const actor of [client, coach, admin]) await refused(actor, note, ids);
});

test('marks and corrections can be neither altered nor deleted, and nothing of a group is deleted', async () => {
  for (const table of ['group_attendance_marks', 'group_meeting_corrections'])
    await refused(leader, `update ${table} set reason = reason`);
  for (const table of TABLES) await refused(leader, `delete from ${table}`);
});

test('a membership is ended by who it is and by the leader, and the leader’s by nobody', async () => {
  const end = (actor: Actor, of: MemberActor) =>
    db.run(actor, async () => {
      const [row] = await database.owner<{ id: string }>(
        'select id from group_memberships where member_id = $1 and left_at is null',
        [of.memberId],
      );
      return (await db.query('select app.end_group_membership($1) as ended', [row!.id]))[0];
    });
  for (const actor of [colleague, coach, admin, ...outsiders])
    expect(await end(actor, client)).toEqual({ ended: false });
  for (const actor of [leader, client, admin]) expect(await end(actor, leader)).toEqual({ ended: false });
  expect(await end(leader, client)).toEqual({ ended: true });
  expect(await end(colleague, colleague)).toEqual({ ended: true });
});

test('the functions behind the lead do nothing for who is not asked', async () => {
  const heir = await db.run(coach, async () => {
    await db.query('select app.join_group(id) from groups');
    return (
      await db.query<{ id: string }>('select id from group_memberships where member_id = app.member_id()')
    )[0]!.id;
  });
  const [group] = await database.owner<{ id: string }>('select id from groups');
  const done = (actor: Actor, text: string, given: unknown[]) =>
    db.run(actor, async () => (await db.query<{ done: boolean }>(`select ${text} as done`, given))[0]!.done);
  for (const actor of [client, coach, admin, ...outsiders]) {
    expect(await done(actor, 'app.hand_over_group($1, $2)', [group!.id, heir])).toBe(false);
    expect(await done(actor, 'app.take_over_group($1)', [group!.id])).toBe(false);
  }
  for (const text of [
    'select app.pass_group($1, $1, $1)',
    'select app.plan_group_reminders($1, $1, null, null)',
    `select app.occupy($1, $1, '{}', null)`,
  ]) {
    await refused(leader, text, [group!.id]);
  }
});

test('names and sizes of a closed group are told to nobody outside it but an admin', async () => {
  await database.owner(`update groups set status = 'CLOSED', closed_at = now()`);
  const [group] = await database.owner<{ id: string }>('select id from groups');
  const told = (actor: Actor) =>
    db.run(actor, async () =>
      Object.values(
        (
          await db.query<Record<string, unknown>>(
            `select app.group_leader_name($1) as leader, (select s.members from app.group_size($1) s) as members,
               app.group_person_name($2) as person`,
            [group!.id, leader.memberId],
          )
        )[0]!,
      ),
    );
  expect(await told(client)).toEqual(['Mona', 3, 'Mona']);
  expect(await told(admin)).toEqual(['Mona', 3, null]);
  for (const other of [coach, ...outsiders]) expect(await told(other)).toEqual([null, null, null]);
});

test('a deleted meeting frees the time that it took', async () => {
  const taken = () => database.owner('select occasion_id from busy_times');
  expect(await taken()).toHaveLength(1);
  for (const table of [
    'group_answers',
    'group_attendance_marks',
    'group_meeting_notes',
    'group_meeting_corrections',
  ])
    await database.owner(`delete from ${table}`);
  await database.owner('delete from group_meetings');
  expect(await taken()).toEqual([]);
});
