import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Doorbell } from './doorbell.js';
import { JobQueue } from './job-queue.js';
import { JobRegistry } from './job.registry.js';
import { JobRunner } from './job.runner.js';
import { DEFAULT_TIMES, JOB_TIMES, type JobTimes } from './jobs.times.js';
import { OutboxGauge } from './outbox.gauge.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';
import { Sweeper } from './sweeper.js';

/**
 * Background work, for both processes: the API announces, the worker also calls `JobRunner.start()`. Nothing runs and
 * no connection opens before that.
 */
@Module({})
export class JobsModule {
  /** @param times changes of the time constants, for tests */
  static register(times: Partial<JobTimes> = {}): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: JOB_TIMES, useValue: { ...DEFAULT_TIMES, ...times } },
        Outbox,
        Doorbell,
        JobQueue,
        JobRegistry,
        JobRunner,
        OutboxGauge,
        Relay,
        Sweeper,
      ],
      exports: [Outbox, Doorbell, JobQueue, JobRunner],
    };
  }
}
