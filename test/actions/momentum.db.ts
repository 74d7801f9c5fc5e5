import type { DataSource } from 'typeorm';
import {
  mirrorFrom,
  mirrorNeeds,
  momentumFrom,
  momentumNeeds,
  type MirrorNeeds,
  type MomentumNeeds,
} from '../../src/actions/momentum.sql.js';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { engage } from './people.js';

// Monday, half past midnight in Berlin, where the client lives; Sunday still in UTC.
const MONDAY = '2026-11-15T23:30:00Z';
const WEDNESDAY = '2026-11-18T12:00:00Z';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let client: MemberActor;
let coach: MemberActor;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 2, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  await engage(database, coach, client);
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

afterEach(async () => {
  for (const table of [
    'action_reschedules',
    'actions',
    'weekly_commitments',
    'commitment_weeks_off',
    'role_snapshots',
    'goal_milestones',
    'goals',
  ])
    await database.owner(`delete from ${table}`);
  await database.owner(`update members set time_zone = 'Europe/Berlin'`);
});

/** What the declarations ask, as the actor, at an instant. */
async function needs<Needs>(
  declare: (client: string, scope: never) => object,
  asOf: string,
  actor: Actor = client,
): Promise<Needs> {
  const scope = { asOf: () => `'${asOf}'::timestamptz` };
  const wanted = Object.entries(declare('who', scope as never));
  const [row] = await db.run(actor, () =>
    db.query<{ needs: Needs }>(
      `select json_build_object(${wanted.map(([name, sql]) => `'${name}', ${sql}`).join(', ')}) as needs
       from (select org_id, client_id as id from engagements) who`,
    ),
  );
  return row!.needs;
}
const momentum = async (asOf: string, actor?: Actor) =>
  momentumFrom(await needs<MomentumNeeds>(momentumNeeds as never, asOf, actor));
const mirror = async (asOf: string, actor?: Actor) =>
  mirrorFrom(await needs<MirrorNeeds>(mirrorNeeds as never, asOf, actor));

const own = () => [client.orgId, client.memberId];
const commit = (position: number, from: string, target: number | null) =>
  database.owner(
    `insert into weekly_commitments (org_id, client_id, position, from_on, target, set_at)
     values ($1, $2, $3, $4::date, $5, $4::date)`,
    [...own(), position, from, target],
  );
const done = (on: string, times = 1, assignee = client.memberId) =>
  database.owner(
    `insert into actions (org_id, client_id, assignee_id, created_by, kind, title, status, done_at, done_on, created_at)
     select $1, $2, $3, $2, 'CUSTOM', 'x', 'DONE', $4::date, $4::date, $4::date from generate_series(1, $5)`,
    [...own(), assignee, on, times],
  );
const open = (due: string | null) =>
  database.owner(
    `insert into actions (org_id, client_id, assignee_id, created_by, kind, title, due_on, created_at)
     values ($1, $2, $2, $2, 'CUSTOM', 'x', $3, '2026-11-01')`,
    [...own(), due],
  );
const weekOff = (week: string, returned: string | null = null) =>
  database.owner(
    `insert into commitment_weeks_off (org_id, client_id, week_on, kind, returned_at) values ($1, $2, $3, 'LEAVE', $4)`,
    [...own(), week, returned],
  );

test('eleven full weeks of five are 96.2 on Monday with nothing and 99.3 on Wednesday with two done', async () => {
  await commit(1, '2026-08-31', 5);
  for (let week = 1; week <= 11; week += 1) {
    const day = new Date(Date.parse('2026-11-16') - week * 7 * 86_400_000);
    await done(day.toISOString().slice(0, 10), 5);
  }
  expect((await momentum(MONDAY))!.score).toBe(96.2);
  await done('2026-11-17', 2);
  const figures = await momentum(WEDNESDAY);
  expect(figures!.score).toBe(99.3);
  expect(figures!.weeks).toHaveLength(12);
  expect(figures!.weeks[0]).toEqual({ weekOn: '2026-11-16', done: 2, commitment: 5, off: null });
  expect(figures!.weeks[11]).toEqual({ weekOn: '2026-08-31', done: 5, commitment: 5, off: null });
});

