import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { DiskFileStore } from '../../src/files/disk-file-store.js';
import { openFileStore } from '../../src/files/files.module.js';

let folder: string;
let store: DiskFileStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-files-'));
  store = new DiskFileStore(folder);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the file store on disk', () => {
  it('gives back what was put, byte for byte', async () => {
    const bytes = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));
    await store.put('org_1/reports/r-1.pdf', bytes);
    expect(await store.get('org_1/reports/r-1.pdf')).toEqual(bytes);
  });

  it('keeps an empty file apart from none', async () => {
    await store.put('empty', Buffer.alloc(0));
    expect(await store.get('empty')).toEqual(Buffer.alloc(0));
    expect(await store.get('none')).toBeNull();
    expect(await store.get('no/such/folder')).toBeNull();
  });

  it('replaces what a key held', async () => {
    await store.put('a', Buffer.from('long before'));
    await store.put('a', Buffer.from('after'));
    expect(await store.get('a')).toEqual(Buffer.from('after'));
  });

  it('deletes, and deletes again without complaint', async () => {
    await store.put('a/b', Buffer.from('x'));
    await store.delete('a/b');
    await store.delete('a/b');
    expect(await store.get('a/b')).toBeNull();
  });

  it.each([
    '',
    '/',
    '/etc/passwd',
    '..',
    '../secret',
    'a/../../secret',
    'a//b',
    'a/',
    './a',
    '.unfinished/x',
    'a/.hidden',
    'a\\..\\b',
    'a\0b',
    'a b',
    'ü',
    'x'.repeat(201),
    Array.from({ length: 17 }, () => 'a').join('/'),
  ])('refuses the key %j for every operation', async (key) => {
    await expect(store.put(key, Buffer.from('x'))).rejects.toThrow('not a key of the file store');
    await expect(store.get(key)).rejects.toThrow('not a key of the file store');
    await expect(store.delete(key)).rejects.toThrow('not a key of the file store');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves one whole file when many write the same key at once', async () => {
    const versions = Array.from({ length: 20 }, (_, index) => Buffer.alloc(100_000, index));
    await Promise.all(versions.map((version) => store.put('same', version)));
    const kept = await store.get('same');
    expect(versions.some((version) => kept !== null && version.equals(kept))).toBe(true);
    expect(readdirSync(join(folder, '.unfinished'))).toEqual([]);
  });

  it('leaves nothing behind when the file cannot be put in its place', async () => {
    await store.put('a/b', Buffer.from('x'));
    await expect(store.put('a', Buffer.from('y'))).rejects.toThrow();
    expect(readdirSync(join(folder, '.unfinished'))).toEqual([]);
    expect(await store.get('a/b')).toEqual(Buffer.from('x'));
  });

  it('is not disturbed by an unfinished piece of an earlier process', async () => {
    await store.put('a', Buffer.from('x'));
    writeFileSync(join(folder, '.unfinished', 'left-over'), 'half of');
    await store.put('a', Buffer.from('y'));
    expect(await store.get('a')).toEqual(Buffer.from('y'));
  });

  it('lets nobody but its own user read a file', async () => {
    await store.put('a', Buffer.from('x'));
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o600);
  });

  it('holds a whole file when its process is killed while writing', async () => {
    for (let round = 0; round < 5; round += 1) {
      const script = join(__dirname, 'write-for-ever.js');
      const writer = spawn(process.execPath, [
        '--experimental-transform-types',
        '--no-warnings',
        script,
        folder,
      ]);
      await once(writer.stdout, 'data');
      await sleep(20 + round * 7);
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      const kept = await store.get('reports/one.pdf');
      expect(kept).toHaveLength(2_000_000);
      expect(kept?.equals(Buffer.alloc(2_000_000, kept[0]))).toBe(true);
    }
  }, 20_000);
});

describe('STORAGE_URL', () => {
  it('opens a folder', async () => {
    const opened = openFileStore(pathToFileURL(join(folder, 'with space')).href);
    await opened.put('a', Buffer.from('x'));
    expect(await opened.get('a')).toEqual(Buffer.from('x'));
  });

  it('refuses what no driver knows', () => {
    expect(() => openFileStore('s3://bucket')).toThrow('STORAGE_URL: only file: addresses can be opened');
  });
});
