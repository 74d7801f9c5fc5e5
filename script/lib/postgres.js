// An embedded PostgreSQL of the project's own: loopback only, no socket file, no user of the machine needed. Whatever a
// killed process left running is stopped at the next start, and two starts on one home never touch the same data.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from './lock.js';
import { isFree } from './ports.js';
import { foldersOf, placeOf } from './postgres.place.js';
import { commandLine, isAlive, signal, waitForEnd } from './process.js';

const superuser = 'postgres';
const environment = { LC_ALL: 'C', TZ: 'UTC', PATH: process.env.PATH };
const lockOf = (home) => [join(resolve(home), 'postgres.lock'), `The PostgreSQL of ${resolve(home)}`];

function settings(port, durable) {
  const buffers = Math.min(512, Math.max(64, Math.floor(totalmem() / 2 ** 20 / 16)));
  return {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: `${buffers}MB`,
    // Compiling plans costs more than the short statements here take.
    jit: 'off',
    // Loading a million rows should not wait for checkpoints.
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: 0,
        }),
  };
}

/** Runs initdb in a folder beside the final one, so that an interrupted run leaves nothing that looks finished. */
async function initialise({ native, folder, account }, password, durable) {
  const data = join(folder, 'data.new');
  const passwordFile = join(folder, 'password.new');
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) {
    for (const path of [data, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  const args = [
    '-D',
    data,
    '-U',
    superuser,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-instructions',
  ];
  // The built-in C.UTF-8 sorts and folds alike on every machine, whatever libc or ICU it has.
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!durable) args.push('--no-sync');
  const output = [];
  const child = spawn(join(native, 'bin', 'initdb'), args, {
    ...account,
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((done, fail) => child.once('error', fail).once('close', done));
  rmSync(passwordFile, { force: true });
  if (code !== 0) throw new Error(`initdb failed: ${Buffer.concat(output).toString().trim()}`);
  renameSync(data, join(folder, 'data'));
}

/** postmaster.pid as the server writes it: its process, and whether it says that it is ready. */
function postmaster(data) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

async function end(pid) {
  // Fast shutdown first: it ends sessions and writes a checkpoint; then the immediate one, which recovers at the next start.
  for (const [name, patience] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ]) {
    signal(pid, name);
    if (await waitForEnd(pid, patience)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

async function stopLeftover(folder) {
  const data = join(folder, 'data');
  const left = postmaster(data);
  if (!left || !isAlive(left.pid)) return;
  if (commandLine(left.pid).includes(data)) await end(left.pid);
  // The number belongs to somebody else by now; PostgreSQL would take that one for its predecessor.
  else rmSync(join(data, 'postmaster.pid'));
}

function kept(file, make) {
  if (!existsSync(file)) writeFileSync(file, String(make()), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

async function choosePort(folder) {
  const file = join(folder, 'port');
  const before = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (before && (await isFree(before))) return before;
  // Below the range that systems give to outgoing connections.
  for (;;) {
    const port = 20_000 + (randomBytes(2).readUInt16BE() % 10_000);
    if (!(await isFree(port))) continue;
    writeFileSync(file, String(port));
    return port;
  }
}

function openLog(folder) {
  const file = join(folder, 'server.log');
  const grown = existsSync(file) && statSync(file).size > 10 * 2 ** 20;
  const descriptor = openSync(file, grown ? 'w' : 'a', 0o600);
  return { file, descriptor, from: statSync(file).size };
}

/** One attempt; resolves to the child once it accepts connections, throws with what it logged otherwise. */
async function launch({ native, folder, account }, port, durable) {
  const data = join(folder, 'data');
  const args = ['-D', data];
  for (const [name, value] of Object.entries(settings(port, durable))) args.push('-c', `${name}=${value}`);
  const log = openLog(folder);
  // Detached, so that Ctrl-C reaches the launcher alone and the order of stopping stays its decision.
  const child = spawn(join(native, 'bin', 'postgres'), args, {
    ...account,
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['ignore', log.descriptor, log.descriptor],
  });
  closeSync(log.descriptor);
  child.unref();
  let failure = null;
  child.once('error', (error) => (failure = error));
  const deadline = Date.now() + 60_000;
  for (;;) {
    await sleep(20);
    const state = postmaster(data);
    if (state?.ready && state.pid === child.pid) return child;
    if (failure || child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      if (!failure && child.exitCode === null) await end(child.pid);
      const logged = readFileSync(log.file).subarray(log.from).toString().trim();
      throw new Error(`PostgreSQL did not start: ${failure?.message ?? logged.slice(-2_000)}`);
    }
  }
}

async function launchPatiently(place, durable) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(place.folder);
    try {
      return { child: await launch(place, port, durable), port };
    } catch (error) {
      // The port was taken in between, or backends of a killed server are still leaving.
      if (attempt === 5 || !/Address already in use|shared memory block/.test(error.message)) throw error;
      await sleep(500);
    }
  }
}

/**
 * Starts the server of a home folder, creating it the first time. With durable false nothing is flushed to disk: for
 * tests. `ended` resolves when the server is gone, asked or not; `url` without arguments is the superuser's.
 */
export async function startPostgres({ home, durable }) {
  const release = await takeLock(...lockOf(home));
  try {
    const place = placeOf(home);
    await stopLeftover(place.folder);
    const password = kept(join(place.folder, 'password'), () => randomBytes(24).toString('base64url'));
    if (!existsSync(join(place.folder, 'data', 'PG_VERSION'))) await initialise(place, password, durable);
    const { child, port } = await launchPatiently(place, durable);
    const ended = new Promise((done) => child.once('exit', done));
    return {
      port,
      pid: child.pid,
      ended,
      url: (role = superuser, secret = password, database = 'postgres') =>
        `postgres://${encodeURIComponent(role)}:${encodeURIComponent(secret)}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
      stop: async () => {
        await end(child.pid);
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Stops what is left of the server of a home and removes its data; throws when somebody is using it. */
export async function wipePostgres({ home }) {
  const release = await takeLock(...lockOf(home));
  try {
    for (const folder of foldersOf(home)) {
      await stopLeftover(folder);
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    release();
  }
}
