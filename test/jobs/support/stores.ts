// The two stores of the queue, each as a test finds and loses it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { TestDatabase } from '../../setup/database.js';

/** A store of the queue, empty when opened. */
export interface Store {
  /** Absent: the queue is in PostgreSQL. */
  redisUrl: string | undefined;
  /** All that the queue holds, as text. */
  contents(): Promise<string>;
  /** Loses everything. */
  lose(): Promise<void>;
  close(): Promise<void>;
}

export const redisServer = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'redis-server'))
  .find((file) => existsSync(file));

/** The stores that this machine has. */
export const stores: { name: string; open: (database: TestDatabase) => Promise<Store> }[] = [
  { name: 'PostgreSQL', open: async (database) => inPostgres(database) },
];
if (process.env.TEST_REDIS_URL || redisServer) stores.push({ name: 'Redis', open: () => inRedis() });

function inPostgres(database: TestDatabase): Store {
  return {
    redisUrl: undefined,
    contents: async () => {
      const rows = await database.owner<{ text: string }>(
        'select j::text as text from bullmq.job j union all select e::text from bullmq.event e',
      );
      return rows.map((row) => row.text).join('\n');
    },
    lose: async () => {
      await database.owner('truncate bullmq.job, bullmq.event, bullmq.meta cascade');
    },
    close: async () => undefined,
  };
}

async function inRedis(): Promise<Store> {
  const server = process.env.TEST_REDIS_URL ? undefined : await startRedis();
  // A database of the test worker's own: several may run at once.
  const url = new URL(process.env.TEST_REDIS_URL ?? server!.url);
  url.pathname = `/${process.env.JEST_WORKER_ID ?? '1'}`;
  const client = new Redis(url.href);
  await client.flushdb();
  return {
    redisUrl: url.href,
    contents: async () => {
      const parts: string[] = [];
      for (const key of await client.keys('*')) {
        const type = await client.type(key);
        parts.push(key);
        if (type === 'hash') parts.push(JSON.stringify(await client.hgetall(key)));
        if (type === 'list') parts.push(...(await client.lrange(key, 0, -1)));
        if (type === 'zset') parts.push(...(await client.zrange(key, 0, -1)));
        if (type === 'stream') parts.push(JSON.stringify(await client.xrange(key, '-', '+')));
      }
      return parts.join('\n');
    },
    lose: async () => {
      await client.flushdb();
    },
    close: async () => {
      client.disconnect();
      await server?.stop();
    },
  };
}

/** A redis-server of the test's own, which it may stop. */
export async function startRedis(
  port?: number,
): Promise<{ url: string; port: number; stop(): Promise<void> }> {
  const chosen = port ?? (await freePort());
  const args = [
    '--port',
    String(chosen),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    '/',
  ];
  const child: ChildProcess = spawn(redisServer!, args, { stdio: 'ignore' });
  for (let left = 200; left > 0 && !(await answers(chosen)); left -= 1) await sleep(20);
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
