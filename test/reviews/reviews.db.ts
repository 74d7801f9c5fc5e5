import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let client: MemberActor;
let coach: MemberActor;
let admin: MemberActor;
let otherClient: MemberActor;
let stranger: MemberActor;
let system: Actor;

const TABLES = [
  'review_plans',
  'reviews',
  'review_answers',
  'review_goals',
  'reminders',
  'reminder_opt_outs',
];

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  admin = await aMember(database, north, 'Ada', ['ADMIN', 'COACH']);
  otherClient = await aMember(database, north, 'Odo', ['CLIENT']);
  stranger = await aMember(database, await anOrganization(database, 'south'), 'Finn', [
    'ADMIN',
    'COACH',
    'CLIENT',
  ]);
  system = { kind: 'system', orgId: north };
  await database.owner(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-01', 'ACTIVE', now(), now())`,
    [north, coach.memberId, client.memberId],
  );
  await database.owner(
    `with plan as (
       insert into review_plans (org_id, client_id, kind, rrule, starts_on, local_time, time_chosen, period_days)
       values ($1, $2, 'SELF', 'FREQ=WEEKLY', '2026-06-01', '09:00', true, 7) returning id),
     goal as (
       insert into goals (org_id, client_id, horizon, kind, title, measure)
       values ($1, $2, 'SHORT', 'SKILL', 'Speak up', 'NUMBER') returning id),
     review as (
       insert into reviews (org_id, client_id, plan_id, kind, due_on, due_at, status, answered_at)
       select $1, $2, plan.id, 'SELF', '2026-06-01', now(), 'ANSWERED', now() from plan returning id),
     answer as (insert into review_answers (org_id, id, client_id, blockers) select $1, review.id, $2, 's1.sealed' from review),
     noted as (
       insert into review_goals (org_id, review_id, client_id, goal_id)
       select $1, review.id, $2, goal.id from review, goal),
     opted as (insert into reminder_opt_outs (org_id, member_id, topic) values ($1, $2, 'REVIEWS'))
     insert into reminders (org_id, purpose, subject_id, subject_version, recipient_id, due_at, expires_at, chosen_time, wake_at)
     select $1, 'REVIEW_DUE', review.id, 1, $2, now(), now(), true, now() from review`,
    [north, client.memberId],
  );
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** How many rows of each table the database itself lets the actor have. */
async function seen(actor: Actor): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    counts[table] = await db.run(actor, async () => (await db.query(`select from ${table}`)).length);
  }
  return counts;
}
const rows = (...counts: number[]) => Object.fromEntries(TABLES.map((table, at) => [table, counts[at]]));

test('the database itself shows reviews to the client and the own coach, and reminders to the recipient', async () => {
  expect(await seen(client)).toEqual(rows(1, 1, 1, 1, 1, 1));
  expect(await seen(coach)).toEqual(rows(1, 1, 1, 1, 0, 0));
  for (const nobody of [admin, otherClient, stranger, { kind: 'nobody' } as const]) {
    expect(await seen(nobody)).toEqual(rows(0, 0, 0, 0, 0, 0));
  }
});

test('background bookkeeping sees no answer', async () => {
  expect(await seen(system)).toEqual(rows(1, 1, 0, 0, 1, 1));
});

test('a coach changes the plan of an own client, and nothing of what the client said or gets', async () => {
  const changed = (sql: string) => db.run(coach, async () => (await db.query(`${sql} returning id`)).length);
  expect(await changed(`update review_plans set version = version + 1`)).toBe(1);
  expect(await changed(`update reviews set version = version + 1`)).toBe(0);
  expect(await changed(`update reminders set attempts = 9`)).toBe(0);
});

test.each([
  ['rewritten', `update review_answers set blockers = 'x'`],
  ['deleted', 'delete from review_answers'],
])('an answer is never %s, not even by the client', async (_case, sql) => {
  await expect(db.run(client, () => db.query(sql))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  [
    'a plan for another client',
    `insert into review_plans (client_id, kind, rrule, starts_on, local_time, time_chosen, period_days)
    values ($1, 'SELF', 'FREQ=WEEKLY', '2026-06-01', '09:00', true, 7)`,
  ],
  [
    'a reminder to another',
    `insert into reminders (purpose, subject_id, subject_version, recipient_id, due_at, expires_at, chosen_time, wake_at)
    values ('REVIEW_DUE', uuidv7(), 1, $1, now(), now(), true, now())`,
  ],
  ['an opt-out of another', `insert into reminder_opt_outs (member_id, topic) values ($1, 'REVIEWS')`],
])('nobody writes %s', async (_case, sql) => {
  await expect(db.run(coach, () => db.query(sql, [otherClient.memberId]))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a review cannot belong to a plan of another client', async () => {
  const wrong = database.owner(
    `insert into reviews (org_id, client_id, plan_id, kind, due_on, due_at)
     select org_id, $1, id, 'SELF', '2026-07-01', now() from review_plans`,
    [otherClient.memberId],
  );
  await expect(wrong).rejects.toThrow('reviews_plan_fk');
});

test('the sweeps are told no more than which row of which organization', async () => {
  const due = await db.readRows(
    { kind: 'nobody' },
    {
      text: 'select * from app.due_review_plans($1, 10)',
      values: [new Date()],
    },
  );
  expect(due.fields.map((field) => field.name)).toEqual(['org_id', 'id']);
  const claimed = await db.readRows(
    { kind: 'nobody' },
    {
      text: `select * from app.claim_reminders($1, interval '30 seconds', 10)`,
      values: [new Date()],
    },
  );
  expect(claimed.fields.map((field) => field.name)).toEqual(['org_id', 'id']);
});
