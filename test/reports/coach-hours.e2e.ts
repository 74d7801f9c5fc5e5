import { rm } from 'node:fs/promises';
import {
  aLog,
  consent,
  HALF_YEAR,
  recordsOf,
  REQUEST_HOURS,
  startHours,
  type HoursWorld,
} from './hours.world.js';
import { build, CANARY, follow, read, sha256 } from './world.js';

let world: HoursWorld;

beforeAll(async () => {
  world = await startHours();
});
afterAll(async () => {
  await world.close();
  await rm(world.folder, { recursive: true });
});
afterEach(() => world.database.owner('truncate reports, report_snapshots, report_files, outbox'));

const address = (name: string) => `${name}.${world.people.coach.orgId.slice(-6)}@example.test`;
const HEADER =
  'Client name,Contact information,Individual or group,Number in group,Start date,End date,Paid hours,Pro bono hours';

test('the log names consenting clients by engagement, tells groups, counts the others, and has totals', async () => {
  expect(await recordsOf(world, await aLog(world))).toEqual([
    HEADER,
    // Two sessions of 50 minutes: in the first and the last hour of the half-year where the coach is.
    `Amir,${address('amir')},Individual,,2025-11-03,,1.67,0.00`,
    `Zoë,${address('zoë')},Individual,,2025-11-03,2026-04-30,0.00,1.50`,
    `'=Trade,,Group,2,2026-02-10,2026-05-12,0.00,2.50`,
    '1 client who is not named,,Individual,,,,1.25,0.00',
    '"Total, individual",,,,,,2.92,1.50',
    '"Total, group",,,,,,0.00,2.50',
    'Total,,,,,,2.92,4.00',
  ]);
});

