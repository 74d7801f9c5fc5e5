import { setTimeout as sleep } from 'node:timers/promises';
import { rm } from 'node:fs/promises';
import type { MemberActor } from '../../src/db/actor.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { JobRunner } from '../../src/jobs/job.runner.js';
import {
  aReadyReport,
  build,
  CANARY,
  follow,
  read,
  request,
  sha256,
  startWorld,
  textOf,
  type World,
} from './world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
  await rm(world.folder, { recursive: true });
});
afterEach(() => world.database.owner('truncate reports, report_snapshots, report_files, outbox'));

const REQUEST =
  'mutation { requestCaseloadReport { id kind status progress pdf: downloadUrl(format: PDF) } }';

test('a report is asked for, built by the worker and downloaded', async () => {
  const { data } = await world.send(world.coach, REQUEST);
  expect(data.requestCaseloadReport).toMatchObject({
    kind: 'CASELOAD',
    status: 'REQUESTED',
    progress: 0,
    pdf: null,
  });
  const id = data.requestCaseloadReport.id.replace('report_', '');
  const runner = world.app.get(JobRunner);
  runner.start();
  let report = await read(world, world.coach, id);
  for (const end = Date.now() + 15_000; report.status !== 'READY' && Date.now() < end; await sleep(50)) {
    report = await read(world, world.coach, id);
  }
  await runner.stop();
  expect(report).toMatchObject({ status: 'READY', progress: 100, failure: null });
  const pdf = await follow(world, report.pdf);
  expect(pdf.status).toBe(200);
  expect(sha256(pdf.bytes)).toBe(report.pdfSha256);
  expect(pdf.bytes.length).toBe(report.pdfBytes);
  expect(await world.database.owner('select from outbox')).toEqual([]);
});

test('the PDF names the coach’s own clients, who needs attention first, and nobody else’s', async () => {
  const report = await read(world, world.coach, await aReadyReport(world));
  const printed = await textOf((await follow(world, report.pdf)).bytes);
  const order = [
    'North',
    'Caseload of Cora',
    'Who needs attention',
    'Amir',
    'Zoë',
    'Clients',
    'Amir',
    'Analyst',
  ];
  const goals = ['Lead the planning', 'Speak in public', 'Zoë'];
  let at = 0;
  for (const part of [...order, ...goals]) {
    const found = printed.indexOf(part, at);
    expect({ part, found: found >= at }).toEqual({ part, found: true });
    at = found + part.length;
  }
  for (const format of ['pdf', 'csv', 'json']) {
    const { bytes } = await follow(world, report[format]);
    expect(format === 'pdf' ? await textOf(bytes) : bytes.toString()).not.toContain(CANARY);
  }
});

test('the JSON holds the figures, counted over the coach’s own sessions with own clients', async () => {
  const report = await read(world, world.coach, await aReadyReport(world));
  const snapshot = JSON.parse((await follow(world, report.json)).body);
  expect(snapshot).toMatchObject({
    templateVersion: 1,
    asOf: report.asOf,
    zone: 'Europe/Berlin',
    locale: 'en',
    organization: { name: 'North', color: '#1f5f5b' },
    coachName: 'Cora',
    totals: { clients: 2, sessionsHeld: 1, hours: 1.5, overdueReviews: 1, staleGoals: 0 },
    clients: [
      {
        name: 'Amir',
        jobTitle: 'Analyst',
        overdueReviews: 1,
        attention: 'One review unanswered; one goal past its date',
        goals: [
          { title: 'Lead the planning', health: 'OVERDUE', progress: 0, lastProgressAt: null },
          { title: 'Speak in public', health: 'UNKNOWN', progress: 0, lastProgressAt: null },
        ],
      },
      {
        name: 'Zoë',
        lastSessionAt: null,
        nextSessionAt: null,
        attention: 'No session in the 30 days since the start and none booked',
        goals: [],
      },
    ],
  });
  expect(snapshot.sessionsPerWeek).toHaveLength(12);
  expect(snapshot.sessionsPerWeek.reduce((sum: number, week: { held: number }) => sum + week.held, 0)).toBe(
    2,
  );
});

