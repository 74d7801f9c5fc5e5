import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { build, CANARY } from './world.js';

export interface ClosingWorld extends TestApp {
  people: Record<
    'admin' | 'mentor' | 'coach' | 'otherCoach' | 'client' | 'buddy' | 'foreignClient',
    MemberActor
  >;
  /** Over since 30 June 2026: of the client with the coach. */
  over: string;
  folder: string;
}

/** A client in Berlin whose engagement of half a year is over, with something of each part in it, before and after. */
export async function startClosing(): Promise<ClosingWorld> {
  const folder = join(tmpdir(), `waymark-closing-${randomUUID()}`);
  const waymark = await startApp({ STORAGE_URL: `file:${folder}` });
  const { database } = waymark;
  const [north, south] = [await anOrganization(database, 'north'), await anOrganization(database, 'south')];
  const people = {
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    mentor: await aMember(database, north, 'Mel', ['MENTOR']),
    coach: await aMember(database, north, 'Cora', ['COACH']),
    otherCoach: await aMember(database, north, 'Otto', ['COACH']),
    client: await aMember(database, north, 'Amir', ['CLIENT']),
    buddy: await aMember(database, north, 'Bo', ['CLIENT']),
    foreignClient: await aMember(database, south, 'Fay', ['CLIENT']),
  };
  const { coach, otherCoach, client, buddy } = people;
  const over = await engage(database, coach, client, '2026-01-05', '2026-06-30');
  const other = await engage(database, otherCoach, client, '2026-01-05', null);
  await sessions(database, over, [
    ['2026-01-12', 'HELD'],
    ['2026-02-12', 'HELD'],
    ['2026-03-12', 'NO_SHOW'],
  ]);
  await sessions(database, other, [['2026-01-13', 'HELD']]);
  await doings(database, client, buddy, coach);
  await checkIns(database, client);
  await doings(database, buddy, client, coach, `${CANARY} `);
  return { ...waymark, people, over, folder };
}

