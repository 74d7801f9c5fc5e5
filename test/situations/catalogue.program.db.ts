import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { anOrganization } from '../setup/people.js';

const root = join(import.meta.dirname ?? __dirname, '../..');
const hooks = join(root, 'test/jobs/support/typescript.hooks.js');
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

/** Runs the program; @param killAt ends it without a word once it has printed this. */
function run(args: string[], killAt?: string): Promise<{ status: number | null; out: string; err: string }> {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    DATABASE_URL: database.appUrl,
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    STORAGE_URL: `file:${folder}`,
    TOKEN_SECRET: randomBytes(32).toString('base64'),
    MASTER_KEY: randomBytes(32).toString('base64'),
  };
  const program = join(root, 'src/import-catalogue.ts');
  const child = spawn(process.execPath, ['--import', hooks, program, ...args], { cwd: folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += String(chunk);
    if (killAt && out.includes(killAt)) child.kill('SIGKILL');
  });
  child.stderr.on('data', (chunk: Buffer) => (err += String(chunk)));
  return new Promise((done) => child.on('close', (status) => done({ status, out, err })));
}

test('the program shows how far it is, what it rejects and what it did, and writes the rejected lines to a file', async () => {
  await anOrganization(database, 'north');
  await writeFile(join(folder, 'skills.csv'), 'Skill,Group\nWeaving,Crafts\n,Crafts\nHIRING,Leading\n');
  const args = ['--org', 'north', '--kind', 'skills', '--rejects', 'rejected.tsv', 'skills.csv'];
  const first = await run(args);
  expect({ ...first, out: first.out.replace(/\d+\.\d s$/m, '0 s') }).toEqual({
    status: 0,
    err: '',
    out: expect.stringMatching(
      /100 % .*\nline 3: The name is empty\.\n1 added, 1 changed, 0 unchanged, 1 rejected in 0 s\n$/,
    ),
  });
  expect(await readFile(join(folder, 'rejected.tsv'), 'utf8')).toBe('Line\tReason\n3\tThe name is empty.\n');
  expect((await run(args)).out).toContain('0 added, 0 changed, 2 unchanged, 1 rejected');
});

test('killed in the middle and run again, it ends where one run ends', async () => {
  const orgId = await anOrganization(database, 'east');
  const lines = Array.from({ length: 5_000 }, (_, at) => `c${at}\tRole ${at}\tDoes number ${at}.`);
  await writeFile(join(folder, 'roles.tsv'), ['Code\tTitle\tDescription', ...lines].join('\n'));
  const args = ['--org', 'east', '--kind', 'roles', 'roles.tsv'];
  await run(args, ' % ');
  const { out } = await run(args);
  // What the killed one had sent may land after its end: how much that is, is not known, only that nothing is lost.
  const [, added, unchanged] = /(\d+) added, 0 changed, (\d+) unchanged, 0 rejected/.exec(out) ?? [];
  expect(Number(added) + Number(unchanged)).toBe(5_000);
  const roles = await database.owner(
    `select count(*)::int as count, count(distinct code)::int as codes, max(version) as version
     from catalogue_roles where org_id = $1 and code is not null`,
    [orgId],
  );
  expect(roles).toEqual([{ count: 5_000, codes: 5_000, version: 1 }]);
});

test('it says in a few words what is wrong', async () => {
  const failed = (text: string) => ({ status: 1, out: '', err: expect.stringContaining(text) });
  expect(await run(['--kind', 'skills', 'skills.csv'])).toEqual(failed('--org <slug> --kind skills|roles'));
  expect(await run(['--org', 'north', '--kind', 'jobs', 'skills.csv'])).toEqual(
    failed('--kind skills|roles'),
  );
  expect(await run(['--org', 'north', '--kind', 'skills', 'none.csv'])).toEqual(failed('ENOENT'));
  await writeFile(join(folder, 'skills.csv'), 'Name\nWeaving\n');
  expect(await run(['--org', 'nowhere', '--kind', 'skills', 'skills.csv'])).toEqual(
    failed('There is no open organization with the slug nowhere.'),
  );
});
