import { Injectable, Logger } from '@nestjs/common';
import { JobQueue } from './job-queue.js';
import type { JobName } from './job.js';

/** Rings kept in one call to the queue: large enough to be quick, small enough to stay within its bound. */
const BATCH = 1_000;

/** Wakes handlers for work whose truth is a row with a lease of its own, such as a claimed reminder. */
@Injectable()
export class Doorbell {
  private readonly log = new Logger('Doorbell');

  constructor(private readonly queue: JobQueue) {}

  /**
   * Rings after the claim has been committed, never inside a unit of work. A queue that does not answer is logged and
   * no error: the leases run out and the next sweep claims the same rows again.
   */
  async ring(job: JobName, refs: readonly { orgId: string; subjectId: string }[]): Promise<void> {
    const rings = refs.map((ref) => ({ ...ref, job, id: `${job}-${ref.subjectId}` }));
    try {
      for (let from = 0; from < rings.length; from += BATCH) {
        await this.queue.add(rings.slice(from, from + BATCH));
      }
    } catch {
      this.log.warn({ msg: 'the doorbell did not ring; the lease brings the work back', job });
    }
  }
}
