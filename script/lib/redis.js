// A throw-away Redis for the tests: the machine's redis-server, or on Debian and its kin the packages unpacked beside the
// project, which installs nothing on the machine and needs no root.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { waymark } from './node.js';
import { freePort, isFree } from './ports.js';
import { endProcess, endRemembered, rememberProcesses } from './process.js';

const execute = promisify(execFile);
const unpacked = join(waymark, 'redis');
const record = join(waymark, 'redis.json');

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync);

/** The folders of shared libraries that came with the unpacked packages. */
function libraries() {
  const folders = ['lib', join('usr', 'lib')].map((path) => join(unpacked, path)).filter(existsSync);
  return folders
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .join(delimiter);
}

/** Downloads redis-server and what it needs with lists and archives in a folder of its own; throws when anything fails. */
async function unpackRedis() {
  const folder = `${unpacked}.new`;
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['lists/partial', 'archives/partial'])
    mkdirSync(join(folder, name), { recursive: true });
  const own = [`Dir::State::Lists=${folder}/lists`, `Dir::Cache=${folder}`, 'Acquire::http::Timeout=20'];
  // As root apt would hand the download to a user who may not reach the folder.
  const options = [...own, 'APT::Sandbox::User='].flatMap((option) => ['-o', option]);
  const limits = { timeout: 100_000, signal: AbortSignal.timeout(120_000), maxBuffer: 2 ** 26, cwd: folder };
  await execute('apt-get', [...options, '-qq', 'update'], limits);
  const plan = await execute(
    'apt-get',
    [...options, '-qq', '--simulate', '--no-install-recommends', 'install', 'redis-server'],
    limits,
  );
  const names = [...plan.stdout.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
  await execute('apt-get', [...options, '-qq', 'download', ...names], limits);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await execute('dpkg', ['-x', file, folder], limits);
    rmSync(join(folder, file));
  }
  for (const name of ['lists', 'archives']) rmSync(join(folder, name), { recursive: true });
  rmSync(unpacked, { recursive: true, force: true });
  renameSync(folder, unpacked);
}

async function findServer() {
  const installed = onPath('redis-server');
  if (installed) return { file: installed, env: process.env };
  const own = join(unpacked, 'usr', 'bin', 'redis-server');
  if (!existsSync(own)) {
    if (!onPath('apt-get') || !onPath('dpkg')) return null;
    try {
      await unpackRedis();
    } catch {
      return null;
    } finally {
      rmSync(`${unpacked}.new`, { recursive: true, force: true });
    }
  }
  return { file: own, env: { ...process.env, LD_LIBRARY_PATH: libraries() } };
}

/** Starts it on a free port, nothing kept on disk; null where there is none to be had. */
export async function startRedis() {
  await endRemembered(record, 5_000);
  const server = await findServer();
  if (!server) return null;
  const port = await freePort(6390);
  const settings = {
    port,
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
    dir: '/',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(server.file, args, { env: server.env, detached: true, stdio: 'ignore' });
  if (child.pid) rememberProcesses(record, [child.pid]);
  const failed = new Promise((resolve) => child.once('error', resolve).once('exit', resolve));
  const ended = await Promise.race([failed.then(() => true), listening(port)]);
  if (ended) return null;
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      await endProcess(child.pid, 5_000);
      rmSync(record, { force: true });
    },
  };
}

async function listening(port) {
  for (let left = 200; left > 0 && (await isFree(port)); left -= 1) await sleep(25);
  return false;
}
