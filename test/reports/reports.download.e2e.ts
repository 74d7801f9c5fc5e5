import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Keys } from '../../src/db/keys.js';
import { linkTo } from '../../src/reports/report.link.js';
import { aReadyReport, follow, read, request, sha256, startWorld, type World } from './world.js';

let world: World;
let id: string;
let report: Awaited<ReturnType<typeof read>>;

beforeAll(async () => {
  world = await startWorld();
  id = await aReadyReport(world);
  report = await read(world, world.coach, id);
});
afterAll(async () => {
  await world.close();
  await rm(world.folder, { recursive: true });
});

const set = (text: string, value: unknown, who: string) => world.database.owner(text, [value, who]);
const REFUSED = { status: 404, message: 'There is nothing at this address.', code: 'NOT_FOUND' };

/** What a refused download answers, without its trace id. */
async function refused(url: string) {
  const { status, body, headers } = await follow(world, url);
  const { errors } = JSON.parse(body);
  const [{ message, extensions }] = errors;
  expect(extensions.traceId).toEqual(expect.any(String));
  expect(headers['content-type']).toMatch(/^application\/json/);
  return { status, message, code: extensions.code };
}

test.each([
  ['pdf', 'application/pdf'],
  ['csv', 'text/csv; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
])(
  'the %s comes whole, as the API said, to be saved and not kept by anybody between',
  async (format, type) => {
    const { status, headers, bytes } = await follow(world, report[format]);
    expect(status).toBe(200);
    expect({ sha256: sha256(bytes), bytes: bytes.length }).toEqual({
      sha256: report[`${format}Sha256`],
      bytes: report[`${format}Bytes`],
    });
    expect(headers).toMatchObject({
      'content-type': type,
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename="caseload-${report.asOf.slice(0, 10)}.${format}"`,
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  },
);

test('HEAD answers as GET does, without the bytes, and neither changes anything', async () => {
  const rows = () => world.database.owner('select * from reports');
  const before = await rows();
  const { status, headers, bytes } = await follow(world, report.pdf, 'HEAD');
  expect({ status, bytes: bytes.length, length: headers['content-length'] }).toEqual({
    status: 200,
    bytes: 0,
    length: String(report.pdfBytes),
  });
  await follow(world, report.pdf);
  expect(await rows()).toEqual(before);
});

test('a link that was changed, is for another thing, or has expired, meets the answer of no such address', async () => {
  const { links } = world.app.get(Keys);
  const file = {
    orgId: world.coach.orgId,
    reportId: id,
    recipientId: world.coach.memberId,
    format: 'PDF' as const,
  };
  const open = await request(world, world.otherCoach);
  const long = Date.now() - 11 * 60_000;
  for (const url of [
    report.pdf.replace('format=pdf', 'format=csv'),
    report.pdf.replace(id, open),
    report.pdf.slice(0, -1),
    report.pdf.replace(/&link=.*/, ''),
    linkTo(links, file, long),
    linkTo(links, { ...file, recipientId: world.otherCoach.memberId }, Date.now()),
    linkTo(links, { ...file, orgId: world.foreignCoach.orgId }, Date.now()),
    linkTo(links, { ...file, reportId: open }, Date.now()),
    linkTo(links, { ...file, reportId: open, recipientId: world.otherCoach.memberId }, Date.now()),
    '/nowhere',
  ]) {
    expect(await refused(url)).toEqual(REFUSED);
  }
  expect((await follow(world, linkTo(links, file, Date.now()))).status).toBe(200);
});

test.each([
  ['disabled', 'update members set status = $1 where id = $2', 'DISABLED', 'ACTIVE'],
  ['no coach any more', 'update members set roles = $1 where id = $2', ['CLIENT'], ['COACH']],
])(
  'a link ends at once when the recipient is %s, and works again with them',
  async (_what, text, away, back) => {
    await set(text, away, world.coach.memberId);
    expect(await refused(report.pdf)).toEqual(REFUSED);
    await set(text, back, world.coach.memberId);
    expect((await follow(world, report.pdf)).status).toBe(200);
  },
);

test('a link ends at once when the organization is suspended', async () => {
  const text = 'update organizations set status = $1 where id = $2';
  await set(text, 'SUSPENDED', world.coach.orgId);
  expect(await refused(report.pdf)).toEqual(REFUSED);
  await set(text, 'ACTIVE', world.coach.orgId);
});

test('once the work with a client in it is over, neither file nor link nor checksum is there any more', async () => {
  const text = `update engagements set status = $1 where client_id = $2 and coach_id = '${world.coach.memberId}'`;
  await set(text, 'COMPLETED', world.client.memberId);
  expect(await refused(report.pdf)).toEqual(REFUSED);
  expect(await read(world, world.coach, id)).toMatchObject({
    status: 'READY',
    pdf: null,
    pdfSha256: null,
    csvBytes: null,
    asOf: null,
  });
  await set(text, 'PAUSED', world.client.memberId);
  expect((await follow(world, report.pdf)).status).toBe(200);
  await set(text, 'ACTIVE', world.client.memberId);
});

test('nothing of a report can be read at rest', async () => {
  const folder = join(world.folder, world.coach.orgId, 'reports');
  const kept = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  expect(kept).toHaveLength(3);
  const [row] = await world.database.owner<{ sealed: string }>('select sealed from report_snapshots');
  for (const bytes of [...kept, Buffer.from(row!.sealed)]) {
    for (const word of ['Amir', 'Speak in public', '%PDF']) expect(bytes.includes(word)).toBe(false);
  }
});

test('a file that was moved to another report’s place does not open', async () => {
  const other = await aReadyReport(world);
  const folder = join(world.folder, world.coach.orgId, 'reports');
  await rename(join(folder, `${other}.pdf`), join(folder, `${id}.pdf`));
  const { status, body } = await follow(world, report.pdf);
  expect(status).toBe(500);
  expect(JSON.parse(body).errors[0].extensions.code).toBe('INTERNAL');
});