/** @returns the bare id */
export async function engage(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
  startsOn: string,
  endsOn: string | null,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, ends_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, $4, $5, case when $5::date is null then 'ACTIVE' else 'COMPLETED' end, now(), now()) returning id`,
    [coach.orgId, coach.memberId, client.memberId, startsOn, endsOn],
  );
  return row!.id;
}

async function sessions(database: TestDatabase, engagement: string, list: [string, string][]) {
  for (const [day, status] of list) {
    await database.owner(
      `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place, status)
       select e.org_id, e.id, e.coach_id, e.client_id, $2::timestamptz, $2::timestamptz + interval '50 minutes', 'Room 1', $3
       from engagements e where e.id = $1`,
      [engagement, `${day}T10:00Z`, status],
    );
  }
}

/** Goals, actions, wins, thanks and learning, in the time of the engagement, before and after it. */
async function doings(
  database: TestDatabase,
  { orgId, memberId }: MemberActor,
  giver: MemberActor,
  coach: MemberActor,
  mark = '',
): Promise<void> {
  const one = async (text: string, values: unknown[] = []) =>
    (await database.owner<{ id: string }>(text, [orgId, memberId, ...values]))[0]!.id;
  const goal = (title: string, status: string, activated: string, closed: string | null) =>
    one(
      `insert into goals (org_id, client_id, horizon, kind, title, measure, unit, baseline, target, target_on, status,
         activated_at, closed_at) values ($1, $2, 'SHORT', 'SKILL', $3, 'NUMBER', 'talks', 0, 4, '2026-05-31', $4, $5, $6) returning id`,
      [`${mark}${title}`, status, activated, closed],
    );
  const speak = await goal('Speak in public', 'ACHIEVED', '2026-01-10T10:00Z', '2026-05-20T10:00Z');
  await goal('Lead the planning', 'ACTIVE', '2026-03-10T10:00Z', null);
  await goal('Long over', 'ACHIEVED', '2025-03-10T10:00Z', '2025-12-20T10:00Z');
  await goal('Begun later', 'ACTIVE', '2026-07-10T10:00Z', null);
  await database.owner(
    `update goals set last_value = 3, last_progress_id = uuidv7(), last_progress_at = '2026-05-01' where id = $1`,
    [speak],
  );
  const action = (title: string, day: string, assignee = memberId) =>
    one(
      `insert into actions (org_id, client_id, kind, title, goal_id, assignee_id, created_by, status, done_at, done_on)
       values ($1, $2, 'CUSTOM', $3, $4, $5, $2, 'DONE', $6::date + time '10:00', $6) returning id`,
      [`${mark}${title}`, speak, assignee, day],
    );
  const asked = await action('Ask for feedback', '2026-02-02');
  await action('Book the room', '2026-01-06');
  await action('Done before', '2026-01-04');
  await action('Done after', '2026-07-01');
  await action('Taken on by the coach', '2026-02-03', coach.memberId);
  const win = (columns: string, values: string, day: string, more: unknown[] = []) =>
    one(
      `insert into wins (org_id, client_id, won_on, at, ${columns}) values ($1, $2, $3::date, $3::date + time '10:00', ${values}) returning id`,
      [day, ...more],
    );
  const won = await win('kind, action_id, goal_id', `'ACTION_DONE', $4, $5`, '2026-02-02', [asked, speak]);
  await win('kind, week_on, active_weeks', `'ACTIVE_WEEKS', '2026-03-02', 4`, '2026-03-02');
  await win('kind, week_on, active_weeks', `'ACTIVE_WEEKS', '2026-07-06', 4`, '2026-07-06');
  const taken = await win('kind, week_on, active_weeks', `'ACTIVE_WEEKS', '2026-03-09', 6`, '2026-03-09');
  await database.owner('update wins set withdrawn_at = now() where id = $1', [taken]);
  for (const [of, at] of [
    [won, '2026-02-03T10:00Z'],
    [taken, '2026-03-10T10:00Z'],
  ] as const) {
    await one(
      `insert into kudos (org_id, client_id, win_id, giver_id, given_at) values ($1, $2, $3, $4, $5) returning id`,
      [of, giver.memberId, at],
    );
  }
  for (const [title, day] of [
    ['Thinking in systems', '2026-04-12'],
    ['Read long ago', '2025-04-12'],
  ]) {
    await one(
      `insert into learning_items (org_id, client_id, kind, title, provider, status, done_on)
       values ($1, $2, 'BOOK', $3, 'Donella Meadows', 'DONE', $4) returning id`,
      [`${mark}${title}`, day],
    );
  }
}

/** The intake a day before the start, one without care, one in between, and the exit a fortnight after the end. */
async function checkIns(database: TestDatabase, { orgId, memberId }: MemberActor): Promise<void> {
  for (const [at, index, band, careless] of [
    ['2025-11-01T10:00Z', 90, 'DEEPLY_STUCK', false],
    ['2026-01-04T10:00Z', 62.5, 'STUCK', false],
    ['2026-03-04T10:00Z', 50, 'STUCK', false],
    ['2026-07-14T10:00Z', 38, 'WATCH', false],
    ['2026-07-15T10:00Z', 10, 'MOVING', true],
    ['2026-08-15T10:00Z', 20, 'MOVING', false],
  ]) {
    await database.owner(
      `with i as (select id, code from instruments where org_id = $1 and current),
            c as (insert into check_ins (org_id, client_id, instrument_id, trigger, status, opened_at, started_at, submitted_at)
                  select $1, $2, i.id, 'ON_DEMAND', 'SUBMITTED', $3, $3, $3 from i returning id, instrument_id)
       insert into check_in_scores (org_id, id, client_id, instrument_id, instrument_code, submitted_at, index_score, band,
         answered, items, coverage, straight_lining, incomplete)
       select $1, c.id, $2, c.instrument_id, i.code, $3, $4, $5, 21, 21, 1, $6, false from c, i`,
      [orgId, memberId, at, index, band, careless],
    );
  }
}

export const requestClosing = (world: ClosingWorld, as: MemberActor | null, engagement = world.over) =>
  world.send(
    as,
    'mutation ($id: ID!) { requestClosingReport(engagementId: $id) { id kind status since until engagement { id } } }',
    { id: `engagement_${engagement}` },
  );

/** @returns the bare id of the client’s report on the engagement that is over */
export async function aClosing(world: ClosingWorld): Promise<string> {
  const { data } = await requestClosing(world, world.people.client);
  const id = data.requestClosingReport.id.replace('report_', '');
  await build(world, world.people.client, id);
  return id;
}
