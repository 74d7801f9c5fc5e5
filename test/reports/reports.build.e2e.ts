import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '../../src/files/file-store.js';
import { ReportsJobs } from '../../src/reports/reports.jobs.js';
import { build, follow, read, request, sha256, startWorld, type World } from './world.js';

let world: World;
let files: FileStore;

beforeAll(async () => {
  world = await startWorld();
  files = world.app.get(FileStore, { strict: false });
});
afterAll(async () => {
  await world.close();
  await rm(world.folder, { recursive: true });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await world.database.owner('truncate reports, report_snapshots, report_files, outbox');
  await rm(join(world.folder, world.coach.orgId), { recursive: true, force: true });
});

const stored = () => readdir(join(world.folder, world.coach.orgId, 'reports')).catch(() => []);
const rename = (name: string) =>
  world.database.owner('update members set name = $2 where id = $1', [world.client.memberId, name]);

/** The file store stops answering at the n-th file, as when a worker is killed there. */
function dieAtFile(nth: number): string[] {
  const seen: string[] = [];
  const put = files.put.bind(files);
  jest.spyOn(files, 'put').mockImplementation(async (key, bytes) => {
    seen.push(key);
    if (seen.length === nth) throw new Error('killed');
    await put(key, bytes);
  });
  return seen;
}

test.each([1, 2, 3])(
  'killed at file %i, the next try makes the same report from the same snapshot',
  async (nth) => {
    const id = await request(world, world.coach);
    dieAtFile(nth);
    await expect(build(world, world.coach, id)).rejects.toThrow('killed');
    const half = await read(world, world.coach, id);
    expect(half).toMatchObject({ status: 'BUILDING', pdf: null, csv: null, json: null, readyAt: null });
    expect(half.progress).toBe(65 + 10 * (nth - 1));
    const [{ sealed, taken_at: taken }] = (await world.database.owner('select * from report_snapshots')) as [
      any,
    ];

    jest.restoreAllMocks();
    await rename('Renamed meanwhile');
    await build(world, world.coach, id);
    await rename('Amir');
    const done = await read(world, world.coach, id);
    expect(done).toMatchObject({ status: 'READY', progress: 100, asOf: taken.toISOString() });
    expect(await world.database.owner('select sealed from report_snapshots')).toEqual([{ sealed }]);
    const { body } = await follow(world, done.json);
    expect(body).toContain('Amir');
    expect(body).not.toContain('Renamed');
  },
);

test('a report that is built again has the same bytes, and is told once that it is ready', async () => {
  const id = await request(world, world.coach);
  await build(world, world.coach, id);
  const first = await read(world, world.coach, id);
  const pdf = await follow(world, first.pdf);
  await world.database.owner(`delete from report_files`);
  await world.database.owner(`update reports set status = 'BUILDING', progress = 95, ready_at = null`);
  await build(world, world.coach, id);
  const second = await read(world, world.coach, id);
  expect(second.pdfSha256).toBe(first.pdfSha256);
  expect(sha256((await follow(world, second.pdf)).bytes)).toBe(sha256(pdf.bytes));
  await build(world, world.coach, id);
  expect((await read(world, world.coach, id)).version).toBe(second.version);
});

test('workers that build the same report at once agree on one snapshot and one set of files', async () => {
  const id = await request(world, world.coach);
  await Promise.all([1, 2, 3, 4].map(() => build(world, world.coach, id)));
  expect(await world.database.owner('select from report_snapshots')).toHaveLength(1);
  expect(await world.database.owner('select from report_files')).toHaveLength(3);
  const report = await read(world, world.coach, id);
  for (const format of ['pdf', 'csv', 'json']) {
    expect(sha256((await follow(world, report[format])).bytes)).toBe(report[`${format}Sha256`]);
  }
});

test('nothing is built for a recipient who coaches here no more', async () => {
  const id = await request(world, world.coach);
  const roles = (list: string[]) =>
    world.database.owner('update members set roles = $2 where id = $1', [world.coach.memberId, list]);
  await roles(['CLIENT']);
  await build(world, world.coach, id);
  await roles(['COACH']);
  expect(await read(world, world.coach, id)).toMatchObject({ status: 'FAILED', failure: 'ACCESS_ENDED' });
  expect(await stored()).toEqual([]);
});

test('a report whose snapshot holds a client who has left the coach is not finished, and nothing stays of it', async () => {
  const id = await request(world, world.coach);
  dieAtFile(2);
  await expect(build(world, world.coach, id)).rejects.toThrow('killed');
  expect(await stored()).toHaveLength(1);
  jest.restoreAllMocks();
  const status = (word: string) =>
    world.database.owner('update engagements set status = $3 where client_id = $1 and coach_id = $2', [
      world.client.memberId,
      world.coach.memberId,
      word,
    ]);
  await status('ENDED_EARLY');
  await build(world, world.coach, id);
  await status('ACTIVE');
  expect(await read(world, world.coach, id)).toMatchObject({
    status: 'FAILED',
    failure: 'ACCESS_ENDED',
    pdf: null,
  });
  expect(await stored()).toEqual([]);
});

test('a report whose job was given up fails, one whose job still waits does not', async () => {
  const [lost, gone, waiting] = [
    await request(world, world.coach),
    await request(world, world.coach),
    await request(world, world.coach),
  ];
  await world.database.owner(`update outbox set failed_at = now(), failure = 'Error' where subject_id = $1`, [
    lost,
  ]);
  await world.database.owner('delete from outbox where subject_id = $1', [gone]);
  await world.app.get(ReportsJobs).failAbandoned();
  for (const id of [lost, gone]) {
    expect(await read(world, world.coach, id)).toMatchObject({ status: 'FAILED', failure: 'GIVEN_UP' });
  }
  expect(await read(world, world.coach, waiting)).toMatchObject({ status: 'REQUESTED', failure: null });
  await build(world, world.coach, lost);
  expect(await read(world, world.coach, lost)).toMatchObject({ status: 'FAILED', pdf: null });
  expect(await world.send(world.coach, 'mutation { requestCaseloadReport { id } }')).not.toHaveProperty(
    'errors.0',
  );
});

test('a coach without clients gets a report as well', async () => {
  const fay = world.foreignCoach;
  const id = await request(world, fay);
  await build(world, fay, id);
  const report = await read(world, fay, id);
  expect(report.status).toBe('READY');
  expect(JSON.parse((await follow(world, report.json)).body)).toMatchObject({
    coachName: 'Fay',
    clients: [],
  });
});
