import { Injectable } from '@nestjs/common';
import { Job, type JobRef } from '../jobs/job.js';
import { Sweep } from '../jobs/sweep.js';
import { CalendarMailsDelivery, SEND_CALENDAR_MAIL } from './calendar-mails.delivery.js';

@Injectable()
export class CalendarsJobs {
  constructor(private readonly delivery: CalendarMailsDelivery) {}

  @Sweep({ name: 'due-calendar-mails', everySeconds: 5 })
  async claimDue(): Promise<void> {
    await this.delivery.claimDue(new Date());
  }

  @Job(SEND_CALENDAR_MAIL)
  async send({ orgId, subjectId }: JobRef): Promise<void> {
    await this.delivery.deliver(orgId, subjectId, new Date());
  }
}
