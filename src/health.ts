import { Injectable, Logger, Module } from '@nestjs/common';
import { register } from 'prom-client';
import { NOBODY } from './db/actor.js';
import { Db } from './db/db.js';
import { migrationStatement } from './db/self-check.js';
import { JobQueue } from './jobs/job-queue.js';

/** How long one look at a dependency may take, in ms. */
const PROBE_MS = 2_000;

/** What an HTTP server of any kind answers. */
export interface HealthAnswer {
  status: number;
  type: string;
  body: string;
}

/** `/healthz`, `/readyz` and `/metrics` of both processes. */
@Injectable()
export class Health {
  private readonly log = new Logger('Health');
  private readonly migration = migrationStatement();
  /** This process is leaving: it answers what comes, and wants no more. */
  draining = false;
  private looking: Promise<string[]> | undefined;

  constructor(
    private readonly db: Db,
    private readonly queue: JobQueue,
  ) {}

  /** From now on not ready: what balances load sends nothing new, what runs is finished. */
  drain(): void {
    this.draining = true;
  }

  /** @returns undefined for any other path */
  async answer(path: string): Promise<HealthAnswer | undefined> {
    switch (path) {
      case '/healthz':
        return this.healthz();
      case '/readyz':
        return this.readyz();
      case '/metrics':
        return this.metrics();
      default:
        return undefined;
    }
  }

  /** Alive; touches nothing. */
  healthz(): HealthAnswer {
    return json(200, { alive: true });
  }

  /** 200 while the database, its migrations and the queue are as needed; 503 otherwise and while draining. */
  async readyz(): Promise<HealthAnswer> {
    if (this.draining) return json(503, { ready: false, draining: true });
    // Callers that ask at the same time share one look, so asking often costs the database nothing.
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    const failing = await this.looking;
    return failing.length === 0 ? json(200, { ready: true }) : json(503, { ready: false, failing });
  }

  async metrics(): Promise<HealthAnswer> {
    return { status: 200, type: register.contentType, body: await register.metrics() };
  }

  private async look(): Promise<string[]> {
    const probes: Record<string, () => Promise<unknown>> = {
      database: () => this.db.read(NOBODY, { text: 'select 1::text', values: [] }),
      migrations: async () => {
        if ((await this.db.read(NOBODY, this.migration)) === null) throw new Error('pending');
      },
      queue: () => this.queue.probe(),
    };
    const names = Object.keys(probes);
    const outcomes = await Promise.all(names.map((name) => inTime(probes[name]!)));
    const failing = names.filter((_, at) => !outcomes[at]);
    if (failing.length > 0) this.log.warn({ msg: 'not ready', failing });
    return failing;
  }
}

@Module({ providers: [Health], exports: [Health] })
export class HealthModule {}

function json(status: number, body: object): HealthAnswer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

async function inTime(probe: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_MS);
  });
  try {
    return await Promise.race([probe().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
