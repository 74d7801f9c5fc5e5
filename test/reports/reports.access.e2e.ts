import { rm } from 'node:fs/promises';
import type { MemberActor } from '../../src/db/actor.js';
import { Db } from '../../src/db/db.js';
import { recipients } from '../../src/reports/report.recipients.js';
import { aClosing, startClosing, type ClosingWorld } from './closing.world.js';
import { HALF_YEAR, REQUEST_HOURS } from './hours.world.js';
import { build, read } from './world.js';

let world: ClosingWorld;
/** The client’s closing report, and the coach’s log of hours; both ready. */
let closing: string;
let hours: string;

beforeAll(async () => {
  world = await startClosing();
  const { coach, client } = world.people;
  await world.database.owner(
    `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
     select org_id, client_id, coach_id, id, 'COACH_HOURS' from engagements where id = $1`,
    [world.over],
  );
  closing = await aClosing(world);
  const { data } = await world.send(coach, REQUEST_HOURS, HALF_YEAR);
  hours = data.requestCoachHoursReport.id.replace('report_', '');
  await build(world, coach, hours);
  expect(await read(world, client, closing)).toMatchObject({ status: 'READY' });
  expect(await read(world, coach, hours)).toMatchObject({ status: 'READY' });
});
afterAll(async () => {
  await world.close();
  await rm(world.folder, { recursive: true });
});

type Person = keyof ClosingWorld['people'];
const actor = (person: Person | 'nobody') => (person === 'nobody' ? null : world.people[person]);
const rows = () =>
  Promise.all(
    ['reports', 'report_snapshots', 'report_files', 'outbox'].map((table) =>
      world.database.owner(`select * from ${table} order by id`),
    ),
  );

const REFUSED = { nobody: 'UNAUTHENTICATED', admin: 'FORBIDDEN', mentor: 'FORBIDDEN' } as const;

test.each(Object.entries(REFUSED))('%s calls none of the operations: %s', async (person, code) => {
  const before = await rows();
  for (const operation of [
    'mutation { requestCaseloadReport { id } }',
    `mutation { requestCoachHoursReport(since: "2026-01-01", until: "2026-06-30") { id } }`,
    `mutation { requestClosingReport(engagementId: "engagement_${world.over}") { id } }`,
    `{ report(id: "report_${closing}") { status } }`,
    `{ report(id: "report_${hours}") { status } }`,
    '{ myReports { nodes { id } } }',
  ]) {
    const { errors, data } = await world.send(actor(person as Person | 'nobody'), operation);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(data ?? null).toBeNull();
  }
  expect(await rows()).toEqual(before);
});

test.each([
  ['coach', 'FORBIDDEN'],
  ['otherCoach', 'FORBIDDEN'],
  ['buddy', 'NOT_FOUND'],
  ['foreignClient', 'NOT_FOUND'],
] as const)('%s asks for no closing report of the client’s: %s', async (person, code) => {
  const before = await rows();
  const { errors } = await world.send(
    actor(person),
    `mutation { requestClosingReport(engagementId: "engagement_${world.over}") { id } }`,
  );
  expect(errors).toMatchObject([{ extensions: { code } }]);
  expect(await rows()).toEqual(before);
});