test('a week begins on the client’s Monday, and its days are those of the client’s clock', async () => {
  await done('2026-11-15');
  await done('2026-11-16');
  const { weeks } = (await momentum(MONDAY))!;
  expect(weeks.slice(0, 2).map(({ weekOn, done: count }) => [weekOn, count])).toEqual([
    ['2026-11-16', 1],
    ['2026-11-09', 1],
  ]);
  await database.owner(`update members set time_zone = 'America/New_York' where id = $1`, [client.memberId]);
  const moved = (await momentum(MONDAY))!;
  expect(moved.weeks[0]).toMatchObject({ weekOn: '2026-11-09', done: 1 });
});

test('for each week holds what was set last for it or before', async () => {
  await commit(1, '2026-10-26', 5);
  await commit(2, '2026-11-16', 2);
  await commit(3, '2026-11-09', 4);
  await commit(4, '2026-11-23', null);
  const commitments = async (asOf: string) =>
    (await momentum(asOf))!.weeks.slice(0, 4).map(({ commitment }) => commitment);
  expect(await commitments(MONDAY)).toEqual([4, 4, 5, 5]);
  expect(await commitments('2026-11-25T12:00:00Z')).toEqual([null, 4, 4, 5]);
});

test('weeks off leave the sums, and one that was taken back is in them', async () => {
  await commit(1, '2026-11-02', 1);
  await done('2026-11-03');
  await weekOff('2026-11-09');
  const sunday = '2026-11-15T12:00:00Z';
  expect((await momentum(sunday))!.score).toBe(100);
  await database.owner('update commitment_weeks_off set returned_at = now()');
  expect((await momentum(sunday))!.score).toBe(44.4);
});

test('what a coach did for the client counts for nobody’s momentum', async () => {
  await commit(1, '2026-11-16', 1);
  await done('2026-11-16', 3, coach.memberId);
  expect((await momentum(MONDAY))!.weeks[0]!.done).toBe(0);
});

test('after a quiet time a Monday offers to begin anew, a Wednesday does not, and a new role does', async () => {
  await commit(1, '2026-10-05', 6);
  await done('2026-10-30');
  expect((await momentum(MONDAY))!.restart).toEqual({ freshStart: 'MONDAY', suggestedCommitment: 3 });
  expect((await momentum(WEDNESDAY))!.restart).toBeNull();
  await database.owner(
    `insert into role_snapshots (org_id, client_id, title, since, satisfaction) values ($1, $2, 'Lead', '2026-11-17', 8)`,
    own(),
  );
  expect((await momentum(WEDNESDAY))!.restart).toEqual({ freshStart: 'NEW_ROLE', suggestedCommitment: 3 });
  await weekOff('2026-11-16');
  expect((await momentum(MONDAY))!.restart).toBeNull();
});

