// One holder at a time for a folder; a lock whose holder was killed is taken over.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identity } from './process.js';

function holder(file) {
  try {
    const { pid, id } = JSON.parse(readFileSync(file, 'utf8'));
    return identity(pid) === id ? pid : null;
  } catch {
    return null;
  }
}

/** Takes the lock and returns the function that gives it back; throws, naming the holder, when somebody has it. */
export async function takeLock(file, what) {
  const mine = JSON.stringify({ pid: process.pid, id: identity(process.pid) });
  const taken = () =>
    new Error(`${what} is in use by process ${holder(file) ?? 'another one'}: stop that first.`);
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, mine, { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (holder(file) !== null) throw taken();
    writeFileSync(file, mine);
  }
  // Two that find the same stale lock both write; after a moment both read, and only the last writer goes on.
  await sleep(30);
  if (readFileSync(file, 'utf8') !== mine) throw taken();
  const release = () => {
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.on('exit', release);
  return release;
}
