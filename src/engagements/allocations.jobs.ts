import { Injectable } from '@nestjs/common';
import { Sweep } from '../jobs/sweep.js';
import { AllocationsExpiry } from './allocations.expiry.js';

@Injectable()
export class AllocationsJobs {
  constructor(private readonly expiry: AllocationsExpiry) {}

  /** Days end somewhere every quarter of an hour. */
  @Sweep({ name: 'due-expiries', everySeconds: 300 })
  async expireDue(): Promise<void> {
    await this.expiry.expireDue(new Date());
  }
}
