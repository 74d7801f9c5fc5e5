import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { ReviewKind, ReviewPlanStatus } from './review-plan.entity.js';
import type { ReviewEntity, ReviewStatus } from './review.entity.js';

type Opening = Pick<ReviewEntity, 'clientId' | 'planId' | 'kind' | 'dueOn' | 'dueAt'>;

/** The texts of an answer, sealed; null where nothing was said. */
export interface SealedAnswer {
  wentWell: string | null;
  blockers: string | null;
  nextCommitment: string | null;
}

@Injectable()
export class ReviewsRepository {
  constructor(private readonly db: Db) {}

  /** @returns the new review; undefined when the client had one of this kind on that day already */
  async insert(review: Opening, status: Exclude<ReviewStatus, 'ANSWERED'>): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into reviews (client_id, plan_id, kind, due_on, due_at, status) values ($1, $2, $3, $4, $5, $6)
       on conflict on constraint reviews_occurrence_key do nothing returning id`,
      [review.clientId, review.planId, review.kind, review.dueOn, review.dueAt, status],
    );
    return row?.id;
  }

  /** Closes the review of this kind that waits for the client. */
  async miss(clientId: string, kind: ReviewKind): Promise<void> {
    await this.db.query(
      `update reviews set status = 'MISSED', version = version + 1
       where org_id = app.org_id() and client_id = $1 and kind = $2 and status = 'DUE'`,
      [clientId, kind],
    );
  }

  /** @returns whether it was the actor's own and due */
  async answer(id: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update reviews set status = 'ANSWERED', answered_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and status = 'DUE' returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  async findOwnStatus(id: string): Promise<ReviewStatus | undefined> {
    const [row] = await this.db.query<{ status: ReviewStatus }>(
      `select status from reviews where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return row?.status;
  }

  async insertAnswer(id: string, { wentWell, blockers, nextCommitment }: SealedAnswer): Promise<void> {
    await this.db.query(
      `insert into review_answers (id, client_id, went_well, blockers, next_commitment)
       values ($1, app.member_id(), $2, $3, $4)`,
      [id, wentWell, blockers, nextCommitment],
    );
  }

  /** Notes where the client's active goals stand. */
  async noteGoals(id: string): Promise<void> {
    await this.db.query(
      `insert into review_goals (review_id, client_id, goal_id, last_value, last_progress_at)
       select $1, g.client_id, g.id, g.last_value, g.last_progress_at from goals g
       where g.org_id = app.org_id() and g.client_id = app.member_id() and g.status = 'ACTIVE'`,
      [id],
    );
  }

  /** What decides whether to remind of a review of the actor's; undefined when there is none. */
  async findForReminder(
    id: string,
  ): Promise<{ status: ReviewStatus; version: number; plan_status: ReviewPlanStatus } | undefined> {
    const [row] = await this.db.query<{
      status: ReviewStatus;
      version: number;
      plan_status: ReviewPlanStatus;
    }>(
      `select r.status, r.version, p.status as plan_status
       from reviews r join review_plans p on p.org_id = r.org_id and p.id = r.plan_id
       where r.org_id = app.org_id() and r.id = $1 and r.client_id = app.member_id()`,
      [id],
    );
    return row;
  }
}
