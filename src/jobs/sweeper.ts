import { Injectable, Logger } from '@nestjs/common';
import type { FoundSweep } from './job.registry.js';
import { sweepSeconds } from './jobs.metrics.js';
import { errorKind } from '../error-kind.js';

/** The first run after a start comes within this time, in ms, however seldom the sweep runs. */
const FIRST_WITHIN_MS = 5_000;
/** Pauses vary by this share, so that several workers drift apart and share the work. */
const JITTER = 0.1;

/** Rings the sweeps. Timers of one process: there is nothing to lose, since a sweep works out what is due by itself. */
@Injectable()
export class Sweeper {
  private readonly log = new Logger('Sweeper');
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = true;

  start(sweeps: FoundSweep[]): void {
    this.stopped = false;
    for (const sweep of sweeps) {
      this.runIn(Math.random() * Math.min(sweep.everySeconds * 1_000, FIRST_WITHIN_MS), sweep);
    }
  }

  /** Begins no more runs and waits for those under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.running);
  }

  /** The next run is planned when this one has ended, so a slow sweep never overlaps itself. */
  private runIn(ms: number, sweep: FoundSweep): void {
    const begin = () => {
      const run = this.run(sweep).then(() => {
        this.running.delete(run);
        const pause = sweep.everySeconds * 1_000 * (1 - JITTER + 2 * JITTER * Math.random());
        if (!this.stopped) this.runIn(pause, sweep);
      });
      this.running.add(run);
    };
    this.timers.set(sweep.name, setTimeout(begin, ms));
  }

  private async run({ name, run }: FoundSweep): Promise<void> {
    const end = sweepSeconds.startTimer({ sweep: name });
    try {
      await run();
      end({ outcome: 'done' });
    } catch (error) {
      end({ outcome: 'failed' });
      this.log.error({
        msg: 'a sweep failed; the next run does its work',
        sweep: name,
        error: errorKind(error),
      });
    }
  }
}
