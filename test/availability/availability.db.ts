import type { DataSource } from 'typeorm';
import { AppError } from '../../src/app-error.js';
import { AvailabilityRepository } from '../../src/availability/availability.repository.js';
import { AvailabilityService } from '../../src/availability/availability.service.js';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { anEngagement } from '../sessions/people.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let coach: MemberActor;
let client: MemberActor;
let others: Record<string, Actor>;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  coach = await aMember(database, north, 'Cora', ['COACH']);
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  const otherClient = await aMember(database, north, 'Olga', ['CLIENT']);
  await anEngagement(database, coach, client);
  await anEngagement(database, otherCoach, otherClient);
  await anEngagement(database, coach, otherClient, 'COMPLETED');
  await db.run(coach, async () => {
    await db.query(`update coach_schedules set hours_set = true, min_notice_hours = 2, furthest_days = 30`);
    await db.query(
      `insert into availability_hours (coach_id, weekday, from_minute, until_minute) values (app.member_id(), 1, 540, 1020)`,
    );
    await db.query(
      `with away as (
         insert into availability_exceptions (coach_id, kind, first_on, last_on)
         values (app.member_id(), 'AWAY', '2026-05-11', '2026-05-11') returning coach_id, id)
       insert into availability_reasons (coach_id, id, reason) select coach_id, id, 'Surgery' from away`,
    );
    await db.query(
      `insert into imported_calendars (coach_id, name, busy, times, until)
       values (app.member_id(), 'Home', '{[2026-05-18T08:00Z,2026-05-18T09:00Z)}', 1, now())`,
    );
  });
  others = {
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    client,
    otherClient,
    otherCoach,
    mentor: await aMember(database, north, 'Mona', ['MENTOR']),
    formerCoach: { ...(await aMember(database, north, 'Fred', ['CLIENT'])) },
    foreigner: await aMember(database, await anOrganization(database, 'south'), 'Finn', [
      'ADMIN',
      'COACH',
      'CLIENT',
    ]),
    system: { kind: 'system', orgId: north },
    nobody: { kind: 'nobody' },
  };
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const TABLES = [
  'coach_schedules',
  'availability_hours',
  'availability_exceptions',
  'availability_reasons',
  'imported_calendars',
];
const counts = (actor: Actor) =>
  db.run(actor, async () => {
    const seen: number[] = [];
    for (const table of TABLES) {
      const column = table === 'coach_schedules' ? 'id' : 'coach_id';
      const [row] = await db.query<{ n: number }>(
        `select count(*)::int as n from ${table} where ${column} = $1`,
        [coach.memberId],
      );
      seen.push(row!.n);
    }
    return seen;
  });

test('the rows of a coach are theirs, and but for reasons and calendars an admin’s to read', async () => {
  expect(await counts(coach)).toEqual([1, 1, 1, 1, 1]);
  for (const [name, actor] of Object.entries(others))
    expect([name, ...(await counts(actor))]).toEqual([
      name,
      ...(name === 'admin' ? [1, 1, 1, 0, 0] : [0, 0, 0, 0, 0]),
    ]);
});

test('nobody but the coach writes them, whatever the statement says', async () => {
  const before = await Promise.all(
    TABLES.map((table) => database.owner(`select * from ${table} order by id`)),
  );
  const insert = `insert into availability_hours (coach_id, weekday, from_minute, until_minute) values ($1, 2, 0, 60)`;
  for (const actor of Object.values(others)) {
    await db.run(actor, async () => {
      await db.query('update coach_schedules set step_minutes = 15 where id = $1', [coach.memberId]);
      for (const table of ['availability_hours', 'availability_exceptions', 'imported_calendars'])
        await db.query(`delete from ${table} where coach_id = $1`, [coach.memberId]);
    });
    await expect(db.run(actor, () => db.query(insert, [coach.memberId]))).rejects.toThrow();
  }
  const after = await Promise.all(
    TABLES.map((table) => database.owner(`select * from ${table} order by id`)),
  );
  expect(after).toEqual(before);
});

test('what is offered is told to the coach and to clients whose engagement is active, to nobody else', async () => {
  const offer = async (actor: Actor) =>
    db.run(actor, async () => {
      const [row] = await db.query<{ offer: object | null }>(
        `select app.coach_offer($1, '2026-05-04T00:00Z', '2026-05-25T00:00Z') as offer`,
        [coach.memberId],
      );
      return row!.offer;
    });
  const told = await offer(coach);
  expect(told).toEqual({
    zone: 'Europe/Berlin',
    bufferMinutes: 0,
    minNoticeHours: 2,
    furthestDays: 30,
    stepMinutes: 30,
    sessionMinutes: 60,
    weekend: [6, 7],
    hours: [{ weekday: 1, from: 540, until: 1020 }],
    exceptions: [{ kind: 'AWAY', firstOn: '2026-05-11', lastOn: '2026-05-11', from: 0, until: 1440 }],
    imported: [[Date.parse('2026-05-18T08:00Z'), Date.parse('2026-05-18T09:00Z')]],
  });
  expect(await offer(client)).toEqual(told);
  for (const [name, actor] of Object.entries(others))
    if (name !== 'client') expect([name, await offer(actor)]).toEqual([name, null]);
});

