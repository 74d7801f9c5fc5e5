// Child processes: started with their signals passed on, recognised again by more than a number that may be reused.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command in the foreground and resolves to the exit code a shell would show. Ending signals are passed on to it,
 * and so is the loss of the launcher.
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options });
    const pass = (signal) => child.kill(signal);
    const orphaned = () => child.kill('SIGTERM');
    for (const signal of endingSignals) process.on(signal, pass);
    process.on('disconnect', orphaned);
    process.channel?.unref();
    const done = () => {
      process.off('disconnect', orphaned);
      for (const signal of endingSignals) process.off(signal, pass);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      done();
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** What tells this process from a later one with the same number; null when there is none, or only its corpse. */
export function identity(pid) {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout?.trim() || null;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name may hold anything, brackets and spaces included: the numbered fields follow the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    return `${fields[19]}@${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return null;
  }
}

export const isAlive = (pid) => identity(pid) !== null;

/** The command line of a process, arguments separated by spaces; empty when it cannot be read. */
export function commandLine(pid) {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  } catch {
    return '';
  }
}

/** True once the process is gone, false when it is still there after that many milliseconds. */
export async function waitForEnd(pid, milliseconds) {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

/** Sends a signal to a process that may already be gone. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Asks a process to end, and makes it after that many milliseconds. */
export async function endProcess(pid, patience) {
  signal(pid, 'SIGTERM');
  if (await waitForEnd(pid, patience)) return;
  signal(pid, 'SIGKILL');
  await waitForEnd(pid, 5_000);
}

/** Keeps in a file which processes run, for one who starts after this process was killed. */
export function rememberProcesses(file, pids) {
  writeFileSync(file, JSON.stringify(pids.map((pid) => ({ pid, id: identity(pid) }))));
}

/** Ends what is still running of the processes that a file remembers, and forgets them. */
export async function endRemembered(file, patience) {
  if (!existsSync(file)) return;
  const left = JSON.parse(readFileSync(file, 'utf8')).filter(
    ({ pid, id }) => id !== null && identity(pid) === id,
  );
  await Promise.all(left.map(({ pid }) => endProcess(pid, patience)));
  rmSync(file);
}
