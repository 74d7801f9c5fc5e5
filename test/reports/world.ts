import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractText } from 'unpdf';
import type { MemberActor } from '../../src/db/actor.js';
import { ReportsJobs } from '../../src/reports/reports.jobs.js';
import { startApp, type TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

/** Stands in everything that the coach of these tests must never see. */
export const CANARY = 'Canary';

export interface World extends TestApp {
  admin: MemberActor;
  coach: MemberActor;
  otherCoach: MemberActor;
  client: MemberActor;
  foreignCoach: MemberActor;
  /** Where the files are kept. */
  folder: string;
}

/**
 * A coach with two clients, Amir with goals and Zoë without; another coach with a client of their own; a client whose
 * engagement with the first is over; and somebody else's organization.
 */
export async function startWorld(): Promise<World> {
  const folder = join(tmpdir(), `waymark-reports-${randomUUID()}`);
  const waymark = await startApp({ STORAGE_URL: `file:${folder}` });
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const admin = await aMember(database, north, 'Ada', ['ADMIN']);
  const coach = await aMember(database, north, 'Cora', ['COACH']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  const client = await aMember(database, north, 'Amir', ['CLIENT']);
  const quiet = await aMember(database, north, 'Zoë', ['CLIENT']);
  const theirs = await aMember(database, north, `${CANARY} Theirs`, ['CLIENT']);
  const past = await aMember(database, north, `${CANARY} Past`, ['CLIENT']);
  const foreignCoach = await aMember(database, await anOrganization(database, 'south'), 'Fay', ['COACH']);
  await database.owner(`update clients set job_title = 'Analyst' where id = $1`, [client.memberId]);

  const own = await anEngagement(database, coach, client);
  await aSession(database, own, 'HELD', '-3 days');
  await aSession(database, own, 'HELD', '-40 days');
  await aSession(database, own, 'BOOKED', '4 days');
  await aGoal(database, client, 'Speak in public', 60);
  await aGoal(database, client, 'Lead the planning', -2);
  await aReview(database, client);
  await anEngagement(database, coach, quiet);
  for (const [of, who, status, at] of [
    [otherCoach, theirs, 'ACTIVE', '-5 days'],
    [otherCoach, client, 'ACTIVE', '-6 days'],
    [coach, past, 'COMPLETED', '-7 days'],
  ] as const) {
    const engagement = await anEngagement(database, of, who, status);
    await aSession(database, engagement, 'HELD', at);
    if (who !== client) await aGoal(database, who, `${CANARY} goal`, 30);
  }
  return { ...waymark, admin, coach, otherCoach, client, foreignCoach, folder };
}

export async function anEngagement(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
  status = 'ACTIVE',
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, current_date - 30, $4, now(), now()) returning id`,
    [coach.orgId, coach.memberId, client.memberId, status],
  );
  return row!.id;
}

async function aSession(database: TestDatabase, engagement: string, status: string, at: string) {
  await database.owner(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place, status)
     select e.org_id, e.id, e.coach_id, e.client_id, t.at, t.at + interval '90 minutes', 'Room 1', $2
     from engagements e, (select now() + $3::interval as at) t where e.id = $1`,
    [engagement, status, at],
  );
}

async function aGoal(database: TestDatabase, client: MemberActor, title: string, dueInDays: number) {
  await database.owner(
    `insert into goals (org_id, client_id, horizon, kind, title, measure, unit, baseline, target, target_on, status, activated_at)
     values ($1, $2, 'SHORT', 'SKILL', $3, 'NUMBER', 'talks', 0, 10, current_date + $4::int, 'ACTIVE', now() - interval '9 days')`,
    [client.orgId, client.memberId, title, dueInDays],
  );
}

async function aReview(database: TestDatabase, client: MemberActor) {
  await database.owner(
    `with p as (insert into review_plans (org_id, client_id, kind, rrule, starts_on, local_time, time_chosen, period_days)
                values ($1, $2, 'SELF', 'FREQ=WEEKLY', current_date - 30, '09:00', true, 7) returning id)
     insert into reviews (org_id, client_id, plan_id, kind, due_on, due_at)
     select $1, $2, p.id, 'SELF', current_date - 4, now() - interval '4 days' from p`,
    [client.orgId, client.memberId],
  );
}

/** Asks for a report. @returns its bare id */
export async function request(world: World, as: MemberActor): Promise<string> {
  const { data } = await world.send(as, 'mutation { requestCaseloadReport { id } }');
  return data.requestCaseloadReport.id.replace('report_', '');
}

/** Runs the handler of the announced job, as a worker would. */
export function build({ app }: TestApp, { orgId }: MemberActor, subjectId: string): Promise<void> {
  return app.get(ReportsJobs).build({ orgId, subjectId, attempt: 1 });
}

export async function aReadyReport(world: World): Promise<string> {
  const id = await request(world, world.coach);
  await build(world, world.coach, id);
  return id;
}

const FILES = ['PDF', 'CSV', 'JSON']
  .map((format) => {
    const alias = format.toLowerCase();
    return `${alias}: downloadUrl(format: ${format}) ${alias}Sha256: sha256(format: ${format}) ${alias}Bytes: bytes(format: ${format})`;
  })
  .join(' ');

/** A report as its recipient reads it. */
export async function read(world: TestApp, as: MemberActor, id: string) {
  const { data } = await world.send(
    as,
    `{ report(id: "report_${id}") { kind status progress failure readyAt asOf version ${FILES} } }`,
  );
  return data.report;
}

/** Follows a download link, without a sign-in. */
export async function follow({ app }: TestApp, url: string, method: 'GET' | 'HEAD' = 'GET') {
  const { statusCode, headers, rawPayload, body } = await app.inject({
    method,
    url: url.replace('http://127.0.0.1:3000', ''),
  });
  return { status: statusCode, headers, bytes: rawPayload, body };
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export async function textOf(pdf: Uint8Array): Promise<string> {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}
