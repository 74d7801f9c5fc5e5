import {
  createPostgresBackend,
  withBackend,
  type ConnectionOptions,
  type PostgresConnectionOptions,
  Queue,
  Worker,
  type Processor,
  type QueueOptions,
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
  const classes = withBackend(createPostgresBackend);
  const connection: PostgresConnectionOptions = pool;
  return {
    queue: () => new classes.Queue(QUEUE, { connection, streams }) as unknown as Queue,
    worker: (processor, options) =>
      new classes.Worker(QUEUE, processor, { ...options, connection } as never) as unknown as Worker,
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
  const lend = (client: Redis) => client as unknown as ConnectionOptions;
  const options: QueueOptions = { connection: lend(commands), streams, prefix: QUEUE };
  return {
    queue: () => new Queue(QUEUE, options),
    worker: (processor, given) =>
      new Worker(QUEUE, processor, { ...given, connection: lend(waiting), prefix: QUEUE }),
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