test('the report says what it was like when it was built, whatever changes later', async () => {
  const id = await aReadyReport(world);
  const before = await read(world, world.coach, id);
  await world.database.owner(`update members set name = 'Amira' where id = $1`, [world.client.memberId]);
  await build(world, world.coach, id);
  const after = await read(world, world.coach, id);
  await world.database.owner(`update members set name = 'Amir' where id = $1`, [world.client.memberId]);
  expect({ ...after, pdf: '', csv: '', json: '' }).toEqual({ ...before, pdf: '', csv: '', json: '' });
});

test('of many requests at once three are taken, and one more once a report is ready', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => world.send(world.coach, REQUEST)));
  const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'OK').sort();
  expect(codes).toEqual([...Array<string>(7).fill('LIMIT_REACHED'), 'OK', 'OK', 'OK']);
  const [first] = await world.database.owner<{ id: string }>('select id from reports order by id');
  expect(await world.database.owner('select from outbox')).toHaveLength(3);
  await build(world, world.coach, first!.id);
  expect((await world.send(world.coach, REQUEST)).errors).toBeUndefined();
  expect((await world.send(world.otherCoach, REQUEST)).errors).toBeUndefined();
});

test('my reports come newest first, in pages', async () => {
  const ids = [await request(world, world.coach), await request(world, world.coach)];
  await request(world, world.otherCoach);
  const page =
    'query ($after: String) { myReports(first: 1, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }';
  const first = await world.send(world.coach, page);
  const second = await world.send(world.coach, page, { after: first.data.myReports.pageInfo.endCursor });
  expect([first, second].flatMap(({ data }) => data.myReports.nodes)).toEqual([
    { id: `report_${ids[1]}` },
    { id: `report_${ids[0]}` },
  ]);
  expect(second.data.myReports.pageInfo.hasNextPage).toBe(false);
});

describe('access', () => {
  const everybody = [
    ['nobody', () => null, 'UNAUTHENTICATED'],
    ['an admin', () => world.admin, 'FORBIDDEN'],
  ] as [string, () => MemberActor | null, string][];
  const recipients = [
    ['another coach', () => world.otherCoach],
    ['a client in it', () => world.client],
    ['a coach of another organization', () => world.foreignCoach],
  ] as [string, () => MemberActor][];
  const rows = () => world.database.owner('select * from reports order by id');

  test.each(everybody)('%s calls none of the operations', async (_who, as, code) => {
    const id = await aReadyReport(world);
    const before = await rows();
    for (const operation of [
      REQUEST,
      `{ report(id: "report_${id}") { status } }`,
      '{ myReports { nodes { id } } }',
    ]) {
      const { errors, data } = await world.send(as(), operation);
      expect(errors).toMatchObject([{ extensions: { code } }]);
      expect(data ?? null).toBeNull();
    }
    expect(await rows()).toEqual(before);
  });

  test.each(recipients)('%s meets no report of the coach, by id or in the list', async (_who, as) => {
    const id = await aReadyReport(world);
    expect(await read(world, as(), id)).toBeNull();
    const { data } = await world.send(as(), '{ myReports { nodes { id } } }');
    expect(data.myReports.nodes).toEqual([]);
  });

  test('a client asks for no caseload', async () => {
    expect((await world.send(world.client, REQUEST)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    expect(await rows()).toEqual([]);
  });

  test('a malformed id, and one of another kind, are told at once', async () => {
    for (const id of ['report_1', `goal_${world.coach.memberId}`]) {
      const { errors } = await world.send(world.coach, `{ report(id: "${id}") { status } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'id' } }]);
    }
  });

  test('one report and twenty are read in one statement each', async () => {
    await aReadyReport(world);
    await world.database.owner(
      `insert into reports (org_id, kind, recipient_id) select $1, 'CASELOAD', $2 from generate_series(1, 19)`,
      [world.coach.orgId, world.coach.memberId],
    );
    const page =
      'query ($n: Int!) { myReports(first: $n) { nodes { status asOf sha256(format: PDF) downloadUrl(format: PDF) } } }';
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    for (const n of [1, 20]) {
      run.mockClear();
      const { data } = await world.send(world.coach, page, { n });
      expect(data.myReports.nodes).toHaveLength(n);
      // The first of the two says who asks.
      expect(run.mock.calls.map(([statements]) => statements.length)).toEqual([2]);
    }
    run.mockRestore();
  });
});
