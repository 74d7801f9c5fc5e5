import { Injectable } from '@nestjs/common';
import { Sweep } from '../jobs/sweep.js';
import { ReviewsOpening } from './reviews.opening.js';

@Injectable()
export class ReviewsJobs {
  constructor(private readonly opening: ReviewsOpening) {}

  @Sweep({ name: 'due-reviews', everySeconds: 15 })
  async openDue(): Promise<void> {
    await this.opening.openDue(new Date());
  }
}
