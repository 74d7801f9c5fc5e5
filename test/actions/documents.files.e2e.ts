import { jest } from '@jest/globals';
import { DocumentsJobs } from '../../src/actions/documents.jobs.js';
import { FileStore } from '../../src/files/file-store.js';
import { ACCEPTED, PDF, REFUSED } from '../files/file.samples.js';
import {
  aFile,
  documentsOf,
  follow,
  sha256,
  startDocuments,
  stored,
  upload,
  type DocumentsWorld,
} from './documents.world.js';

let world: DocumentsWorld;
beforeAll(async () => {
  world = await startDocuments();
});
afterAll(() => world.close());
afterEach(() => jest.restoreAllMocks());

const mine = () => documentsOf(world, world.client);
const bare = (id: string) => id.split('_')[1]!;
const urlOf = async (document: string, as = world.client) =>
  (await documentsOf(world, as).read(document)).data.document?.current.downloadUrl as string;
const sweep = () => world.app.get(DocumentsJobs).deleteLoose();
const loose = () => world.database.owner<{ id: string }>('select id from document_loose_files');
const later = (hours: number) =>
  world.database.owner(`update document_loose_files set since = since - $1 * interval '1 hour'`, [hours]);

const SERVED = {
  PDF: ['application/pdf', 'pdf'],
  DOCX: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ODT: ['application/vnd.oasis.opendocument.text', 'odt'],
  PNG: ['image/png', 'png'],
  JPEG: ['image/jpeg', 'jpg'],
  TEXT: ['text/plain; charset=utf-8', 'txt'],
} as const;

