import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passwordOf } from '../../src/seed/bulk.js';
import { verifyPassword } from '../../src/auth/passwords.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

const root = join(import.meta.dirname ?? __dirname, '../..');
const hooks = join(root, 'test/jobs/support/typescript.hooks.js');

describe('the programs that seed', () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    database = await createDatabase();
    folder = mkdtempSync(join(tmpdir(), 'waymark-seed-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  function run(program: string, args: string[], more: Record<string, string> = {}) {
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      SMTP_URL: 'smtp://127.0.0.1:1',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      STORAGE_URL: `file:${folder}`,
      TOKEN_SECRET: randomBytes(32).toString('base64'),
      MASTER_KEY: randomBytes(32).toString('base64'),
      ...more,
    };
    return spawnSync(process.execPath, ['--import', hooks, join(root, 'src', program), ...args], {
      encoding: 'utf8',
      cwd: folder,
      env,
    });
  }

  it('write ids and credentials that open', async () => {
    const file = join(folder, 'seed.json');
    const { status, stdout } = run('seed.ts', [
      '--orgs',
      '2',
      '--clients',
      '3',
      '--seed',
      '5',
      '--json',
      file,
    ]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('100 %') });
    const seeded = JSON.parse(readFileSync(file, 'utf8'));
    expect([seeded.seed, seeded.organizations.length]).toEqual([5, 2]);
    const [{ email, password }] = seeded.organizations[1].people;
    const [user] = await database.owner<{ password_hash: string }>(
      'select password_hash from users where email = $1',
      [email],
    );
    expect(password).toBe(passwordOf(5));
    expect(await verifyPassword(user!.password_hash, password)).toBe(true);
  });

  it('say in one line what is wrong with an option', () => {
    for (const args of [
      ['--orgs', '0'],
      ['--clients', 'many'],
      ['--seed', '-1'],
      ['--people', '3'],
    ]) {
      const { status, stderr } = run('seed.ts', args);
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: expect.stringMatching(/^Seeding failed: [^\n]+\n$/),
      });
      expect(stderr).toContain(args[0]!);
    }
  });

  it('refuse to run in production', async () => {
    const production = { NODE_ENV: 'production' };
    expect(run('seed.ts', ['--seed', '6'], production)).toMatchObject({
      status: 1,
      stderr: 'Seeding failed: NODE_ENV=production takes no seeded people.\n',
    });
    expect(run('demo.ts', [], production)).toMatchObject({
      status: 1,
      stderr: 'The demo could not be seeded: NODE_ENV=production has no demo.\n',
    });
    const found = await database.owner(
      `select from organizations where slug like 'seed-6-%' or slug = 'harbour-and-pine'`,
    );
    expect(found).toEqual([]);
  });
});