test('when somebody is not free is told to themselves and to the other side of an active engagement, before and behind it to nobody', async () => {
  const toldOf = async (person: MemberActor) => {
    const names: string[] = [];
    for (const [name, actor] of Object.entries({ coach, ...others })) {
      const [row] = await db.run(actor, () =>
        db.query<{ busy: string | null }>(
          `select app.busy_times($1, '2026-05-04T00:00Z', '2026-05-25T00:00Z') as busy`,
          [person.memberId],
        ),
      );
      if (row!.busy !== null) names.push(name);
    }
    return names;
  };
  const become = (status: string) =>
    database.owner(
      `update engagements set status = $1, ends_on = case when $1 = 'COMPLETED' then starts_on end where coach_id = $2 and client_id = $3`,
      [status, coach.memberId, client.memberId],
    );
  for (const status of ['PROPOSED', 'PAUSED', 'COMPLETED']) {
    await become(status);
    expect([status, ...(await toldOf(client))]).toEqual([status, 'client']);
    expect([status, ...(await toldOf(coach))]).toEqual([status, 'coach']);
  }
  await become('ACTIVE');
  expect(await toldOf(client)).toEqual(['coach', 'client']);
  expect(await toldOf(coach)).toEqual(['coach', 'client']);
});

test('hours of a day cannot overlap, nor end before they begin, whoever writes', async () => {
  const add = (from: number, until: number) =>
    database.owner(
      `insert into availability_hours (org_id, coach_id, weekday, from_minute, until_minute) values ($1, $2, 1, $3, $4)`,
      [coach.orgId, coach.memberId, from, until],
    );
  await expect(add(1019, 1100)).rejects.toThrow('availability_hours_apart');
  await expect(add(1100, 1100)).rejects.toThrow('availability_hours_order');
  await expect(add(1100, 1441)).rejects.toThrow('availability_hours_until_minute_check');
});

describe('a session is let through', () => {
  const now = Date.parse('2026-05-04T06:00Z');
  const outcome = (
    startsAt: string,
    more: { minutes?: number; bufferMinutes?: number; actor?: Actor } = {},
  ) => {
    const { actor = client, minutes = 60, bufferMinutes = 0 } = more;
    const service = new AvailabilityService(new AvailabilityRepository(db));
    const wish = { coachId: coach.memberId, startsAt: new Date(startsAt), minutes, bufferMinutes };
    return db
      .run(actor, () => service.assertBookable(wish, now))
      .then(
        () => 'OK',
        (error: AppError) => `${error.code} ${error.field ?? ''} ${error.message}`,
      );
  };

  it.each([
    ['at any minute of the hours', '2026-05-04T09:07Z', {}, 'OK'],
    ['to the very end of the hours, whatever its buffer', '2026-05-04T14:00Z', { bufferMinutes: 30 }, 'OK'],
    ['not beyond the hours', '2026-05-04T14:01Z', {}, 'CONFLICT  This time is not offered.'],
    ['not on a day without hours', '2026-05-05T09:00Z', {}, 'CONFLICT  This time is not offered.'],
    ['not while the coach is away', '2026-05-11T09:00Z', {}, 'CONFLICT  This time is not offered.'],
    ['not when the other calendar is busy', '2026-05-18T08:30Z', {}, 'CONFLICT  This time is not offered.'],
    ['up to the minute that the other calendar is busy from', '2026-05-18T07:00Z', {}, 'OK'],
    [
      'not when its buffer would run into the other calendar',
      '2026-05-18T07:00Z',
      { bufferMinutes: 5 },
      'CONFLICT  This time is not offered.',
    ],
    [
      'not on too short a notice',
      '2026-05-04T07:59Z',
      {},
      'INVALID_INPUT input.startsAt This coach is booked at least 2 hours ahead.',
    ],
    ['on just the notice that is asked for', '2026-05-04T08:00Z', {}, 'OK'],
    [
      'not too far ahead',
      '2026-06-08T09:00Z',
      {},
      'INVALID_INPUT input.startsAt This coach is booked at most 30 days ahead.',
    ],
  ])('%s', async (_, startsAt, more, expected) => {
    expect(await outcome(startsAt, more)).toBe(expected);
  });

  it('at any time where the coach has said nothing', async () => {
    const { otherCoach, otherClient } = others as Record<string, MemberActor>;
    const service = new AvailabilityService(new AvailabilityRepository(db));
    const wish = { coachId: otherCoach!.memberId, minutes: 240, bufferMinutes: 60 };
    for (const startsAt of ['2026-05-04T06:01Z', '2026-05-10T23:00Z', '2027-05-01T02:00Z'])
      await db.run(otherClient!, () =>
        service.assertBookable({ ...wish, startsAt: new Date(startsAt) }, now),
      );
    expect(await db.run(otherClient!, () => service.settingsOf(otherCoach!.memberId))).toEqual({
      bufferMinutes: 0,
      minNoticeHours: 0,
      furthestDays: 365,
      stepMinutes: 30,
    });
  });

  it('of nobody who is no side of an active engagement', async () => {
    expect(await outcome('2026-05-04T09:00Z', { actor: others.otherClient })).toMatch(/^NOT_FOUND coachId/);
  });
});