test.each(Object.entries(ACCEPTED))(
  'a %s comes back byte for byte, to be saved and never shown',
  async (format, bytes) => {
    const document = await mine().added({ kind: 'PORTFOLIO' });
    const sent = await mine().upload(document, bytes, { 'content-type': 'text/html; charset=utf-8' });
    expect(sent).toMatchObject({ status: 201, id: expect.stringMatching(/^document-version_/) });
    const { current, version, changedAt } = (await mine().read(document)).data.document;
    expect({ current, version }).toEqual({
      version: 2,
      current: {
        id: sent.id,
        number: 1,
        url: null,
        format,
        sha256: sha256(bytes),
        bytes: bytes.length,
        downloadUrl: expect.stringContaining(`/document-versions/${sent.id}/file?link=`),
      },
    });
    expect(changedAt).toEqual(expect.any(String));
    const [type, extension] = SERVED[format as keyof typeof SERVED];
    const file = await follow(world, current.downloadUrl);
    expect(file.status).toBe(200);
    expect(file.bytes.equals(bytes)).toBe(true);
    expect(file.headers).toMatchObject({
      'content-type': type,
      'content-disposition': `attachment; filename="portfolio-1.${extension}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const head = await follow(world, current.downloadUrl, 'HEAD');
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([
      200,
      0,
      String(bytes.length),
    ]);
  },
);

test.each(Object.entries(REFUSED))(
  '%s is refused, whatever it is called, and nothing stays of it',
  async (_what, bytes) => {
    const document = await mine().added();
    const before = await stored(world);
    expect(await mine().upload(document, bytes, { 'content-type': 'application/pdf' })).toMatchObject({
      status: 400,
      code: 'INVALID_INPUT',
    });
    expect((await mine().read(document)).data.document).toMatchObject({ current: null, version: 1 });
    expect([await stored(world), await loose()]).toEqual([before, []]);
  },
);

test('a file of ten megabytes is kept, one byte more is refused', async () => {
  const document = await mine().added();
  const large = Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024 - PDF.length)]);
  expect((await mine().upload(document, large)).status).toBe(201);
  const larger = await mine().upload(document, Buffer.concat([large, Buffer.alloc(1)]));
  expect([larger.status, larger.code]).toEqual([413, 'QUERY_TOO_COMPLEX']);
  expect((await mine().read(document)).data.document.current).toMatchObject({
    number: 1,
    bytes: large.length,
  });
  await mine().delete(document);
  await sweep();
});

test('the files of one client fill 200 MB at most, also when they come at once', async () => {
  const document = await mine().added();
  await mine().upload(document, PDF);
  const [used] = await world.database.owner<{ bytes: number }>(
    'select sum(bytes)::int as bytes from document_versions where client_id = $1',
    [world.client.memberId],
  );
  const room = 25 * 1024 * 1024;
  await world.database.owner('update document_versions set bytes = bytes + $2 where document_id = $1', [
    bare(document),
    200 * 1024 * 1024 - used!.bytes - room,
  ]);
  const other = await mine().added();
  const put = jest.spyOn(world.app.get(FileStore), 'put');
  let release = () => undefined as void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  put.mockImplementation(async () => gate);
  // None is stored before all have asked: what is on its way counts as the largest.
  const sent = Array.from({ length: 6 }, () => mine().upload(other, PDF));
  const refused: unknown[] = [];
  for (const answer of sent) void answer.then(({ code }) => code === 'LIMIT_REACHED' && refused.push(code));
  while (refused.length + put.mock.calls.length < 6) await new Promise((resolve) => setImmediate(resolve));
  release();
  const codes = (await Promise.all(sent)).map(({ code }) => code).sort();
  expect(codes).toEqual([...Array(3).fill('LIMIT_REACHED'), ...Array(3).fill('OK')]);
  await mine().delete(document);
  await sweep();
});

test('nobody but a client is asked for a single byte, and only one’s own documents take any', async () => {
  const document = await mine().added();
  for (const [person, code] of [
    [null, 'UNAUTHENTICATED'],
    [world.coach, 'FORBIDDEN'],
    [world.mentor, 'FORBIDDEN'],
    [world.admin, 'FORBIDDEN'],
    [world.otherClient, 'NOT_FOUND'],
    [world.foreigner, 'NOT_FOUND'],
  ] as const) {
    expect((await upload(world, person, document, PDF)).code).toBe(code);
  }
  for (const id of ['document_01890000-0000-7000-8000-000000000000', 'goal_x', 'x', '..%2f..%2fetc', '%00']) {
    expect((await mine().upload(id, PDF)).status).toBeGreaterThanOrEqual(400);
  }
  const { authorization } = { authorization: 'Bearer not.a.token' };
  expect((await upload(world, null, document, PDF, { authorization })).code).toBe('UNAUTHENTICATED');
  expect((await mine().read(document)).data.document.current).toBeNull();
  expect(await loose()).toEqual([]);
});

test('a sign-in that has ended stores nothing', async () => {
  const document = await mine().added();
  const end = (at: string) =>
    world.database.owner(`update sign_ins set ended_at = ${at} where id = $1`, [world.client.signInId]);
  await end('now()');
  expect((await mine().upload(document, PDF)).code).toBe('UNAUTHENTICATED');
  await end('null');
  expect((await mine().upload(document, PDF)).status).toBe(201);
});

test('files that are sent at once become versions one after the other', async () => {
  const document = await mine().added();
  const sent = await Promise.all(
    Array.from({ length: 12 }, (_, at) => mine().upload(document, Buffer.from(`Resume number ${at}`))),
  );
  expect(sent.map(({ status }) => status)).toEqual(Array(12).fill(201));
  const { data } = await mine().read(
    document,
    'versions(first: 50) { nodes { id number downloadUrl sha256 } }',
  );
  const versions = data.document.versions.nodes as {
    id: string;
    number: number;
    downloadUrl: string;
    sha256: string;
  }[];
  expect(versions.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, at) => 12 - at));
  for (const [at, { id }] of sent.entries()) {
    const version = versions.find((one) => one.id === id)!;
    expect((await follow(world, version.downloadUrl)).body).toBe(`Resume number ${at}`);
  }
  expect(await loose()).toEqual([]);
});

describe('a file that no version holds', () => {
  test('and whose storing failed is deleted by the sweep after an hour, not before', async () => {
    const document = await mine().added();
    const files = world.app.get(FileStore);
    const put = files.put.bind(files);
    jest.spyOn(files, 'put').mockImplementation(async (key, bytes) => {
      await put(key, bytes);
      throw new Error('the power went out');
    });
    const before = await stored(world);
    expect((await mine().upload(document, PDF)).status).toBe(500);
    expect(await loose()).toHaveLength(1);
    expect(await stored(world)).toHaveLength(before.length + 1);
    await sweep();
    expect(await stored(world)).toHaveLength(before.length + 1);
    await later(1.1);
    await sweep();
    expect([await stored(world), await loose()]).toEqual([before, []]);
    expect((await mine().read(document)).data.document.current).toBeNull();
  });

  test('because the sweep gave it up while it was stored, becomes none any more', async () => {
    const document = await mine().added();
    const files = world.app.get(FileStore);
    const put = files.put.bind(files);
    jest.spyOn(files, 'put').mockImplementation(async (key, bytes) => {
      await put(key, bytes);
      await later(2);
      await sweep();
    });
    const before = await stored(world);
    expect((await mine().upload(document, PDF)).code).toBe('UNAVAILABLE');
    expect([await stored(world), await loose()]).toEqual([before, []]);
    expect((await mine().read(document)).data.document.current).toBeNull();
  });

  test('because its document was deleted is gone after the next sweep, and its link at once', async () => {
    const { document } = await aFile(world, world.client);
    const url = await urlOf(document);
    const before = await stored(world);
    await mine().delete(document);
    expect((await follow(world, url)).status).toBe(404);
    await sweep();
    expect(await stored(world)).toHaveLength(before.length - 1);
    expect(await loose()).toEqual([]);
  });

  test('because its document was deleted while it was stored goes with the others', async () => {
    const document = await mine().added();
    const files = world.app.get(FileStore);
    const put = files.put.bind(files);
    jest.spyOn(files, 'put').mockImplementation(async (key, bytes) => {
      await put(key, bytes);
      await mine().delete(document);
    });
    const before = await stored(world);
    expect((await mine().upload(document, PDF)).code).toBe('NOT_FOUND');
    await later(2);
    await sweep();
    expect([await stored(world), await loose()]).toEqual([before, []]);
  });

  test('stays known while the store refuses to delete it, and others are not held up', async () => {
    const [one, two] = [await aFile(world, world.client), await aFile(world, world.client)];
    await mine().delete(one.document);
    await mine().delete(two.document);
    const files = world.app.get(FileStore);
    const remove = files.delete.bind(files);
    jest.spyOn(files, 'delete').mockImplementation(async (key) => {
      if (key.endsWith(bare(one.version))) throw new Error('no such disk');
      await remove(key);
    });
    await sweep();
    expect(await loose()).toEqual([{ id: bare(one.version) }]);
    jest.restoreAllMocks();
    await sweep();
    expect(await loose()).toEqual([]);
    expect(await stored(world)).not.toContain(bare(one.version));
  });
});
