// Guarantees: every committed row of the outbox is rung until its handler has deleted it, whatever happens to the queue.
import { Inject, Injectable, Logger } from '@nestjs/common';
import pg from 'pg';
import { ENV, type Env } from '../config/env.js';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';
import { errorKind } from '../error-kind.js';
import { JobQueue } from './job-queue.js';
import type { JobName } from './job.js';
import { JOB_TIMES, type JobTimes } from './jobs.times.js';
import { OUTBOX_CHANNEL } from './outbox.js';

/** Rows claimed at once. */
const BATCH = 500;

interface Due {
  org_id: string;
  id: string;
  job: JobName;
  subject_id: string;
}

@Injectable()
export class Relay {
  private readonly log = new Logger('Relay');
  private listener: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private rungMeanwhile = false;
  private stopped = true;

  constructor(
    private readonly db: Db,
    private readonly queue: JobQueue,
    @Inject(ENV) private readonly env: Env,
    @Inject(JOB_TIMES) private readonly times: JobTimes,
  ) {}

  /** Hands over what waits, then whatever is announced, until `stop`. */
  start(): void {
    this.stopped = false;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    const { listener } = this;
    this.listener = undefined;
    await listener?.end().catch(() => undefined);
  }

  /** A round that is under way is followed by another: what was committed behind its claim is not left to the poll. */
  private wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.rungMeanwhile = true;
      return;
    }
    clearTimeout(this.timer);
    this.running = this.round().finally(() => {
      this.running = undefined;
      if (this.stopped) return;
      if (!this.rungMeanwhile) this.timer = setTimeout(() => this.wake(), this.times.poll);
      else {
        this.rungMeanwhile = false;
        this.wake();
      }
    });
  }

  private async round(): Promise<void> {
    try {
      await this.listen();
      // Nothing is claimed for a queue that is away: the rows are then handed over as soon as it is back.
      await this.queue.probe();
      while (!this.stopped && (await this.handOver()) === BATCH);
    } catch (error) {
      this.log.warn({ msg: 'the outbox waits', error: errorKind(error) });
    }
  }

  /** @returns how many rows were due */
  private async handOver(): Promise<number> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: `select * from app.claim_outbox($1, make_interval(secs => $2))`,
      values: [BATCH, this.times.handAgain / 1_000],
    });
    const due = rows as Due[];
    if (due.length === 0) return 0;
    await this.queue.add(
      due.map(({ id, job, org_id, subject_id }) => ({
        id,
        job,
        orgId: org_id,
        subjectId: subject_id,
        outboxId: id,
      })),
    );
    return due.length;
  }

  /** A connection of its own, since a pooled one would be lent to others; made anew by the next round when it drops. */
  private async listen(): Promise<void> {
    if (this.listener) return;
    const client = new pg.Client({
      connectionString: this.env.databaseUrl,
      keepAlive: true,
      connectionTimeoutMillis: this.times.queueCall,
      query_timeout: this.times.queueCall,
      application_name: 'waymark relay',
    });
    const dropped = () => {
      if (this.listener === client) this.listener = undefined;
    };
    client.on('error', dropped).on('end', dropped);
    client.on('notification', () => this.wake());
    await client.connect();
    await client.query(`listen ${OUTBOX_CHANNEL}`);
    this.listener = client;
  }
}
