// Guarantees: a job's row leaves the outbox only after its handler has succeeded; a job that keeps failing stays there
// for the operator; no text of an error reaches the outbox or the log (nor the queue: see JobQueue).
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { ENV, type Env } from '../config/env.js';
import { Db } from '../db/db.js';
import { errorFrames, errorKind } from '../error-kind.js';
import { JobQueue, type Taken } from './job-queue.js';
import { JobRegistry, type Handler } from './job.registry.js';
import type { JobName } from './job.js';
import { jobsDone, jobSeconds, jobsFailed } from './jobs.metrics.js';
import { ATTEMPTS, MAX_DEATHS } from './jobs.times.js';
import { Relay } from './relay.js';
import { Sweeper } from './sweeper.js';

/** Connections of the pool that running jobs leave to relay, sweeps and readiness. */
const SPARE_CONNECTIONS = 2;

class UnknownJob extends Error {}

/** The background side of a worker process: handlers, relay and sweeps. */
@Injectable()
export class JobRunner {
  private readonly log = new Logger('JobRunner');
  private handlers = new Map<JobName, Handler>();

  constructor(
    private readonly db: Db,
    private readonly queue: JobQueue,
    private readonly registry: JobRegistry,
    private readonly relay: Relay,
    private readonly sweeper: Sweeper,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws Error when a declared job has no handler, or two */
  start(): void {
    this.handlers = this.registry.handlers();
    const sweeps = this.registry.sweeps();
    this.queue.work((taken) => this.run(taken), Math.max(1, this.env.databasePool - SPARE_CONNECTIONS));
    this.relay.start();
    this.sweeper.start(sweeps);
  }

  /** Takes nothing new and waits for what runs. */
  async stop(): Promise<void> {
    await Promise.all([this.sweeper.stop(), this.relay.stop(), this.queue.drain()]);
  }

  private async run(taken: Taken): Promise<void> {
    const { job, orgId, subjectId, attempt } = taken;
    // It took its workers with it: giving it up saves the next one.
    if (taken.deaths > MAX_DEATHS) return this.giveUp(taken, 'WorkerDied');
    const handler = this.handlers.get(job);
    // Announced by a newer version during a rolling update: left for a worker that knows it.
    if (!handler) throw new UnknownJob(job);
    // Done or given up meanwhile: it was handed again in the same moment.
    if (!(await this.isOpen(taken))) return;
    const end = jobSeconds.startTimer({ job });
    try {
      await handler({ orgId, subjectId, attempt });
      await this.settle(taken);
      jobsDone.inc({ job });
    } catch (error) {
      await this.failed(taken, error);
    } finally {
      end();
    }
  }

  private async isOpen({ orgId, outboxId }: Taken): Promise<boolean> {
    if (!outboxId) return true;
    const text = 'select true from outbox where id = $1 and failed_at is null';
    return (await this.db.read({ kind: 'system', orgId }, { text, values: [outboxId] })) !== null;
  }

  private async settle({ orgId, outboxId }: Taken): Promise<void> {
    if (!outboxId) return;
    await this.db.run({ kind: 'system', orgId }, () =>
      this.db.query('delete from outbox where id = $1', [outboxId]),
    );
  }

  private async failed(taken: Taken, error: unknown): Promise<void> {
    const { job, attempt, outboxId } = taken;
    const kind = errorKind(error);
    // A database that is away says nothing about the job: its row is rung again when the database is back.
    const final = attempt >= ATTEMPTS && !(error instanceof AppError && error.code === 'UNAVAILABLE');
    this.log.warn({
      msg: 'a job failed',
      job,
      outboxId,
      attempt,
      final,
      error: kind,
      at: errorFrames(error),
    });
    if (final) return this.giveUp(taken, kind);
    jobsFailed.inc({ job, final: 'false' });
    throw error;
  }

  private async giveUp({ job, orgId, outboxId }: Taken, kind: string): Promise<void> {
    jobsFailed.inc({ job, final: 'true' });
    if (!outboxId) return;
    this.log.error({ msg: 'a job was given up and waits for the operator', job, outboxId, error: kind });
    await this.db.run({ kind: 'system', orgId }, () =>
      this.db.query('update outbox set failed_at = now(), failure = $2 where id = $1', [outboxId, kind]),
    );
  }
}
