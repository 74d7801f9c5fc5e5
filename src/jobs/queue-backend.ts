import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  Worker,
  type BackendFactory,
  type Processor,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { JobTimes } from './jobs.times.js';
import { QUEUE, QUEUE_SCHEMA } from './queue-tables.js';

/** Connections of one process to the queue's tables: one listens, one renews locks, the others fetch and finish. */
const POSTGRES_CONNECTIONS = 5;
/** Redis is tried again at least this often, in ms. */
const REDIS_RETRY_MS = 1_000;
/** What the queue remembers of events; nothing here is built on them. */
const streams = { events: { maxLen: 1_000 } };

/**
 * A worker that looks for jobs by itself at least once in `times.poll`. BullMQ's waits for an hour on PostgreSQL, and
 * after an error with no look between: a wake-up lost with a connection that died in silence would cost that long.
 */
class PollingWorker extends Worker {
  override get maximumBlockTimeout(): number {
    return this.opts.drainDelay ?? 1;
  }
}

/** BullMQ on one of its two stores. */
export interface QueueBackend {
  queue(): Queue;
  worker(processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  /** @throws Error when the store does not answer */
  probe(): Promise<void>;
  /** Cuts the connections that BullMQ was lent; what hangs on them fails. */
  close(): Promise<void>;
}

/** @param redisUrl absent: the queue is in PostgreSQL */
export function queueBackend(
  env: { databaseUrl: string; redisUrl?: string | undefined },
  times: JobTimes,
): QueueBackend {
  return env.redisUrl ? redisBackend(env.redisUrl, times) : postgresBackend(env.databaseUrl, times);
}

function postgresBackend(connectionString: string, times: JobTimes): QueueBackend {
  const pool = new pg.Pool({
    connectionString,
    options: `-c search_path=${QUEUE_SCHEMA}`,
    max: POSTGRES_CONNECTIONS,
    keepAlive: true,
    connectionTimeoutMillis: times.queueCall,
    query_timeout: times.queueCall,
    application_name: 'waymark queue',
  });
  // A connection that drops while idle is replaced at the next call.
  pool.on('error', () => undefined);
  return {
    ...classes(createPostgresBackend as unknown as BackendFactory, pool, pool),
    probe: async () => void (await pool.query('select from migration limit 1')),
    close: () => pool.end(),
  };
}

function redisBackend(url: string, times: JobTimes): QueueBackend {
  const retryStrategy = (tries: number) => Math.min(tries * 100, REDIS_RETRY_MS);
  // Whoever adds a job fails at once while Redis is away, and within a bound while it hangs.
  const commands = new Redis(url, {
    retryStrategy,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    connectTimeout: times.queueCall,
    commandTimeout: times.queueCall,
  });
  const connected = new Promise<void>((resolve) => commands.once('ready', () => resolve()));
  // BullMQ's worker waits on its connection for as long as it takes.
  const waiting = new Redis(url, { retryStrategy, maxRetriesPerRequest: null, lazyConnect: true });
  for (const client of [commands, waiting]) client.on('error', () => undefined);
  return {
    ...classes(createRedisBackend as unknown as BackendFactory, commands, waiting),
    probe: async () => {
      await connected;
      await commands.ping();
    },
    close: async () => {
      commands.disconnect();
      waiting.disconnect();
    },
  };
}

/** BullMQ's typings know only its own Redis client; what each store takes is checked by the tests on both. */
function classes(
  factory: BackendFactory,
  commands: pg.Pool | Redis,
  waiting: pg.Pool | Redis,
): Pick<QueueBackend, 'queue' | 'worker'> {
  return {
    queue: () =>
      new Queue(QUEUE, { connection: commands, streams, prefix: QUEUE } as never, factory as never),
    worker: (processor, options) =>
      new PollingWorker(
        QUEUE,
        processor,
        { ...options, connection: waiting, prefix: QUEUE } as never,
        factory as never,
      ),
  };
}
