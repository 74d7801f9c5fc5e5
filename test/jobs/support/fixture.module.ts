// A small product of the kernel alone: three jobs whose effects are rows, and a sweep.
import { setTimeout as sleep } from 'node:timers/promises';
import { Global, Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { ENV, loadEnv, type Env } from '../../../src/config/env.js';
import { appDataSource } from '../../../src/db/data-source.js';
import { Db } from '../../../src/db/db.js';
import { HealthModule } from '../../../src/health.js';
import { declareJob, Job, type JobRef } from '../../../src/jobs/job.js';
import { JobsModule } from '../../../src/jobs/jobs.module.js';
import type { JobTimes } from '../../../src/jobs/jobs.times.js';
import { Sweep } from '../../../src/jobs/sweep.js';

export const EFFECT = declareJob('test-effect');
export const SLOW = declareJob('test-slow');
export const FAILS = declareJob('test-fails');

/** How long `SLOW` takes, in ms. */
export const SLOW_MS = 700;
export const CANARY = 'what she wrote in her journal';

@Injectable()
export class TestJobs {
  constructor(private readonly db: Db) {}

  @Job(EFFECT)
  async effect({ orgId, subjectId }: JobRef): Promise<void> {
    await this.note(orgId, subjectId, 'done');
  }

  @Job(SLOW)
  async slow({ orgId, subjectId }: JobRef): Promise<void> {
    await this.note(orgId, subjectId, 'begun');
    await sleep(SLOW_MS);
    await this.note(orgId, subjectId, 'ended');
  }

  @Job(FAILS)
  async fails({ orgId, subjectId }: JobRef): Promise<void> {
    await this.note(orgId, subjectId, 'tried');
    throw new RangeError(CANARY);
  }

  private async note(orgId: string, subjectId: string, note: string): Promise<void> {
    await this.db.run({ kind: 'system', orgId }, async () => {
      await this.db.query('insert into runs (subject_id) values ($1)', [subjectId]);
      await this.db.query('insert into effects (subject_id, note) values ($1, $2) on conflict do nothing', [
        subjectId,
        note,
      ]);
    });
  }
}

@Injectable()
export class TestSweep {
  /** When each run began and ended. */
  readonly runs: { began: number; ended: number }[] = [];

  @Sweep({ name: 'test-sweep', everySeconds: 0.02 })
  async run(): Promise<void> {
    const began = performance.now();
    await sleep(60);
    this.runs.push({ began, ended: performance.now() });
    if (this.runs.length === 1) throw new RangeError(CANARY);
  }
}

@Global()
@Module({
  providers: [
    {
      provide: Db,
      useFactory: async (env: Env) =>
        new Db(await appDataSource(env.databaseUrl, env.databasePool, []).initialize()),
      inject: [ENV],
    },
  ],
  exports: [Db],
})
class DatabaseFixture implements OnApplicationShutdown {
  constructor(private readonly db: Db) {}

  async onApplicationShutdown(): Promise<void> {
    await this.db.dataSource.destroy();
  }
}

@Global()
@Module({ exports: [ENV] })
class EnvironmentFixture {}

/** @param source the variables of the environment */
export function fixture(source: Record<string, string | undefined>, times: Partial<JobTimes>): DynamicModule {
  return {
    module: class Fixture {},
    imports: [
      { module: EnvironmentFixture, providers: [{ provide: ENV, useFactory: () => loadEnv(source) }] },
      LoggerModule.forRoot({ pinoHttp: { level: source.LOG_LEVEL ?? 'silent' } }),
      DatabaseFixture,
      JobsModule.register(times),
      HealthModule,
    ],
    providers: [TestJobs, TestSweep],
  };
}

/** Short, so that tests are; in proportion to the real ones. */
export const SHORT_TIMES: Partial<JobTimes> = {
  poll: 100,
  handAgain: 400,
  lock: 1_000,
  stalledCheck: 300,
  retry: 1,
  retryCap: 5,
  drain: 5_000,
};