test.each(['client', 'buddy', 'foreignClient'] as const)('%s asks for no log of hours', async (person) => {
  const before = await rows();
  expect((await world.send(actor(person), REQUEST_HOURS, HALF_YEAR)).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
  expect(await rows()).toEqual(before);
});

test.each([
  ['client', ['closing']],
  ['coach', ['hours']],
  ['otherCoach', []],
  ['buddy', []],
  ['foreignClient', []],
] as const)('%s reads by id and in the list: %j', async (person, seen) => {
  const reports = { closing, hours };
  for (const [name, id] of Object.entries(reports)) {
    const report = await read(world, world.people[person], id);
    expect(report === null ? [] : [name]).toEqual(seen.filter((each) => each === name));
  }
  const { data } = await world.send(actor(person), '{ myReports { nodes { id } } }');
  expect(data.myReports.nodes).toEqual(seen.map((name) => ({ id: `report_${reports[name]}` })));
});

describe('in the database', () => {
  const as = <R>(who: MemberActor, text: string, values: unknown[] = []) =>
    world.app.get(Db).run(who, () => world.app.get(Db).query<R>(text, values));
  const counts = async (who: MemberActor) =>
    Promise.all(
      ['reports', 'report_snapshots', 'report_files'].map(
        async (table) => (await as(who, `select from ${table}`)).length,
      ),
    );

  test('each sees their own report, its snapshot and its files, and nobody else any', async () => {
    expect(await counts(world.people.client)).toEqual([1, 1, 2]);
    expect(await counts(world.people.coach)).toEqual([1, 1, 2]);
    for (const person of ['admin', 'mentor', 'otherCoach', 'buddy', 'foreignClient'] as const) {
      expect(await counts(world.people[person])).toEqual([0, 0, 0]);
    }
  });

  test('the role that a kind is for is the same in the code and in the policies', async () => {
    for (const [kind, role] of Object.entries(recipients)) {
      const about = {
        CASELOAD: ['kind', '$1'],
        COACH_HOURS: ['kind, since, until', `$1, '2026-01-01', '2026-06-30'`],
        CLOSING: ['kind, engagement_id', `$1, '${world.over}'`],
      }[kind]!;
      const insert = `insert into reports (${about[0]}) values (${about[1]}) returning id`;
      const [other, right] =
        role === 'COACH'
          ? [world.people.client, world.people.coach]
          : [world.people.coach, world.people.client];
      await expect(as(other, insert, [kind])).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const undone = new Error('undone');
      await expect(
        world.app.get(Db).run(right, async () => {
          expect(await world.app.get(Db).query(insert, [kind])).toHaveLength(1);
          throw undone;
        }),
      ).rejects.toBe(undone);
    }
  });

  test('a report is about what its kind is about, and a closing report about nobody else’s engagement', async () => {
    const { coach, client, buddy } = world.people;
    for (const [who, columns, values] of [
      [coach, 'kind', `'COACH_HOURS'`],
      [coach, 'kind, since, until', `'COACH_HOURS', '2026-01-02', '2026-01-01'`],
      [coach, 'kind, since, until', `'CASELOAD', '2026-01-01', '2026-01-01'`],
      [client, 'kind', `'CLOSING'`],
      [buddy, 'kind, engagement_id', `'CLOSING', '${world.over}'`],
    ] as const) {
      await expect(as(who, `insert into reports (${columns}) values (${values})`)).rejects.toThrow();
    }
  });

  test('a snapshot that names an engagement without the consent, or is said to be of another kind, cannot be kept', async () => {
    const { coach } = world.people;
    const keep = (kind: string, engagements: string[]) =>
      as(
        coach,
        `with r as (insert into reports (kind, since, until) values ('COACH_HOURS', '2026-01-01', '2026-06-30') returning id)
         insert into report_snapshots (id, kind, client_ids, engagement_ids, sealed, taken_at)
         select id, $1, '{}', $2::uuid[], 's1.s', now() from r returning id`,
        [kind, engagements],
      );
    await expect(keep('COACH_HOURS', [world.over, closing])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(keep('CASELOAD', [])).rejects.toThrow();
  });

  test('hours are told to the coach who worked them, and a closing report is asked for by the two sides alone', async () => {
    const named = `select * from app.coach_hours('2026-01-01', '2026-07-01')`;
    expect(await as(world.people.coach, named)).toHaveLength(1);
    for (const person of ['admin', 'mentor', 'otherCoach', 'client', 'buddy', 'foreignClient'] as const) {
      const who = world.people[person];
      expect(await as(who, named)).toEqual([]);
      expect(await as(who, `select * from app.coach_group_hours('2026-01-01', '2026-07-01')`)).toEqual([]);
    }
    await world.database.owner('delete from report_files');
    await world.database.owner('delete from report_snapshots');
    await world.database.owner(`delete from reports where kind = 'CLOSING'`);
    const ask = 'select app.request_closing_report($1) as id';
    for (const person of ['mentor', 'otherCoach', 'buddy', 'foreignClient'] as const) {
      expect(await as(world.people[person], ask, [world.over])).toEqual([{ id: null }]);
    }
    expect(await as(world.people.coach, ask, [world.over])).toEqual([{ id: expect.any(String) }]);
    // Once, whoever asks.
    expect(await as(world.people.client, ask, [world.over])).toEqual([{ id: null }]);
  });
});
