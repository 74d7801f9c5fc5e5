import { Injectable, Logger } from '@nestjs/common';
import { errorKind } from '../error-kind.js';
import { Job, type JobRef } from '../jobs/job.js';
import { Sweep } from '../jobs/sweep.js';
import { BUILD_REPORT } from './report.work.js';
import { ReportsBuild } from './reports.build.js';
import { ReportsRepository } from './reports.repository.js';

const BATCH = 100;

@Injectable()
export class ReportsJobs {
  private readonly log = new Logger('ReportsJobs');

  constructor(
    private readonly reports: ReportsRepository,
    private readonly building: ReportsBuild,
  ) {}

  @Job(BUILD_REPORT)
  build({ orgId, subjectId }: JobRef): Promise<void> {
    return this.building.build(orgId, subjectId, new Date());
  }

  /** Tells those who wait for a report whose job was given up, or taken out of the outbox by an operator. */
  @Sweep({ name: 'abandoned-reports', everySeconds: 30 })
  async failAbandoned(): Promise<void> {
    for (const { orgId, id } of await this.reports.findAbandoned(BATCH)) {
      try {
        await this.building.fail(orgId, id, 'GIVEN_UP');
      } catch (error) {
        // One that fails again is not the others' business; the next sweep finds it.
        this.log.error({ msg: 'an abandoned report was not ended', reportId: id, error: errorKind(error) });
      }
    }
  }
}
