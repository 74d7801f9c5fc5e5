import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Reads, Sql, Stored } from '../graphql/read/declare.js';
import type { Row } from '../graphql/read/declaration.js';
import { Instant } from '../graphql/scalars.js';
import type { Attainment } from './goal.attainment.js';
import type { GoalEntity } from './goal.entity.js';
import { confirmedLevelSql } from './goal.needs.js';

const confirmedAt = (side: 'is null' | 'is not null') => (goal: Row) =>
  `select min(c.at) from goal_scale_confirmations c where c.org_id = ${goal}.org_id and c.goal_id = ${goal}.id
     and c.scale_version = ${goal}.scale_version and c.engagement_id ${side}`;

@Reads('goals', {
  description:
    'The attainment scale of a goal that is measured by GAS: what five outcomes would look like. It can be changed until client and coach have both confirmed the same version.',
})
export class GoalScale implements Pick<GoalEntity, 'levels' | 'importance' | 'difficulty'> {
  @Stored(() => [String], {
    nullable: true,
    description:
      'The texts of the levels −2 (much less than expected), −1, 0 (as expected), +1 and +2 (much more), in this order; null until they are written.',
  })
  levels: string[] | null;

  @Sql(() => Int, {
    nullable: true,
    sql: (goal) => `${goal}.baseline::int`,
    description: 'The level at the start, −2 or −1; null until it is said.',
  })
  baselineLevel: number | null;

  @Stored(() => Int, { nullable: true, description: 'How much it matters, 1 to 3; null until it is said.' })
  importance: number | null;

  @Stored(() => Int, { nullable: true, description: 'How hard it is, 1 to 3; null until it is said.' })
  difficulty: number | null;

  @Sql(() => Int, {
    nullable: true,
    sql: (goal) => `${goal}.importance * ${goal}.difficulty`,
    description: 'Its weight in the T-score: importance × difficulty, 1 to 9; null until both are said.',
  })
  weight: number | null;

  @Stored(() => Int, {
    column: 'scale_version',
    description: 'Grows with every change of the scale; pass it back to confirm what you saw.',
  })
  version: number;

  @Sql(() => Instant, {
    nullable: true,
    sql: confirmedAt('is null'),
    description: 'When the client confirmed this version; null until then.',
  })
  confirmedByClientAt: string | null;

  @Sql(() => Instant, {
    nullable: true,
    sql: confirmedAt('is not null'),
    description: 'When a coach confirmed this version; null until then.',
  })
  confirmedByCoachAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    column: 'scale_locked_at',
    description: 'When both had confirmed it; from then on it stays as it is and can be rated. Null before.',
  })
  lockedAt: string | null;

  @Sql(() => Int, {
    nullable: true,
    sql: (goal) => `${confirmedLevelSql(goal)}::int`,
    description:
      'The level, −2 to +2, that the client rated last and a coach confirmed; null before the first. It is what progress and T-score go by; what the client rated, confirmed or not, is `lastValue` of the goal.',
  })
  level: number | null;
}

@ObjectType({
  description:
    'Goal attainment scaling (Kiresuk & Sherman 1968) over the goals of an engagement whose scales are locked: T = 50 + 10·Σwx / √((1 − ρ)Σw² + ρ(Σw)²), ρ = 0.3, x the confirmed level and w its weight. 50 is as expected, 10 is one standard deviation.',
})
export class GoalAttainment implements Attainment {
  @Field(() => Float, {
    nullable: true,
    description: 'The T-score of the rated goals; null while none is rated.',
  })
  t: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'T of the same goals at their baseline levels, to compare with; null while none is rated.',
  })
  tAtBaseline: number | null;

  @Field(() => Int, { description: 'How many goals are rated, and counted in.' })
  rated: number;

  @Field(() => Int, { description: 'How many goals have no confirmed rating yet, and are left out.' })
  unrated: number;
}
