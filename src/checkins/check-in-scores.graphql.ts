import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { Computed, Many, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { ChangeVerdict } from './check-in.change.js';
import type { Dimension } from './check-in.dimensions.js';
import { nextStepWords, type NextStep, type StuckLabel } from './check-in.labels.js';
import * as needs from './check-in.needs.js';
import type { Trend } from './check-in.trend.js';
import {
  BandEnum,
  ChangeVerdictEnum,
  DimensionEnum,
  NextStepEnum,
  StuckLabelEnum,
} from './check-ins.enums.graphql.js';
import type { CheckInLabelEntity } from './check-in-label.entity.js';
import type { Band, CheckInScoreEntity } from './check-in-score.entity.js';
import { InstrumentItem } from './instruments.graphql.js';
import { DIMENSION_ITEMS_MAX } from './instrument.shape.js';

@Reads('check_in_labels', { description: 'What a client’s scores say, and what to do next.' })
export class CheckInLabel implements Pick<CheckInLabelEntity, 'label' | 'nextStep' | 'dimensions'> {
  @Stored(() => StuckLabelEnum, { description: 'What they say.' })
  label: StuckLabel;

  @Stored(() => [DimensionEnum], { description: 'The dimensions that say it: each is at 50 or above.' })
  dimensions: Dimension[];

  @Stored(() => NextStepEnum, { description: 'What to do next.' })
  nextStep: NextStep;

  @Sql(() => String, {
    description: 'What to do next, in a sentence for the client.',
    sql: (label) => `case ${label}.next_step ${needs.casesOf(nextStepWords)} end`,
  })
  nextStepWords: string;

  @Many(() => [InstrumentItem], {
    description: 'The items that it cites: all of its dimensions, whatever was answered to each.',
    on: (label, item) =>
      `${item}.instrument_id = ${label}.instrument_id and ${item}.dimension = any (${label}.dimensions)`,
    limit: 2 * DIMENSION_ITEMS_MAX,
    order: [
      { sql: (item) => `${item}.position`, type: 'int' },
      { sql: (item) => `${item}.id`, type: 'uuid' },
    ],
  })
  items: InstrumentItem[];
}

@ObjectType({ description: 'What became of the index since the check-in before.' })
export class CheckInChange implements needs.Change {
  @Field(() => Float, { description: 'The index of the check-in before.' })
  previousIndex: number;

  @Field(() => Instant, { description: 'When the check-in before was submitted.' })
  previousAt: string;

  @Field(() => Float, { description: 'This index minus that one, in points; below 0 is less stuck.' })
  difference: number;

  @Field(() => ChangeVerdictEnum, {
    description:
      'Whether that is more than noise: |difference| ≥ 1.96·√2·SEM = 19.40 points, with a provisional SEM of 7.',
  })
  verdict: ChangeVerdict;
}

@ObjectType({ description: 'Where a dimension is going.' })
export class CheckInTrend implements Trend {
  @Field(() => DimensionEnum, { description: 'The dimension.' })
  dimension: Dimension;

  @Field(() => Float, {
    nullable: true,
    description:
      'Points per 30 days, above 0 when it gets worse: the Theil–Sen slope, the median over all pairs of check-ins. Null below three that know the dimension.',
  })
  slope: number | null;

  @Field(() => Int, { description: 'How many check-ins the line goes through, at most 6.' })
  checkIns: number;
}

const scored = (what: string) => ({
  nullable: true,
  description: `${what}, 0 to 100: 25 × the mean of its recoded answers. Null when fewer than two thirds of its items were answered.`,
});

@Reads('check_in_scores', {
  description:
    'What came of a submitted check-in. The client sees it, and with consent to CHECK_INS the coach.',
})
export class CheckInScores implements Pick<
  CheckInScoreEntity,
  'band' | 'answered' | 'items' | 'straightLining' | 'incomplete' | 'flagged'
> {
  @Stored(() => Instant, { description: 'When the check-in was submitted.' })
  submittedAt: string;

  @Stored(() => Float, {
    nullable: true,
    column: 'index_score',
    description:
      'How stuck, 0 to 100: the mean of the six dimensions that are known. Null when fewer than four are.',
  })
  index: number | null;

  @Stored(() => BandEnum, { nullable: true, description: 'What the index means; null without one.' })
  band: Band | null;

  @Stored(() => Float, scored('Boredom'))
  boredom: number | null;

  @Stored(() => Float, scored('Being unchallenged'))
  unchallenged: number | null;

  @Stored(() => Float, scored('Being undervalued'))
  undervalued: number | null;

  @Stored(() => Float, scored('Postponing'))
  postponing: number | null;

  @Stored(() => Float, scored('Frustration'))
  frustration: number | null;

  @Stored(() => Float, scored('Loss of motivation'))
  motivationLoss: number | null;

  @Stored(() => Float, scored('Blocked above, the structural part that never counts in the index'))
  blockedAbove: number | null;

  @Stored(() => Int, { description: 'How many items of the six dimensions were answered.' })
  answered: number;

  @Stored(() => Int, { description: 'How many items the six dimensions have.' })
  items: number;

  @Stored(() => Float, { description: 'answered / items, 0 to 1.' })
  coverage: number;

  @Stored(() => Boolean, {
    description:
      'Whether five sixths or more of at least six raw answers are the same, reversed items or not.',
  })
  straightLining: boolean;

  @Stored(() => Boolean, {
    description: 'Whether there is no index, or fewer than two thirds of the items were answered.',
  })
  incomplete: boolean;

  @Stored(() => Boolean, {
    description: 'Straight-lining or incomplete: left out of aggregates, of changes and of trends.',
  })
  flagged: boolean;

  @Many(() => [CheckInLabel], {
    description:
      'What the scores say, each with its items and its next step; empty where nothing stands out.',
    on: (scores, label) => `${label}.client_id = ${scores}.client_id and ${label}.check_in_id = ${scores}.id`,
    limit: 5,
    order: [{ sql: (label) => `${label}.id`, type: 'uuid' }],
  })
  labels: CheckInLabel[];

  @Computed<needs.ChangeNeeds>(() => CheckInChange, {
    nullable: true,
    description:
      'What became of the index since the last check-in before it by the same instrument that has one and no flag; null without such a one, and where this one is flagged.',
    needs: needs.changeNeeds,
    compute: needs.changeFrom,
  })
  change: CheckInChange | null;
}
