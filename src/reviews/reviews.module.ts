import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { ReviewPlansRepository } from './review-plans.repository.js';
import { ReviewPlansService } from './review-plans.service.js';
import { ReviewsJobs } from './reviews.jobs.js';
import { ReviewsOpening } from './reviews.opening.js';
import { ReviewsReminders } from './reviews.reminders.js';
import { ReviewsRepository } from './reviews.repository.js';
import { ClientReviews, ReminderReview, ReviewsResolver } from './reviews.resolver.js';
import { ReviewsService } from './reviews.service.js';

@Module({
  imports: [NotificationsModule],
  providers: [
    ReviewPlansRepository,
    ReviewPlansService,
    ReviewsJobs,
    ReviewsOpening,
    ReviewsReminders,
    ReviewsRepository,
    ReviewsResolver,
    ClientReviews,
    ReminderReview,
    ReviewsService,
  ],
})
export class ReviewsModule {}
