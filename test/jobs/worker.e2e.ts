import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import type { JobName } from '../../src/jobs/job.js';
import { Outbox } from '../../src/jobs/outbox.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { createEffects } from './support/effects.js';
import { environment } from './support/environment.js';
import { CANARY, EFFECT, FAILS, SLOW } from './support/fixture.module.js';
import { freePort, redisServer, startRedis, stores, type Store } from './support/stores.js';

/** A worker in a process of its own. */
interface Child {
  process: ChildProcess;
  /** What it has answered at the path: status and body. */
  ask(path: string): Promise<{ status: number; body: string }>;
  /** Exit code and all that it wrote, once it has ended. */
  ended: Promise<{ code: number | null; output: string }>;
}

const children: ChildProcess[] = [];
const support = join(import.meta.dirname, 'support');

async function startWorker(env: Record<string, string>, ...args: string[]): Promise<Child> {
  const port = await freePort();
  const hooks = pathToFileURL(join(support, 'typescript.hooks.js')).href;
  const child = spawn(process.execPath, ['--import', hooks, join(support, 'worker.child.ts'), ...args], {
    env: { PATH: process.env.PATH, ...env, WORKER_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const ended = once(child, 'exit').then(async ([code]) => ({
    code: code as number | null,
    output: (await output).join(''),
  }));
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: await response.text() };
  };
  return { process: child, ask, ended };
}

async function until(truth: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(25)) if (await truth()) return;
  throw new Error('It did not become true in time.');
}

const status = (child: Child, path: string) =>
  child.ask(path).then(
    (answer) => answer.status,
    () => 0,
  );
const ready = (child: Child) => until(async () => (await status(child, '/readyz')) === 200);

let database: TestDatabase;
let db: Db;
const orgId = randomUUID();

const announce = (job: JobName, subject: string) =>
  db.run({ kind: 'system', orgId }, () => new Outbox(db).announce(job, subject));
const notes = (subject: string) =>
  database
    .owner<{ note: string }>('select note from effects where subject_id = $1 order by at', [subject])
    .then((rows) => rows.map((row) => row.note));

beforeAll(async () => {
  database = await createDatabase();
  await createEffects(database);
  db = new Db(await appDataSource(database.appUrl, 2, []).initialize());
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

afterAll(async () => {
  await db.dataSource.destroy();
  await database.drop();
});

describe.each(stores)('worker processes with the queue in $name', ({ open }) => {
  let store: Store;
  let env: Record<string, string>;

  beforeAll(async () => {
    store = await open(database);
    env = environment(database.appUrl, store.redisUrl);
  });

  beforeEach(async () => {
    await store.lose();
    await database.owner('truncate outbox, effects, runs');
  });

  afterAll(() => store.close());

  test('the job of a worker that is killed is taken over by another', async () => {
    const [first, second] = [await startWorker(env), await startWorker(env)];
    await Promise.all([ready(first), ready(second)]);
    const subjects = Array.from({ length: 6 }, () => randomUUID());
    for (const subject of subjects) await announce(SLOW, subject);
    await until(async () => (await notes(subjects[5]!)).length === 1);
    first.process.kill('SIGKILL');
    await until(async () => (await database.owner('select from outbox')).length === 0);
    for (const subject of subjects) expect(await notes(subject)).toEqual(['begun', 'ended']);
  });

  test('a worker that is told to stop is not ready, finishes the running job and exits with 0', async () => {
    const worker = await startWorker(env);
    await ready(worker);
    const subject = randomUUID();
    await announce(SLOW, subject);
    await until(async () => (await notes(subject)).length === 1);
    worker.process.kill('SIGTERM');
    await until(async () => (await status(worker, '/readyz')) === 503);
    expect(await status(worker, '/healthz')).toBe(200);
    expect(await worker.ended).toEqual({ code: 0, output: '' });
    expect(await notes(subject)).toEqual(['begun', 'ended']);
    expect(await database.owner('select from outbox')).toEqual([]);
  });

  test('metrics and logs name jobs, and never what a job is about', async () => {
    const worker = await startWorker({ ...env, LOG_LEVEL: 'debug' });
    await ready(worker);
    const [good, bad] = [randomUUID(), randomUUID()];
    await announce(EFFECT, good);
    await announce(FAILS, bad);
    await until(
      async () => (await database.owner('select from outbox where failed_at is null')).length === 0,
    );
    const { body } = await worker.ask('/metrics');
    expect(body).toContain('waymark_jobs_done_total{job="test-effect"} 1');
    expect(body).toContain('waymark_jobs_failed_total{job="test-fails",final="true"} 1');
    for (const id of [good, bad, orgId]) expect(body).not.toContain(id);
    worker.process.kill('SIGTERM');
    const { output } = await worker.ended;
    expect(output).toContain('RangeError');
    expect(output).toContain('fixture.module.ts');
    expect(output).not.toContain(CANARY);
  });
});

describe('a worker that cannot work says why in one line and exits with 1', () => {
  const refused = async (env: Record<string, string>, ...args: string[]) => {
    const { code, output } = await (await startWorker(env, ...args)).ended;
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    return output.trim();
  };

  test('when a declared job has no handler', async () => {
    const env = environment(database.appUrl, undefined);
    expect(await refused(env, '--orphan')).toBe(
      'The worker cannot start: No handler for the job nobody-handles-this.',
    );
  });

  test('when a secret is weak', async () => {
    const env = { ...environment(database.appUrl, undefined), TOKEN_SECRET: 'secret' };
    expect(await refused(env)).toBe(
      'The worker cannot start: Configuration: TOKEN_SECRET: must be at least 32 random bytes in base64',
    );
  });

  test('when its role is a superuser or owns the tables', async () => {
    expect(await refused(environment(database.superUrl, undefined))).toBe(
      'The worker cannot start: The role in DATABASE_URL is a superuser or bypasses row-level security: use the app role.',
    );
    expect(await refused(environment(database.ownerUrl, undefined))).toBe(
      'The worker cannot start: The role in DATABASE_URL owns tables: use the app role.',
    );
  });

  test('when a migration is pending', async () => {
    const fresh = await createDatabase();
    await fresh.owner('delete from migrations where id = (select max(id) from migrations)');
    const line = await refused(environment(fresh.appUrl, undefined));
    await fresh.drop();
    expect(line).toBe('The worker cannot start: A migration is pending: run the migrate step first.');
  });

  test('when the database cannot be reached', async () => {
    const env = environment(`postgres://nobody@127.0.0.1:${await freePort()}/none`, undefined);
    expect(await refused(env)).toBe(
      'The worker cannot start: The database cannot be reached (ECONNREFUSED).',
    );
  });
});

(redisServer ? describe : describe.skip)('a worker whose Redis goes away', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;

  beforeEach(async () => {
    await database.owner('truncate outbox, effects, runs');
    redis = await startRedis();
  });

  afterEach(() => redis.stop());

  test('is not ready, works again when it is back, and can be stopped meanwhile', async () => {
    const worker = await startWorker(environment(database.appUrl, redis.url));
    await ready(worker);
    await redis.stop();
    await until(async () => (await status(worker, '/readyz')) === 503);
    const subject = randomUUID();
    await announce(EFFECT, subject);
    await sleep(500);
    expect(await notes(subject)).toEqual([]);

    redis = await startRedis(redis.port);
    await until(async () => (await notes(subject)).length === 1);
    await ready(worker);
    await redis.stop();
    worker.process.kill('SIGTERM');
    expect((await worker.ended).code).toBe(0);
  });
});
