import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { build, CANARY, follow, read } from './world.js';

export interface HoursWorld extends TestApp {
  people: Record<'admin' | 'mentor' | 'coach' | 'otherCoach' | 'amir' | 'zoe' | 'silent', MemberActor> & {
    foreignCoach: MemberActor;
    foreignClient: MemberActor;
  };
  /** Of the coach with each client; only those with Amir and Zoë have the consent. */
  engagements: Record<'amir' | 'zoe' | 'silent', string>;
  /** Where the files are kept. */
  folder: string;
}

/**
 * A coach in Berlin with Amir, paid; Zoë, pro bono and over; and somebody who does not let themselves be named. Another
 * coach with clients of their own, who do. A group that the coach led meetings of, and has left.
 */
export async function startHours(): Promise<HoursWorld> {
  const folder = join(tmpdir(), `waymark-hours-${randomUUID()}`);
  const waymark = await startApp({ STORAGE_URL: `file:${folder}` });
  const { database } = waymark;
  const [north, south] = [await anOrganization(database, 'north'), await anOrganization(database, 'south')];
  const people = {
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    mentor: await aMember(database, north, 'Mel', ['MENTOR']),
    coach: await aMember(database, north, 'Cora', ['COACH']),
    otherCoach: await aMember(database, north, 'Otto', ['COACH']),
    amir: await aMember(database, north, 'Amir', ['CLIENT']),
    zoe: await aMember(database, north, 'Zoë', ['CLIENT']),
    silent: await aMember(database, north, `${CANARY} Silent`, ['CLIENT']),
    foreignCoach: await aMember(database, south, 'Fay', ['COACH']),
    foreignClient: await aMember(database, south, `${CANARY} Foreign`, ['CLIENT']),
  };
  const { coach, otherCoach, amir, zoe, silent } = people;
  const theirs = await aMember(database, north, `${CANARY} Theirs`, ['CLIENT']);
  const engagements = {
    amir: await engage(database, coach, amir, { status: 'ACTIVE' }),
    zoe: await engage(database, coach, zoe, { status: 'COMPLETED', paid: false }),
    silent: await engage(database, coach, silent, { status: 'PAUSED' }),
  };
  const other = await engage(database, otherCoach, theirs, { status: 'ACTIVE' });
  const otherAmir = await engage(database, otherCoach, amir, { status: 'ACTIVE' });
  for (const [engagement, sessions] of [
    // The first and the last hour of the half-year in Berlin, and those just outside.
    [
      engagements.amir,
      ['2025-12-31T22:00Z 60', '2025-12-31T23:00Z 50', '2026-06-30T21:00Z 50', '2026-06-30T22:00Z 60'],
    ],
    [engagements.zoe, ['2026-02-03T10:00Z 90']],
    [engagements.silent, ['2026-02-04T10:00Z 45', '2026-02-05T10:00Z 30']],
    [other, ['2026-02-06T10:00Z 60']],
    [otherAmir, ['2026-02-07T10:00Z 60']],
  ] as const) {
    for (const session of sessions) await held(database, engagement, session);
  }
  for (const [at, status] of ['BOOKED', 'NO_SHOW', 'CANCELLED'].entries())
    await held(database, engagements.amir, `2026-03-0${at + 1}T10:00Z 60`, status);
  for (const engagement of [engagements.amir, engagements.zoe, other, otherAmir])
    await consent(database, engagement);
  await aGroup(database, people);
  return { ...waymark, people, engagements, folder };
}

async function engage(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
  { status, paid = true }: { status: string; paid?: boolean },
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, ends_on, paid, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2025-11-03', $4, $5, $6, now(), now()) returning id`,
    [
      coach.orgId,
      coach.memberId,
      client.memberId,
      status === 'COMPLETED' ? '2026-04-30' : null,
      paid,
      status,
    ],
  );
  return row!.id;
}

/** @param session an instant and a number of minutes */
async function held(database: TestDatabase, engagement: string, session: string, status = 'HELD') {
  const [at, minutes] = session.split(' ');
  await database.owner(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place, status, cancelled_at)
     select e.org_id, e.id, e.coach_id, e.client_id, $2::timestamptz, $2::timestamptz + make_interval(mins => $3), 'Room 1',
       $4, case when $4 = 'CANCELLED' then now() end from engagements e where e.id = $1`,
    [engagement, at, Number(minutes), status],
  );
}

export async function consent(database: TestDatabase, engagement: string): Promise<void> {
  await database.owner(
    `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
     select org_id, client_id, coach_id, id, 'COACH_HOURS' from engagements where id = $1`,
    [engagement],
  );
}

/** Two meetings held, of two people and of one, since a mark was taken back; one cancelled, and one led by another. */
async function aGroup(
  database: TestDatabase,
  { coach, otherCoach, amir, zoe, silent }: HoursWorld['people'],
): Promise<void> {
  const [group] = await database.owner<{ id: string }>(
    `insert into groups (org_id, leader_id, name, industry) values ($1, $2, '=Trade', 'Trade') returning id`,
    [coach.orgId, coach.memberId],
  );
  const meet = async (leader: MemberActor, day: string, status = 'HELD') => {
    const [meeting] = await database.owner<{ id: string }>(
      `insert into group_meetings (org_id, group_id, leader_id, title, starts_at, ends_at, place, status, cancelled_at)
       values ($1, $2, $3, '${CANARY} title', $4::timestamptz, $4::timestamptz + interval '75 minutes', 'Room 2', $5,
         case when $5 = 'CANCELLED' then now() end) returning id`,
      [coach.orgId, group!.id, leader.memberId, `${day}T15:00Z`, status],
    );
    return meeting!.id;
  };
  const mark = (meeting: string, { memberId }: MemberActor, ...marks: boolean[]) =>
    Promise.all(
      marks.map((present, at) =>
        database.owner(
          `insert into group_attendance_marks (org_id, group_id, meeting_id, member_id, position, present, reason, author_id)
           values ($1, $2, $3, $4, $5, $6, case when $6 then null else 'Not there' end, $7)`,
          [coach.orgId, group!.id, meeting, memberId, at + 1, present, coach.memberId],
        ),
      ),
    );
  const first = await meet(coach, '2026-02-10');
  const second = await meet(coach, '2026-05-12');
  await meet(coach, '2026-05-13', 'CANCELLED');
  await meet(coach, '2026-07-14');
  await meet(otherCoach, '2026-05-14');
  for (const person of [coach, amir, zoe]) await mark(first, person, true);
  await mark(first, silent, true, false);
  await mark(second, amir, true);
  await database.owner(`update group_memberships set left_at = now() where member_id = $1`, [coach.memberId]);
}

export const REQUEST_HOURS =
  'mutation ($since: LocalDate!, $until: LocalDate!) { requestCoachHoursReport(since: $since, until: $until) { id kind status since until engagement { id } } }';
export const HALF_YEAR = { since: '2026-01-01', until: '2026-06-30' };

/** Asks for the log of the half-year and has it built. @returns the bare id of the report */
export async function aLog(world: HoursWorld, as = world.people.coach, days = HALF_YEAR): Promise<string> {
  const { data } = await world.send(as, REQUEST_HOURS, days);
  const id = data.requestCoachHoursReport.id.replace('report_', '');
  await build(world, as, id);
  return id;
}

/** The records of the log’s CSV, behind its byte order mark. */
export async function recordsOf(world: HoursWorld, id: string, as = world.people.coach): Promise<string[]> {
  const { csv } = await read(world, as, id);
  return (await follow(world, csv)).bytes.toString().replace('\uFEFF', '').split('\r\n').slice(0, -1);
}
