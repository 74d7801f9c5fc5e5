import { Injectable } from '@nestjs/common';
import { declareJob, Job, type JobRef } from '../jobs/job.js';
import { WinsService } from './wins.service.js';

/** Announced by the triggers of migration 0122, in the same transaction as what a client did. The subject is the client. */
export const DERIVE_WINS = declareJob('derive-wins');

@Injectable()
export class WinsJobs {
  constructor(private readonly wins: WinsService) {}

  @Job(DERIVE_WINS)
  derive({ orgId, subjectId }: JobRef): Promise<void> {
    return this.wins.derive(orgId, subjectId, new Date());
  }
}
