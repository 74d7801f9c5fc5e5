import { Injectable } from '@nestjs/common';
import { Job, type JobRef } from '../jobs/job.js';
import { Sweep } from '../jobs/sweep.js';
import { RemindersDelivery, SEND_REMINDER } from './reminders.delivery.js';

@Injectable()
export class RemindersJobs {
  constructor(private readonly delivery: RemindersDelivery) {}

  @Sweep({ name: 'due-reminders', everySeconds: 5 })
  async claimDue(): Promise<void> {
    await this.delivery.claimDue(new Date());
  }

  @Job(SEND_REMINDER)
  async send({ orgId, subjectId }: JobRef): Promise<void> {
    await this.delivery.deliver(orgId, subjectId, new Date());
  }
}
