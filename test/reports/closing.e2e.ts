import { rm } from 'node:fs/promises';
import { ReportsJobs } from '../../src/reports/reports.jobs.js';
import { aClosing, engage, requestClosing, startClosing, type ClosingWorld } from './closing.world.js';
import { build, CANARY, follow, read, sha256, textOf } from './world.js';

let world: ClosingWorld;

beforeAll(async () => {
  world = await startClosing();
});
afterAll(async () => {
  await world.close();
  await rm(world.folder, { recursive: true, force: true });
});
afterEach(() => world.database.owner('truncate reports, report_snapshots, report_files, outbox'));

const reports = () =>
  world.database.owner<{ id: string; recipient_id: string; engagement_id: string; status: string }>(
    'select id, recipient_id, engagement_id, status from reports order by id',
  );
const announced = () => world.database.owner(`select subject_id from outbox where job = 'build-report'`);

test('it tells the client of the engagement’s time, and of nothing before, after or beside it', async () => {
  const report = await read(world, world.people.client, await aClosing(world));
  expect(report).toMatchObject({ kind: 'CLOSING', status: 'READY', csv: null, csvSha256: null });
  const told = JSON.parse((await follow(world, report.json)).body);
  expect(told).toEqual({
    templateVersion: 1,
    asOf: report.asOf,
    zone: 'Europe/Berlin',
    locale: 'en',
    organization: { name: 'North', color: '#1f5f5b' },
    clientName: 'Amir',
    coachName: 'Cora',
    engagement: { startsOn: '2026-01-05', endsOn: '2026-06-30', ending: 'COMPLETED' },
    sessions: { held: 2, missed: 1, hours: 1.67 },
    checkIns: {
      start: { on: '2026-01-04', index: 62.5, band: 'STUCK' },
      end: { on: '2026-07-14', index: 38, band: 'WATCH' },
    },
    goals: [
      {
        title: 'Speak in public',
        measure: 'NUMBER',
        unit: 'talks',
        start: 0,
        target: 4,
        latest: 3,
        progress: 0.75,
        status: 'ACHIEVED',
        targetDate: '2026-05-31',
        closedOn: '2026-05-20',
      },
      expect.objectContaining({
        title: 'Lead the planning',
        latest: null,
        progress: 0,
        status: 'ACTIVE',
        closedOn: null,
      }),
    ],
    wins: {
      count: 2,
      items: [
        {
          kind: 'ACTION_DONE',
          on: '2026-02-02',
          title: 'Ask for feedback',
          goal: 'Speak in public',
          activeWeeks: null,
        },
        { kind: 'ACTIVE_WEEKS', on: '2026-03-02', title: null, goal: null, activeWeeks: 4 },
      ],
    },
    actions: {
      count: 2,
      items: [
        { title: 'Book the room', doneOn: '2026-01-06' },
        { title: 'Ask for feedback', doneOn: '2026-02-02' },
      ],
    },
    learning: {
      count: 1,
      items: [
        { kind: 'BOOK', title: 'Thinking in systems', provider: 'Donella Meadows', doneOn: '2026-04-12' },
      ],
    },
    thanks: {
      count: 1,
      items: [
        {
          from: 'Bo',
          on: '2026-02-03',
          win: {
            kind: 'ACTION_DONE',
            on: '2026-02-02',
            title: 'Ask for feedback',
            goal: 'Speak in public',
            activeWeeks: null,
          },
        },
      ],
    },
  });
});

test('its PDF says the same in reading order, and its files are those of which the API told', async () => {
  const report = await read(world, world.people.client, await aClosing(world));
  const { bytes, headers } = await follow(world, report.pdf);
  expect(sha256(bytes)).toBe(report.pdfSha256);
  expect(headers['content-disposition']).toBe(
    `attachment; filename="closing-${report.asOf.slice(0, 10)}.pdf"`,
  );
  const printed = await textOf(bytes);
  let at = 0;
  for (const part of [
    'North',
    'What Amir takes away',
    '2 sessions held',
    'Coaching with Cora, Jan 5, 2026 to Jun 30, 2026; it came to its end.',
    'Less stuck by 24.5 points.',
    'Speak in public in talks 0 4 3 75 % Reached on May 20, 2026',
    'Action done: Ask for feedback',
    'Book the room',
    'Thinking in systems Book · Donella Meadows',
    'Bo for action done: Ask for feedback',
  ]) {
    const found = printed.indexOf(part, at);
    expect({ part, found: found >= at }).toEqual({ part, found: true });
    at = found + part.length;
  }
  for (const text of [printed, (await follow(world, report.json)).body]) expect(text).not.toContain(CANARY);
});

