// script/test: the checks, then every test against a PostgreSQL (and a Redis) that lives as long as the run.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeEnvironment, packageFile, root, waymark } from './node.js';
import { startPostgres, wipePostgres } from './postgres.js';
import { endingSignals, run } from './process.js';
import { progress } from './progress.js';
import { startRedis } from './redis.js';
import { runTask } from './tasks.js';

const home = join(waymark, 'test');
const results = join(home, 'jest.json');

async function checks() {
  let failed = 0;
  for (const [title, task] of [
    ['Types', 'typecheck'],
    ['Lint', 'lint'],
    ['Format', 'format'],
  ]) {
    await progress(title, async () => {
      if ((await runTask(task)) === 0) return;
      failed += 1;
      console.error(`${title}: FAILED (npm run ${task})`);
    });
  }
  return failed;
}

async function jest(args, urls) {
  rmSync(results, { force: true });
  const flags = ['--maxWorkers=2', '--json', `--outputFile=${results}`, '--passWithNoTests', ...args];
  const command = [
    '--experimental-vm-modules',
    '--no-warnings',
    packageFile('jest', 'bin/jest.js'),
    ...flags,
  ];
  // With --json jest prints its results to the standard output as well; the report on the error stream is for people.
  const code = await run(process.execPath, command, {
    cwd: root,
    env: { ...nodeEnvironment(), NODE_ENV: 'test', ...urls },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (!existsSync(results)) return { passed: 0, failed: 1, code: code || 1 };
  const report = JSON.parse(readFileSync(results, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return { passed: report.numPassedTests, failed: failed || (code === 0 ? 0 : 1), code };
}

/** Servers of earlier runs that were killed; those of runs still going on are left alone. */
async function wipeLeftovers() {
  if (!existsSync(waymark)) return;
  for (const name of readdirSync(waymark).filter((entry) => /^test-\d+$/.test(entry))) {
    const left = join(waymark, name);
    const wiped = await wipePostgres({ home: left }).then(
      () => true,
      () => false,
    );
    if (wiped) rmSync(left, { recursive: true, force: true });
  }
}

async function withServers(work) {
  await wipeLeftovers();
  await wipePostgres({ home });
  mkdirSync(home, { recursive: true });
  const postgres = await progress('Starting PostgreSQL', () => startPostgres({ home, durable: false }));
  const redis = await progress('Looking for Redis', startRedis);
  if (!redis) console.log('There is no redis-server here: the queue is tested on PostgreSQL alone.');
  try {
    return await work({ TEST_PG_URL: postgres.url(), ...(redis && { TEST_REDIS_URL: redis.url }) });
  } finally {
    await redis?.stop();
    await postgres.stop();
    await wipePostgres({ home });
  }
}

/** With arguments, only jest on these; without, everything. */
export async function test(args) {
  let interrupted = false;
  for (const name of endingSignals) process.on(name, () => (interrupted = true));
  process.on('disconnect', () => (interrupted = true));
  process.channel?.unref();
  const failedChecks = args.length > 0 ? 0 : await checks();
  if (interrupted) return 130;
  const { passed, failed } = await withServers((urls) =>
    interrupted ? { passed: 0, failed: 1 } : jest(args, urls),
  );
  if (interrupted) return 130;
  console.log(`\n${passed} passed, ${failed + failedChecks} failed`);
  return failed + failedChecks === 0 ? 0 : 1;
}
