import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { LocalDate } from '../graphql/scalars.js';
import type { Forecast, ForecastConfidence, ForecastInterval } from './goal.forecast.js';
import type { Rollup } from './goal.rollup.js';
import type { SmartLetter, SmartVerdict } from './goal.smart.js';
import { ForecastConfidenceEnum, SmartLetterEnum } from './goals.enums.graphql.js';

@ObjectType({ description: 'What the SMART check says to one of its five questions.' })
export class GoalSmartVerdict implements SmartVerdict {
  @Field(() => SmartLetterEnum, { description: 'The question.' })
  letter: SmartLetter;

  @Field(() => Boolean, { description: 'Whether the goal passes.' })
  passed: boolean;

  @Field(() => Boolean, { description: 'Whether activation depends on it; otherwise it advises.' })
  required: boolean;

  @Field(() => String, { description: 'One sentence for the client: what is good, or what to add.' })
  message: string;
}

@ObjectType({ description: 'Between which days a goal will be reached, with 80 % confidence.' })
export class GoalForecastInterval implements ForecastInterval {
  @Field(() => LocalDate, { description: 'The first day.' })
  earliestOn: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day; null when the updates are also compatible with never arriving.',
  })
  latestOn: string | null;
}

@ObjectType({
  description:
    'The line through the current segment’s progress updates, carried on to the target; days in the client’s zone.',
})
export class GoalForecast implements Forecast {
  @Field(() => Float, {
    description:
      'Fraction of the way per day: the Theil–Sen slope, the median over all pairs of updates of the current segment.',
  })
  slopePerDay: number;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The day on which the line reaches the target; null when the pace is zero or leads away from it.',
  })
  projectedOn: string | null;

  @Field(() => GoalForecastInterval, {
    nullable: true,
    description:
      'The 80 % interval, from six updates on: Fieller’s interval for the crossing instant of a least-squares line, Student’s t with n − 2 degrees of freedom, widened to hold the Theil–Sen date, whole days. Null below six updates and where they do not pin a date.',
  })
  interval: GoalForecastInterval | null;

  @Field(() => ForecastConfidenceEnum, { description: 'How far the forecast can be relied on.' })
  confidence: ForecastConfidence;
}

@ObjectType({ description: 'The progress of the goals that serve a larger one, by their relative weights.' })
export class GoalRollup implements Rollup {
  @Field(() => Float, {
    nullable: true,
    description: 'From 0 to 1, the weights normalised over the goals that count; null when none counts.',
  })
  progress: number | null;

  @Field(() => Int, {
    description: 'How many goals count: active, achieved or partly achieved, and measurable.',
  })
  counted: number;

  @Field(() => Int, { description: 'How many are paused and therefore left out.' })
  paused: number;

  @Field(() => Int, {
    description: 'How many are left out for another reason: drafts, given up, replaced, not measurable.',
  })
  leftOut: number;

  @Field(() => String, {
    nullable: true,
    description: 'What a reader must know about the figure, in a sentence; null when every goal counts.',
  })
  note: string | null;
}
