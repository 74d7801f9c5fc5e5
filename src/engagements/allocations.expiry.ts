import { Injectable, Logger } from '@nestjs/common';
import { Db } from '../db/db.js';
import { errorKind } from '../error-kind.js';
import { AllocationsRepository } from './allocations.repository.js';

const BATCH = 500;

/** Expires what is left of allocations whose last day is over where the client is. */
@Injectable()
export class AllocationsExpiry {
  private readonly log = new Logger('AllocationsExpiry');

  constructor(
    private readonly db: Db,
    private readonly allocations: AllocationsRepository,
  ) {}

  /** All that is due at `now`, in all organizations. Several workers may do so at once. */
  async expireDue(now: Date): Promise<void> {
    for (;;) {
      const due = await this.allocations.findDue(now, BATCH);
      let done = 0;
      for (const each of due) if (await this.expire(each, now)) done += 1;
      // Those where it fails would be found again at once.
      if (due.length < BATCH || done === 0) return;
    }
  }

  /** One client's failure is not the others'; the next sweep finds it again. */
  private async expire({ orgId, id }: { orgId: string; id: string }, now: Date): Promise<boolean> {
    try {
      return await this.db.run({ kind: 'system', orgId }, () => this.allocations.expire(id, now));
    } catch (error) {
      this.log.error({ msg: 'an allocation did not expire', orgId, id, error: errorKind(error) });
      return false;
    }
  }
}
