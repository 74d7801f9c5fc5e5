import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { declaredJobs, JOB, type JobName, type JobRef } from './job.js';
import { SWEEP, type SweepSchedule } from './sweep.js';

export type Handler = (ref: JobRef) => Promise<void>;

export interface FoundSweep extends SweepSchedule {
  run: (this: void) => Promise<void>;
}

/** Finds the decorated methods of all providers. */
@Injectable()
export class JobRegistry {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /**
   * The handler of each declared job.
   * @throws Error that names the declared jobs that nobody handles, or that more than one handles
   */
  handlers(): Map<JobName, Handler> {
    const handlers = new Map<JobName, Handler>();
    for (const { meaning, call } of this.marked<JobName>(JOB)) {
      if (handlers.has(meaning)) throw new Error(`The job ${meaning} has two handlers.`);
      handlers.set(meaning, call as Handler);
    }
    const orphans = declaredJobs().filter((name) => !handlers.has(name));
    if (orphans.length > 0) throw new Error(`No handler for the job ${orphans.join(', ')}.`);
    return handlers;
  }

  /** @throws Error when two sweeps share a name */
  sweeps(): FoundSweep[] {
    const sweeps = this.marked<SweepSchedule>(SWEEP).map(({ meaning, call }) => ({
      ...meaning,
      run: call as FoundSweep['run'],
    }));
    const names = sweeps.map((sweep) => sweep.name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice) throw new Error(`Two sweeps are named ${twice}.`);
    return sweeps;
  }

  private marked<T>(mark: string): { meaning: T; call: (...args: never[]) => Promise<void> }[] {
    const instances = new Set(this.discovery.getProviders().map(({ instance }) => instance as unknown));
    return [...instances].flatMap((instance) => {
      if (typeof instance !== 'object' || instance === null) return [];
      const methods = instance as Record<string, (...args: never[]) => Promise<void>>;
      const names = this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object);
      return names.flatMap((name) => {
        const meaning = Reflect.getMetadata(mark, methods[name]!) as T | undefined;
        return meaning === undefined ? [] : [{ meaning, call: methods[name]!.bind(instance) }];
      });
    });
  }
}
