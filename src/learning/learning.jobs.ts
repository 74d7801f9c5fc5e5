import { Injectable } from '@nestjs/common';
import { Sweep } from '../jobs/sweep.js';
import { LearningDue } from './learning.due.js';

@Injectable()
export class LearningJobs {
  constructor(private readonly due: LearningDue) {}

  /** Reminders leave in the morning and are planned from midnight on. */
  @Sweep({ name: 'expiring-credentials', everySeconds: 300 })
  async announceCredentials(): Promise<void> {
    await this.due.announceCredentials(new Date());
  }

  /** Reads show an open review at once, whenever this comes. */
  @Sweep({ name: 'due-risk-reviews', everySeconds: 60 })
  async openReviews(): Promise<void> {
    await this.due.openReviews(new Date());
  }
}
