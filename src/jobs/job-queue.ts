// Guarantees: the queue is a doorbell. Nothing here waits for it longer than a bound, nothing is lost with it (the truth
// is the outbox, or the lease of whoever rings), and what it holds is ids only.
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Job as QueuedJob, Queue, Worker } from 'bullmq';
import { ENV, type Env } from '../config/env.js';
import { errorKind } from '../error-kind.js';
import type { JobName } from './job.js';
import { ATTEMPTS, JOB_TIMES, type JobTimes } from './jobs.times.js';
import { queueBackend, type QueueBackend } from './queue-backend.js';

/** The queue in PostgreSQL keeps such counts as 32-bit integers. */
const UNLIMITED = 2 ** 31 - 1;

/** One ring of the bell. */
export interface Ring {
  /** Rings of one id that wait at the same time are one. */
  id: string;
  job: JobName;
  orgId: string;
  subjectId: string;
  /** The row that the ring is for; absent where the truth is a lease of the module's own. */
  outboxId?: string;
}

type Payload = Omit<Ring, 'id' | 'job'>;

/** A queued job as its worker meets it. */
export interface Taken extends Payload {
  job: JobName;
  /** 1 at the first try. */
  attempt: number;
  /** How many workers died while running it. */
  deaths: number;
}

/** A failure as the queue stores it: the kind of error, never its text. */
class JobFailed extends Error {
  constructor(error: unknown) {
    super(errorKind(error));
    this.stack = '';
  }
}

@Injectable()
export class JobQueue implements OnApplicationShutdown {
  private readonly log = new Logger('JobQueue');
  private opened: QueueBackend | undefined;
  private queue: Promise<Queue> | undefined;
  private worker: Worker | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(JOB_TIMES) private readonly times: JobTimes,
  ) {}

  /**
   * Puts the rings on the queue, all in one call.
   * @throws Error within `times.queueCall` when the queue does not answer; some may be on it then
   */
  async add(rings: Ring[]): Promise<void> {
    const jobs = rings.map(({ id, job, ...payload }) => ({
      name: job,
      data: payload,
      opts: {
        jobId: id,
        attempts: ATTEMPTS,
        backoff: { type: 'custom' },
        // A finished job leaves at once, so that the same id can ring again.
        removeOnComplete: true,
        removeOnFail: true,
      },
    }));
    await within(this.times.queueCall, async () => (await this.producer()).addBulk(jobs));
  }

  /** Takes jobs from now on, at most `concurrency` at once. What `run` throws is tried again after a pause. */
  work(run: (taken: Taken) => Promise<void>, concurrency: number): void {
    const { poll, lock, stalledCheck, retry, retryCap } = this.times;
    const runQuietly = (job: QueuedJob<Payload>) =>
      run(taken(job)).catch((error: unknown) => {
        throw new JobFailed(error);
      });
    this.worker = this.backend.worker(runQuietly, {
      concurrency,
      lockDuration: lock,
      stalledInterval: stalledCheck,
      // The floor under the queue's own wake-ups, in seconds.
      drainDelay: poll / 1_000,
      // Deaths are counted by the runner, which records why a job was given up.
      maxStalledCount: UNLIMITED,
      settings: { backoffStrategy: (attempts = 1) => Math.min(retry * 2 ** (attempts - 1), retryCap) },
    });
    this.worker.on('error', (error) => this.log.warn({ msg: 'the queue failed', error: errorKind(error) }));
  }

  /** @throws Error within `times.queueCall` when the queue does not answer */
  async probe(): Promise<void> {
    await within(this.times.queueCall, () => this.backend.probe());
  }

  /** Takes no more jobs and waits for the running ones, for `times.drain` at most. */
  async drain(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    if (!worker) return;
    try {
      await within(this.times.drain, () => worker.close());
    } catch {
      this.log.warn('running jobs were cut off; they are taken over when their locks run out');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.drain();
    await this.opened?.close();
  }

  /** Opened at the first use: the API, which only writes to the outbox, opens it for the probe alone. */
  private get backend(): QueueBackend {
    return (this.opened ??= queueBackend(this.env, this.times));
  }

  /** BullMQ remembers a failed first contact for ever, so a queue that failed to open is dropped. */
  private producer(): Promise<Queue> {
    return (this.queue ??= this.open().catch((error) => {
      this.queue = undefined;
      throw error;
    }));
  }

  private async open(): Promise<Queue> {
    const queue = this.backend.queue();
    queue.on('error', () => undefined);
    await queue.waitUntilReady();
    return queue;
  }
}

function taken(job: QueuedJob<Payload>): Taken {
  return {
    ...job.data,
    job: job.name as JobName,
    attempt: job.attemptsMade + 1,
    deaths: job.stalledCounter,
  };
}

async function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
