// The two servers as processes of their own, with the same environment.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeEnvironment, root } from '../script/lib/node.js';
import { freePort } from '../script/lib/ports.js';
import { endProcess } from '../script/lib/process.js';
import type { BenchDatabase } from './database.js';

/** Connections of each server to PostgreSQL. */
const POOL = '10';

export interface Server {
  name: 'Waymark' | 'floor';
  pid: number;
  /** What its connections call themselves. */
  application: string;
  url(path: string): string;
  stop(): Promise<void>;
}

/** @param profile a folder for a CPU profile of the product, written when it stops */
export async function startServers(
  database: BenchDatabase,
  profile: string | undefined,
): Promise<{ waymark: Server; floor: Server }> {
  const hooks = join(root, 'test/jobs/support/typescript.hooks.js');
  const profiling = profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : [];
  const port = await freePort(4300);
  const waymark = start('Waymark', 'waymark', [...profiling, join('dist', 'main.js')], port, database);
  const floor = start(
    'floor',
    'floor',
    ['--import', hooks, join('bench', 'floor.ts')],
    await freePort(4300, [port]),
    database,
  );
  await Promise.all([answers(waymark.url('/healthz')), answers(floor.url('/'))]);
  return { waymark, floor };
}

function start(
  name: Server['name'],
  application: string,
  args: string[],
  port: number,
  { environment, superUrl }: BenchDatabase,
): Server {
  const { MIGRATION_DATABASE_URL: _, ...serving } = environment;
  const env = {
    ...nodeEnvironment(),
    ...serving,
    PORT: String(port),
    DATABASE_POOL: POOL,
    ...(name === 'floor' ? { BYPASS_URL: superUrl } : {}),
  };
  // The channel tells them when the benchmark is gone, however it ended.
  const orphan = join(root, 'script/lib/orphan.js');
  const child = spawn(process.execPath, ['--import', orphan, ...args], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    name,
    pid: child.pid!,
    application,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    stop: () => endProcess(child.pid!, 25_000),
  };
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer.`);
}
