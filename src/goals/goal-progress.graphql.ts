import { Float } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { Id, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { GoalProgressEntity } from './goal-progress.entity.js';

@Reads('goal_progress', {
  idKind: 'goal-progress',
  description:
    'One observation of a goal’s measure. Never changed: a wrong one is replaced by another that names it.',
})
export class GoalProgress implements Pick<GoalProgressEntity, 'note' | 'correctionReason'> {
  @Id('goal-progress')
  id: string;

  @Stored(() => Float, { description: 'The value, in the unit that the goal had at that time.' })
  value: number;

  @Stored(() => String, { nullable: true, description: 'What the client noted with it.' })
  note: string | null;

  @Stored(() => Instant, { description: 'When the value held.' })
  at: string;

  @Stored(() => Instant, {
    description: 'When it was written down; later than `at` for one that was added afterwards.',
  })
  createdAt: string;

  @One(() => GoalProgress, {
    nullable: true,
    description:
      'The wrong update that this one replaces in every calculation; null for one that replaces none.',
    on: (update, corrected) => `${corrected}.id = ${update}.corrects_id`,
  })
  corrects: GoalProgress | null;

  @Sql(() => Instant, {
    nullable: true,
    sql: (update) =>
      `select min(r.at) from goal_rating_confirmations r
       where r.org_id = ${update}.org_id and r.progress_id = ${update}.id`,
    description: 'When a coach confirmed it as the rating of a scaled goal; null until then, and for others.',
  })
  confirmedAt: string | null;

  @Stored(() => String, { nullable: true, description: 'Why the earlier update was wrong.' })
  correctionReason: string | null;
}

export const GoalProgressConnection = connectionOf(GoalProgress, 'progress updates');
