import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import { standing } from './goal.needs.js';
import type { GoalMeasure } from './goal.progress.js';
import type { GoalStatus } from './goal.states.js';

constraintMeans(
  'goals_scale_version',
  () => new AppError('VERSION_CONFLICT', 'The scale was changed meanwhile; look again.', 'version'),
);

/** What decides whether a scale can be confirmed. */
export interface SeenScale {
  status: GoalStatus;
  measure: GoalMeasure;
  version: number;
  isComplete: boolean;
}

/** The engagement, open and the actor's as the coach, with the client of a row. */
const coached = (row: string) =>
  `e.org_id = ${row}.org_id and e.client_id = ${row}.client_id and e.coach_id = app.member_id()
     and e.status in ('ACTIVE', 'PAUSED')`;

/** What client and coach confirm of scaled goals: each writes rows of their own. */
@Injectable()
export class GoalsScaleRepository {
  constructor(private readonly db: Db) {}

  /** @returns undefined where the actor is neither the client nor a coach of theirs */
  async findScale(goalId: string): Promise<SeenScale | undefined> {
    const [row] = await this.db.query<SeenScale>(
      `select g.status, g.measure, g.scale_version as version,
              num_nulls(g.levels, g.baseline, g.importance, g.difficulty) = 0 as "isComplete"
       from goals g where g.org_id = app.org_id() and g.id = $1
         and (g.client_id = app.member_id() or exists (select from engagements e where ${coached('g')}))`,
      [goalId],
    );
    return row;
  }

  /** Confirms a version of a scale for the actor's side; again changes nothing. */
  async confirmScale(goalId: string, version: number, at: Date): Promise<void> {
    await this.db.query(
      `insert into goal_scale_confirmations (client_id, goal_id, scale_version, engagement_id, at)
       select g.client_id, g.id, $2, e.id, $3::timestamptz from goals g left join engagements e on ${coached('g')}
       where g.org_id = app.org_id() and g.id = $1 and (g.client_id = app.member_id() or e.id is not null)
       on conflict on constraint goal_scale_confirmations_key do nothing`,
      [goalId, version, at],
    );
  }

  /** @returns whether it was confirmed now; not where it was before, or is no rating that stands */
  async confirmRating(progressId: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `insert into goal_rating_confirmations (client_id, goal_id, progress_id, engagement_id, at)
       select p.client_id, p.goal_id, p.id, e.id, $2::timestamptz
       from goal_progress p join goals g on g.org_id = p.org_id and g.id = p.goal_id join engagements e on ${coached('p')}
       where p.org_id = app.org_id() and p.id = $1 and g.measure = 'GAS'
         and p.at >= coalesce(g.measured_since, '-infinity') and ${standing('p')}
       on conflict on constraint goal_rating_confirmations_key do nothing
       returning id`,
      [progressId, at],
    );
    return rows.length === 1;
  }

  /** @returns whether the actor has confirmed an update of a client of theirs; undefined where there is none */
  async hasConfirmed(progressId: string): Promise<boolean | undefined> {
    const [row] = await this.db.query<{ confirmed: boolean }>(
      `select exists (select from goal_rating_confirmations r
                      where r.org_id = p.org_id and r.progress_id = p.id and r.coach_id = app.member_id()) as confirmed
       from goal_progress p join engagements e on ${coached('p')} where p.org_id = app.org_id() and p.id = $1`,
      [progressId],
    );
    return row?.confirmed;
  }
}