test('it says what it was like when it was built; another says what it is like then', async () => {
  const first = await aClosing(world);
  const before = (await follow(world, (await read(world, world.people.client, first)).json)).body;
  await world.database.owner(`update members set name = 'Amira' where id = $1`, [
    world.people.client.memberId,
  ]);
  const second = await aClosing(world);
  await world.database.owner(`update members set name = 'Amir' where id = $1`, [
    world.people.client.memberId,
  ]);
  expect((await follow(world, (await read(world, world.people.client, first)).json)).body).toBe(before);
  expect((await follow(world, (await read(world, world.people.client, second)).json)).body).toContain(
    'Amira',
  );
});

describe('the end of an engagement', () => {
  const end = (as: 'coach' | 'client', id: string) =>
    world.send(
      world.people[as],
      `mutation { endEngagement(id: "engagement_${id}", ending: COMPLETED) { status } }`,
    );

  test.each(['coach', 'client'] as const)(
    'by the %s asks for the client’s closing report in the same unit of work, and a worker builds it',
    async (side) => {
      const { coach, client } = world.people;
      const id = await engage(world.database, coach, client, '2026-07-01', null);
      expect((await end(side, id)).data.endEngagement.status).toBe('COMPLETED');
      const [report, ...more] = await reports();
      expect(more).toEqual([]);
      expect(report).toMatchObject({ recipient_id: client.memberId, engagement_id: id, status: 'REQUESTED' });
      expect(await announced()).toEqual([{ subject_id: report!.id }]);
      await build(world, client, report!.id);
      const { data } = await world.send(
        client,
        '{ myReports { nodes { id kind status engagement { id } } } }',
      );
      expect(data.myReports.nodes).toEqual([
        {
          id: `report_${report!.id}`,
          kind: 'CLOSING',
          status: 'READY',
          engagement: { id: `engagement_${id}` },
        },
      ]);
      expect((await world.send(coach, '{ myReports { nodes { id } } }')).data.myReports.nodes).toEqual([]);
    },
  );

  test('that both sides call for at once asks for one report', async () => {
    const { coach, client } = world.people;
    const id = await engage(world.database, coach, client, '2026-07-01', null);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => end(at % 2 === 0 ? 'coach' : 'client', id)),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(await reports()).toHaveLength(1);
    expect(await announced()).toHaveLength(1);
  });

  test('asks for one however many of the client’s are being built', async () => {
    const { coach, client } = world.people;
    for (let times = 0; times < 3; times += 1) await requestClosing(world, client);
    const id = await engage(world.database, coach, client, '2026-07-01', null);
    await end('client', id);
    expect(
      (await reports()).map(({ engagement_id }) => engagement_id).filter((of) => of === id),
    ).toHaveLength(1);
  });

  test('that was never signed asks for none, and nobody can ask for one', async () => {
    const { coach, client } = world.people;
    const [row] = await world.database.owner<{ id: string }>(
      `insert into engagements (org_id, coach_id, client_id, starts_on) values ($1, $2, $3, '2026-07-01') returning id`,
      [coach.orgId, coach.memberId, client.memberId],
    );
    await end('client', row!.id);
    expect(await reports()).toEqual([]);
    expect((await requestClosing(world, client, row!.id)).errors).toMatchObject([
      { extensions: { code: 'CONFLICT' } },
    ]);
  });
});

test('of many requests at once three are taken', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => requestClosing(world, world.people.client)),
  );
  const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'OK').sort();
  expect(codes).toEqual([...Array<string>(7).fill('LIMIT_REACHED'), 'OK', 'OK', 'OK']);
});

test('an engagement that goes on has none yet', async () => {
  const { otherCoach, client } = world.people;
  const [open] = await world.database.owner<{ id: string }>(
    'select id from engagements where coach_id = $1 and client_id = $2',
    [otherCoach.memberId, client.memberId],
  );
  expect((await requestClosing(world, client, open!.id)).errors).toMatchObject([
    { extensions: { code: 'CONFLICT' } },
  ]);
  expect(await reports()).toEqual([]);
});

test('whoever is no client here any more gets none, not even by a link made before', async () => {
  const { client } = world.people;
  const report = await read(world, client, await aClosing(world));
  const { data } = await requestClosing(world, client);
  const waiting = data.requestClosingReport.id.replace('report_', '');
  const roles = (list: string[]) =>
    world.database.owner('update members set roles = $2 where id = $1', [client.memberId, list]);
  await roles(['COACH']);
  expect((await follow(world, report.pdf)).status).toBe(404);
  const coaching = { ...client, roles: ['COACH'] as const };
  expect((await world.send(coaching, '{ myReports { nodes { id } } }')).data.myReports.nodes).toEqual([]);
  await world.app.get(ReportsJobs).build({ orgId: client.orgId, subjectId: waiting, attempt: 1 });
  await roles(['CLIENT']);
  expect((await follow(world, report.pdf)).status).toBe(200);
  expect(await read(world, client, waiting)).toMatchObject({ status: 'FAILED', failure: 'ACCESS_ENDED' });
});
