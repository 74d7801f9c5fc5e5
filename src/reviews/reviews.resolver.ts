import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Many, One, Page, ReadOne } from '../graphql/read/declare.js';
import { Reminder } from '../notifications/reminders.graphql.js';
import type { ReviewStatus } from './review.entity.js';
import { ReviewPlansService } from './review-plans.service.js';
import {
  AnswerReviewInput,
  PlanReviewsInput,
  Review,
  ReviewConnection,
  ReviewPlan,
  ReviewRhythmInput,
  ReviewStatusEnum,
} from './reviews.graphql.js';
import { ReviewsService } from './reviews.service.js';

const planArgs = { id: id('review-plan') };
const planId = { type: () => ID, description: 'Id of the review plan.' };
const planVersion = { type: () => Int, description: 'The version that you saw.' };

@Resolver()
export class ReviewsResolver {
  constructor(
    private readonly reviews: ReviewsService,
    private readonly plans: ReviewPlansService,
  ) {}

  @ReadOne(() => Review, {
    description: 'A review by id; null where there is none that you may see.',
    allow: ['CLIENT', 'COACH'],
    args: { id: id('review') },
    where: (review, { arg }) => `${review}.id = ${arg('id', 'uuid')}`,
  })
  review(@Args('id', { type: () => ID, description: 'Id of the review.' }) _id: string): Review {
    return declared();
  }

  @Action(() => Review, {
    description:
      'Answers your own review, once: CONFLICT when it is answered already, or closed because the next has come.',
    allow: ['CLIENT'],
    args: { id: id('review') },
  })
  answerReview(
    @Args('id', { type: () => ID, description: 'Id of the review.' }) reviewId: string,
    @Args('input', { type: () => AnswerReviewInput, description: 'The answer.' }) input: AnswerReviewInput,
  ): Promise<{ id: string }> {
    return this.reviews.answer(reviewId, input, new Date());
  }

  @Action(() => ReviewPlan, {
    description:
      'Plans reviews, for yourself or as a coach for one of your own clients. CONFLICT where a plan of the kind is open.',
    allow: ['CLIENT', 'COACH'],
  })
  planReviews(
    @Args('input', { type: () => PlanReviewsInput, description: 'For whom and when.' })
    input: PlanReviewsInput,
  ): Promise<{ id: string }> {
    return this.plans.plan(input, new Date());
  }

  @Action(() => ReviewPlan, {
    description:
      'Changes when reviews are due. The next one stays as it was announced; the new rhythm begins a week or more after it.',
    allow: ['CLIENT', 'COACH'],
    args: planArgs,
  })
  changeReviewPlan(
    @Args('id', planId) plan: string,
    @Args('version', planVersion) version: number,
    @Args('input', { type: () => ReviewRhythmInput, description: 'The new rhythm, all of it.' })
    input: ReviewRhythmInput,
  ): Promise<{ id: string }> {
    return this.plans.change(plan, version, input, new Date());
  }

  @Action(() => ReviewPlan, {
    description:
      'Lets an active plan rest: no review opens, no reminder leaves. An open review can still be answered.',
    allow: ['CLIENT', 'COACH'],
    args: planArgs,
  })
  pauseReviewPlan(
    @Args('id', planId) plan: string,
    @Args('version', planVersion) version: number,
  ): Promise<{ id: string }> {
    return this.plans.pause(plan, version);
  }

  @Action(() => ReviewPlan, {
    description: 'Takes a resting plan up again, from its next occurrence on.',
    allow: ['CLIENT', 'COACH'],
    args: planArgs,
  })
  resumeReviewPlan(
    @Args('id', planId) plan: string,
    @Args('version', planVersion) version: number,
  ): Promise<{ id: string }> {
    return this.plans.resume(plan, version, new Date());
  }

  @Action(() => ReviewPlan, {
    description: 'Ends a plan for good; its reviews stay, and one that is open can still be answered.',
    allow: ['CLIENT', 'COACH'],
    args: planArgs,
  })
  endReviewPlan(
    @Args('id', planId) plan: string,
    @Args('version', planVersion) version: number,
  ): Promise<{ id: string }> {
    return this.plans.end(plan, version);
  }
}

/** How a client looks back. */
@Resolver(() => Client)
export class ClientReviews {
  @Page(() => ReviewConnection, {
    description: 'The client’s reviews that you may see, latest due first.',
    on: (client, review) => `${review}.client_id = ${client}.id`,
    filters: { status: (review, { arg }) => `${review}.status = ${arg('status', 'text')}` },
    order: [
      { sql: (review) => `${review}.due_at`, type: 'timestamptz', descending: true },
      { sql: (review) => `${review}.id`, type: 'uuid', descending: true },
    ],
  })
  reviews(
    @Args() _page: PageArgs,
    @Args('status', {
      type: () => ReviewStatusEnum,
      nullable: true,
      description: 'Only those that stand there.',
    })
    _status?: ReviewStatus,
  ): object {
    return declared();
  }

  @Many(() => [ReviewPlan], {
    description:
      'The client’s review plans that you may see and that have not ended: at most one of each kind.',
    on: (client, plan) => `${plan}.client_id = ${client}.id and ${plan}.status <> 'ENDED'`,
    limit: 10,
    order: [{ sql: (plan) => `${plan}.id`, type: 'uuid' }],
  })
  reviewPlans(): ReviewPlan[] {
    return declared();
  }
}

/** What a reminder is about. */
@Resolver(() => Reminder)
export class ReminderReview {
  @One(() => Review, {
    nullable: true,
    description: 'The review that it reminds of; null where it reminds of something else.',
    on: (reminder, review) => `${review}.id = ${reminder}.subject_id and ${reminder}.purpose = 'REVIEW_DUE'`,
  })
  review(): Review {
    return declared();
  }
}