describe('the mirror', () => {
  const goal = (status: string, lastHeard: string) =>
    database.owner(
      `insert into goals (org_id, client_id, horizon, kind, title, measure, status, activated_at, last_progress_at)
       values ($1, $2, 'SHORT', 'SKILL', 'Speak', 'BINARY', $3, '2026-09-01', $4)`,
      [...own(), status, lastHeard],
    );

  test('shows four figures of a client, each from their own rows', async () => {
    await done('2026-11-13');
    for (const due of ['2026-11-17', '2026-11-18', '2026-11-19', null]) await open(due);
    await goal('ACTIVE', '2026-11-04T11:00:00Z');
    await goal('ACTIVE', '2026-11-04T13:00:00Z');
    await goal('PAUSED', '2026-09-02T12:00:00Z');
    await database.owner(
      `insert into action_reschedules (org_id, client_id, action_id, from_on, to_on, author_id, at)
       select a.org_id, a.client_id, a.id, '2026-10-01', '2026-10-02', a.client_id, at
       from (select * from actions limit 1) a,
            unnest('{2026-10-21T11:59Z,2026-10-21T12:01Z,2026-11-18T12:00Z}'::timestamptz[]) at`,
    );
    expect(await mirror(WEDNESDAY)).toEqual({
      overdueRatio: { value: 0.333333, isRed: true },
      reschedules: { value: 2, isRed: false },
      daysSinceDone: { value: 5, isRed: false },
      staleGoals: { value: 1, isRed: true },
      divergence: null,
    });
  });

  test('shows nothing of what a coach took on', async () => {
    await open('2026-11-01');
    await database.owner('update actions set assignee_id = $1', [coach.memberId]);
    await database.owner(
      `insert into action_reschedules (org_id, client_id, action_id, from_on, to_on, author_id, at)
       select org_id, client_id, id, '2026-10-01', '2026-11-01', $1, '2026-11-17' from actions`,
      [coach.memberId],
    );
    const { overdueRatio, reschedules, daysSinceDone } = (await mirror(WEDNESDAY))!;
    expect({ overdueRatio, reschedules, daysSinceDone }).toEqual({
      overdueRatio: null,
      reschedules: null,
      daysSinceDone: null,
    });
    await open('2026-12-01');
    expect(await mirror(WEDNESDAY)).toMatchObject({ overdueRatio: { value: 0 }, reschedules: { value: 0 } });
  });

  test('counts from the first action where none was ever done, and shows nothing of an empty beginning', async () => {
    expect(await mirror(WEDNESDAY)).toEqual({
      overdueRatio: null,
      reschedules: null,
      daysSinceDone: null,
      staleGoals: null,
      divergence: null,
    });
    await open('2026-12-01');
    expect((await mirror(WEDNESDAY))!.daysSinceDone).toEqual({ value: 17, isRed: true });
  });

  test('a milestone that was done lately lets no goal be stale', async () => {
    await goal('ACTIVE', '2026-10-01');
    expect((await mirror(WEDNESDAY))!.staleGoals!.value).toBe(1);
    await database.owner(
      `insert into goal_milestones (org_id, client_id, goal_id, position, title, done_at)
       select org_id, client_id, id, 1, 'First', '2026-11-10' from goals`,
    );
    expect((await mirror(WEDNESDAY))!.staleGoals!.value).toBe(0);
  });

  test('holds deeds against the latest check-in, for the coach only by consent', async () => {
    await open('2026-11-30');
    await database.owner(`update actions set created_at = '2026-11-18'`);
    const [instrument] = await database.owner<{ id: string }>(
      'select id from instruments where org_id = $1 and current',
      [client.orgId],
    );
    for (const [submitted, index, band] of [
      ['2026-11-01', 10, 'MOVING'],
      ['2026-11-10', 60, 'STUCK'],
    ] as const) {
      await database.owner(
        `with c as (insert into check_ins (org_id, client_id, instrument_id, trigger, status, opened_at, started_at, submitted_at)
                    values ($1, $2, $3, 'ON_DEMAND', 'SUBMITTED', $4, $4, $4) returning id)
         insert into check_in_scores (org_id, id, client_id, instrument_id, instrument_code, submitted_at, index_score,
                                      band, answered, items, coverage, straight_lining, incomplete)
         select $1, c.id, $2, $3, 'stuck-18', $4, $5, $6, 18, 18, 1, false, false from c`,
        [...own(), instrument!.id, submitted, index, band],
      );
    }
    expect((await mirror(WEDNESDAY))!.divergence).toBe('FEELS_STUCK_ACTS_MOVING');
    expect((await mirror(WEDNESDAY, coach))!.divergence).toBeNull();
    await database.owner(
      `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
       select org_id, client_id, coach_id, id, 'CHECK_INS' from engagements`,
    );
    expect((await mirror(WEDNESDAY, coach))!.divergence).toBe('FEELS_STUCK_ACTS_MOVING');
  });

  test('is the same for the coach, and null for an admin', async () => {
    await done('2026-11-13');
    expect(await mirror(WEDNESDAY, coach)).toEqual(await mirror(WEDNESDAY));
    const admin = await aMember(database, client.orgId, 'Ada', ['ADMIN']);
    expect(await mirror(WEDNESDAY, admin)).toBeNull();
    expect(await momentum(WEDNESDAY, admin)).toBeNull();
  });
});
