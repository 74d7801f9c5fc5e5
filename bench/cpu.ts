// CPU time of processes in ms, from Linux' scheduler: exact, where the time on the clock would tell of the neighbours.
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

/** All threads of a process; 0 for one that has gone. */
function cpuOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
      const [onCpu] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
      return sum + Number(onCpu) / 1e6;
    }, 0);
  } catch {
    return 0;
  }
}

export interface Cpu {
  server: number;
  database: number;
}

/** What a server and the backends that work for it use while `work` runs. */
export async function cpuDuring(
  owner: pg.Client,
  server: { pid: number; application: string },
  work: () => Promise<void>,
): Promise<Cpu> {
  const before = await snapshot(owner, server);
  await work();
  const after = await snapshot(owner, server);
  let database = 0;
  // A backend that was not there before has done all its work in between.
  for (const [pid, used] of after.backends) database += used - (before.backends.get(pid) ?? 0);
  for (const pid of before.backends.keys()) {
    if (!after.backends.has(pid)) throw new Error('A connection was closed while it was measured.');
  }
  return { server: after.server - before.server, database };
}

async function snapshot(owner: pg.Client, { pid, application }: { pid: number; application: string }) {
  const { rows } = await owner.query<{ pid: number }>(
    'select pid from pg_stat_activity where application_name = $1',
    [application],
  );
  return { server: cpuOf(pid), backends: new Map(rows.map((row) => [row.pid, cpuOf(row.pid)])) };
}