test('it comes as CSV and as JSON, each as the API said, and has no PDF', async () => {
  const id = await aLog(world);
  const report = await read(world, world.people.coach, id);
  expect(report).toMatchObject({ kind: 'COACH_HOURS', status: 'READY', pdf: null, pdfSha256: null });
  for (const format of ['csv', 'json']) {
    const { bytes, headers } = await follow(world, report[format]);
    expect({ sha256: sha256(bytes), bytes: bytes.length }).toEqual({
      sha256: report[`${format}Sha256`],
      bytes: report[`${format}Bytes`],
    });
    expect(headers['content-disposition']).toBe(
      `attachment; filename="coach-hours-${report.asOf.slice(0, 10)}.${format}"`,
    );
  }
  expect((await follow(world, report.csv)).bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
  const { body } = await follow(world, report.json);
  expect(JSON.parse(body)).toMatchObject({
    coachName: 'Cora',
    zone: 'Europe/Berlin',
    ...HALF_YEAR,
    unnamed: { clients: 1, paidMinutes: 75, proBonoMinutes: 0 },
    totals: { all: { paidMinutes: 175, proBonoMinutes: 240 } },
  });
});

test('neither who is not named, nor a group’s people, nor another coach’s clients are in any file', async () => {
  const report = await read(world, world.people.coach, await aLog(world));
  for (const format of ['csv', 'json']) {
    const text = (await follow(world, report[format])).bytes.toString();
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(CANARY.toLowerCase());
  }
  expect(
    await recordsOf(world, await aLog(world, world.people.foreignCoach), world.people.foreignCoach),
  ).toEqual([
    HEADER,
    '"Total, individual",,,,,,0.00,0.00',
    '"Total, group",,,,,,0.00,0.00',
    'Total,,,,,,0.00,0.00',
  ]);
});

test('a log of one day holds what began on that day where the coach is', async () => {
  const days = { since: '2026-07-01', until: '2026-07-01' };
  expect(await recordsOf(world, await aLog(world, world.people.coach, days))).toEqual([
    HEADER,
    `Amir,${address('amir')},Individual,,2025-11-03,,1.00,0.00`,
    '"Total, individual",,,,,,1.00,0.00',
    '"Total, group",,,,,,0.00,0.00',
    'Total,,,,,,1.00,0.00',
  ]);
});

test('the answer says what the log is about; days in the wrong order, and days that are none, are told', async () => {
  const { data } = await world.send(world.people.coach, REQUEST_HOURS, HALF_YEAR);
  expect(data.requestCoachHoursReport).toMatchObject({
    kind: 'COACH_HOURS',
    status: 'REQUESTED',
    ...HALF_YEAR,
    engagement: null,
  });
  const wrong = { since: '2026-06-30', until: '2026-06-29' };
  expect((await world.send(world.people.coach, REQUEST_HOURS, wrong)).errors).toMatchObject([
    { extensions: { code: 'INVALID_INPUT', field: 'until' } },
  ]);
  const none = { since: '2026-02-30', until: '2026-06-29' };
  expect((await world.send(world.people.coach, REQUEST_HOURS, none)).errors).toMatchObject([
    { extensions: { code: 'INVALID_INPUT' } },
  ]);
});

describe('a consent', () => {
  const give = (client: 'amir' | 'zoe' | 'silent', subject = 'COACH_HOURS') =>
    world.send(
      world.people[client],
      `mutation { giveConsent(engagementId: "engagement_${world.engagements[client]}", subject: ${subject}) { id stands } }`,
    );
  const withdraw = async (client: 'amir' | 'zoe' | 'silent') => {
    const [row] = await world.database.owner<{ id: string }>(
      'select id from consents where engagement_id = $1 and withdrawn_at is null',
      [world.engagements[client]],
    );
    return world.send(
      world.people[client],
      `mutation { withdrawConsent(id: "consent_${row!.id}") { stands } }`,
    );
  };

  test('taken back: the log that names the client is gone at the next request, and the next one counts them', async () => {
    const id = await aLog(world);
    const report = await read(world, world.people.coach, id);
    expect((await follow(world, report.csv)).status).toBe(200);
    // Of an engagement that is over, too.
    expect((await withdraw('zoe')).data.withdrawConsent.stands).toBe(false);
    for (const format of ['csv', 'json']) expect((await follow(world, report[format])).status).toBe(404);
    expect(await read(world, world.people.coach, id)).toMatchObject({
      status: 'READY',
      csv: null,
      csvSha256: null,
      csvBytes: null,
      json: null,
      asOf: null,
    });
    const next = await recordsOf(world, await aLog(world));
    expect(next.join()).not.toContain('Zoë');
    expect(next.slice(3, 5)).toEqual([
      '2 clients who are not named,,Individual,,,,1.25,1.50',
      '"Total, individual",,,,,,2.92,1.50',
    ]);
    // Given again, the older log is there again: it says nothing that may not be said.
    expect((await give('zoe')).data.giveConsent.stands).toBe(true);
    expect((await follow(world, report.csv)).status).toBe(200);
  });

  test('of one engagement does not stand for another of the same two', async () => {
    const { coach, amir } = world.people;
    const [earlier] = await world.database.owner<{ id: string }>(
      `insert into engagements (org_id, coach_id, client_id, starts_on, ends_on, status, coach_signed_at, client_signed_at)
       values ($1, $2, $3, '2025-01-01', '2025-06-30', 'COMPLETED', now(), now()) returning id`,
      [coach.orgId, coach.memberId, amir.memberId],
    );
    await consent(world.database, earlier!.id);
    const report = await read(world, coach, await aLog(world));
    await withdraw('amir');
    expect((await follow(world, report.csv)).status).toBe(404);
    await give('amir');
    expect((await follow(world, report.csv)).status).toBe(200);
  });

  test('taken back while the log is built: it is not finished', async () => {
    const { data } = await world.send(world.people.coach, REQUEST_HOURS, HALF_YEAR);
    const id = data.requestCoachHoursReport.id.replace('report_', '');
    await build(world, world.people.coach, id);
    await world.database.owner(`delete from report_files`);
    await world.database.owner(`update reports set status = 'BUILDING', progress = 80, ready_at = null`);
    await withdraw('amir');
    await build(world, world.people.coach, id);
    expect(await read(world, world.people.coach, id)).toMatchObject({
      status: 'FAILED',
      failure: 'ACCESS_ENDED',
    });
    await give('amir');
  });
});
