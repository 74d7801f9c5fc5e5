// The benchmark's own PostgreSQL with its own data, kept between runs while what made them is the same.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { nodeEnvironment, root, waymark } from '../script/lib/node.js';
import { startPostgres } from '../script/lib/postgres.js';
import { run } from '../script/lib/process.js';
import { say } from '../script/lib/progress.js';
import { prepareDatabase } from '../script/lib/roles.js';
import type { Seeded } from '../src/seed/bulk.js';

/** QUALITY.md, Speed: 200 organizations, 2,000 clients in the biggest, a million progress updates. */
const SEED = ['--orgs', '200', '--clients', '2000', '--seed', '1'];
const DATABASE = 'bench';
/** Older data have no sessions ahead any more. */
const FRESH_MS = 5 * 86_400_000;

const home = join(waymark, 'bench');
const seedFile = join(home, 'seed.json');

/** Variables of a whole environment, keys and addresses of the benchmark's own. */
export type Environment = Record<string, string>;

export interface BenchDatabase {
  environment: Environment;
  superUrl: string;
  seeded: Seeded;
  /** As the owner, who sees every organization. */
  owner: pg.Client;
  /** The server's main process. */
  pid: number;
  stop(): Promise<void>;
}

/** Starts the server and, when there is nothing to reuse, migrates and seeds it. */
export async function startDatabase(): Promise<BenchDatabase> {
  mkdirSync(home, { recursive: true });
  const server = await startPostgres({ home, durable: true });
  try {
    const secrets = keptSecrets();
    const environment = environmentOf(secrets, server.url);
    await fillDatabase(server.url(), secrets, environment);
    const owner = new pg.Client(environment.MIGRATION_DATABASE_URL);
    await owner.connect();
    return {
      environment,
      superUrl: server.url(undefined, undefined, DATABASE),
      seeded: JSON.parse(readFileSync(seedFile, 'utf8')) as Seeded,
      owner,
      pid: server.pid!,
      stop: async () => {
        await owner.end();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function keptSecrets(): Environment {
  const file = join(home, 'secrets.json');
  const make = () => ({
    MASTER_KEY: randomBytes(32).toString('base64'),
    TOKEN_SECRET: randomBytes(32).toString('base64'),
    OWNER_PASSWORD: randomBytes(24).toString('base64url'),
    APP_PASSWORD: randomBytes(24).toString('base64url'),
  });
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(make()), { mode: 0o600 });
  return JSON.parse(readFileSync(file, 'utf8')) as Environment;
}

function environmentOf(
  secrets: Environment,
  url: (role: string, secret: string, database: string) => string,
): Environment {
  const { MASTER_KEY, TOKEN_SECRET, OWNER_PASSWORD, APP_PASSWORD } = secrets as Record<string, string>;
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: 'fatal',
    DATABASE_URL: url('waymark_app', APP_PASSWORD!, DATABASE),
    MIGRATION_DATABASE_URL: url('waymark_owner', OWNER_PASSWORD!, DATABASE),
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: 'http://127.0.0.1:1',
    STORAGE_URL: `file:${join(home, 'files')}`,
    MASTER_KEY: MASTER_KEY!,
    TOKEN_SECRET: TOKEN_SECRET!,
  };
}

/** What the data come from: the tables, and the program that fills them. */
function seedVersion(): string {
  const hash = createHash('sha256').update(SEED.join(' '));
  for (const folder of ['migrations', 'src/seed']) {
    for (const file of readdirSync(join(root, folder)).sort()) {
      hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest('hex');
}

async function fillDatabase(
  superuserUrl: string,
  secrets: Environment,
  environment: Environment,
): Promise<void> {
  const record = join(home, 'seeded.json');
  const version = seedVersion();
  const known = existsSync(record)
    ? (JSON.parse(readFileSync(record, 'utf8')) as { version: string; at: number })
    : { version: '', at: 0 };
  if (known.version === version && Date.now() - known.at < FRESH_MS)
    return say('Reusing the data of an earlier run.');
  const client = new pg.Client(superuserUrl);
  await client.connect();
  await client.query(`drop database if exists ${DATABASE} with (force)`);
  await client.end();
  await prepareDatabase({
    superuserUrl,
    database: DATABASE,
    ownerPassword: secrets.OWNER_PASSWORD!,
    appPassword: secrets.APP_PASSWORD!,
  });
  await program('migrate.js', [], environment);
  await program('seed.js', [...SEED, '--json', seedFile], { ...environment, NODE_ENV: 'development' });
  writeFileSync(record, JSON.stringify({ version, at: Date.now() }));
}

async function program(file: string, args: string[], environment: Environment): Promise<void> {
  const env = { ...nodeEnvironment(), ...environment };
  const code = await run(process.execPath, [join('dist', file), ...args], { cwd: root, env });
  if (code !== 0) throw new Error(`${file} failed.`);
}
