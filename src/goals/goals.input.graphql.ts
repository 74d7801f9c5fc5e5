import { Float, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id } from '../graphql/ids.js';
import { Input } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import type { GoalKind } from './goal.entity.js';
import type { GoalMeasure } from './goal.progress.js';
import { areLevels, type GoalHorizon } from './goal.smart.js';
import { GoalHorizonEnum, GoalKindEnum, GoalMeasureEnum } from './goals.enums.graphql.js';

/** PostgreSQL stores every character but NUL. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((given) => !given.includes('\0'), 'must not hold the NUL character');
const levels = z.array(text(500)).refine(areLevels, 'must be five different texts, from −2 to +2');
const grade = z.number().min(1).max(3);
/** What numeric(15,6) holds, rounded as it would round it. */
const amount = z
  .number()
  .min(-999_999_999)
  .max(999_999_999)
  .transform((given) => Number(given.toFixed(6)));
const day = z
  .string()
  .refine((given) => given >= '2000-01-01' && given < '2200', 'must be from 2000 to 2199');

/** The reason of an action that asks for one. */
export const reasonCheck = text(500);

export const searchCheck = text(200);
export const tagCheck = text(40);
export const tagsCheck = z
  .array(tagCheck)
  .max(10)
  .transform((tags) => [...new Set(tags)]);

@InputType({ description: 'A step on the way to a goal.' })
export class GoalMilestoneInput {
  @Input(() => String, { check: text(200), description: 'What is to be done; at most 200 letters.' })
  title: string;

  @Input(() => LocalDate, { nullable: true, check: day, description: 'The day by which it is to be done.' })
  dueOn?: string | null;
}

/** What can be left out when a goal is written, and changed afterwards. */
@InputType({ isAbstract: true })
abstract class GoalDetails {
  @Input(() => String, {
    nullable: true,
    check: text(2000),
    description: 'What you will be seen doing; at most 2000 letters.',
  })
  behaviour?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(40),
    description: 'The unit of baseline, target and updates, as `talks`; PERCENT needs none.',
  })
  unit?: string | null;

  @Input(() => Float, {
    nullable: true,
    check: amount,
    description: 'Where it starts; up to six decimals count. For GAS the level, −2 or −1.',
  })
  baseline?: number | null;

  @Input(() => Float, {
    nullable: true,
    check: amount,
    description: 'Where it ends; below the baseline when less is better.',
  })
  target?: number | null;

  @Input(() => [String], {
    nullable: true,
    check: levels,
    description:
      'For GAS, what the levels −2 (much less than expected), −1, 0 (as expected), +1 and +2 (much more) look like: five different texts of at most 500 letters, in this order.',
  })
  levels?: string[] | null;

  @Input(() => Int, { nullable: true, check: grade, description: 'For GAS, how much it matters, 1 to 3.' })
  importance?: number | null;

  @Input(() => Int, { nullable: true, check: grade, description: 'For GAS, how hard it is, 1 to 3.' })
  difficulty?: number | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: day,
    description: 'The day by which it is to be reached, in your zone.',
  })
  targetOn?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(0).max(10),
    description: 'How confident you are to reach it, 0 to 10.',
  })
  confidence?: number | null;

  @Input(() => String, {
    nullable: true,
    check: text(500),
    description: 'Who or what helps; at most 500 letters.',
  })
  support?: string | null;

  @Input(() => ID, { nullable: true, check: id('gap'), description: 'The gap of yours that it answers.' })
  gapId?: string | null;

  @Input(() => ID, {
    nullable: true,
    check: id('client-value'),
    description: 'The value of yours that it serves.',
  })
  valueId?: string | null;

  @Input(() => ID, {
    nullable: true,
    check: id('goal'),
    description: 'The larger goal of yours that it serves.',
  })
  parentId?: string | null;

  @Input(() => Float, {
    nullable: true,
    check: amount.pipe(z.number().positive()),
    description: 'Its weight relative to the other goals that serve the same larger one; 1 when left out.',
  })
  weight?: number | null;
}

@InputType({
  description: 'A goal to be written down as a draft; what is missing can be added until it is activated.',
})
export class CreateGoalInput extends GoalDetails {
  @Input(() => GoalHorizonEnum, { description: 'How far it reaches.' })
  horizon: GoalHorizon;

  @Input(() => GoalKindEnum, { description: 'What it is about.' })
  kind: GoalKind;

  @Input(() => String, { check: text(200), description: 'What it is called; at most 200 letters.' })
  title: string;

  @Input(() => GoalMeasureEnum, { description: 'How progress is measured.' })
  measure: GoalMeasure;

  @Input(() => [GoalMilestoneInput], {
    nullable: true,
    description: 'The steps on the way, in their order; at most 50.',
  })
  milestones?: GoalMilestoneInput[] | null;
}

@InputType({ description: 'What to change of a goal; what is left out stays, null empties.' })
export class UpdateGoalInput extends GoalDetails {
  @Input(() => GoalHorizonEnum, { nullable: true, description: 'How far it reaches; cannot be emptied.' })
  horizon?: GoalHorizon;

  @Input(() => GoalKindEnum, { nullable: true, description: 'What it is about; cannot be emptied.' })
  kind?: GoalKind;

  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'What it is called; at most 200 letters, cannot be emptied.',
  })
  title?: string;

  @Input(() => GoalMeasureEnum, {
    nullable: true,
    description: 'How progress is measured; cannot be emptied.',
  })
  measure?: GoalMeasure;

  @Input(() => String, {
    nullable: true,
    check: reasonCheck,
    description:
      'Why; at most 500 letters. Needed once progress was made, to change the measure (measure, unit, baseline, target) or the date.',
  })
  reason?: string | null;
}

@InputType({ description: 'A progress update.' })
export class LogProgressInput {
  @Input(() => Float, {
    check: amount,
    description:
      'The value in the goal’s unit; 0 or 1 for a BINARY goal; for GAS the level, −2 to +2, once its scale is locked.',
  })
  value: number;

  @Input(() => String, {
    nullable: true,
    check: text(2000),
    description: 'A note with it; at most 2000 letters.',
  })
  note?: string | null;

  @Input(() => Instant, {
    nullable: true,
    check: z.string().refine((given) => given >= '2000', 'must not lie before the year 2000'),
    description: 'When the value held; now when left out, never in the future.',
  })
  at?: string | null;
}

@InputType({ description: 'What a wrong progress update should have said.' })
export class CorrectProgressInput {
  @Input(() => Float, { check: amount, description: 'The right value.' })
  value: number;

  @Input(() => String, {
    nullable: true,
    check: text(2000),
    description: 'The right note; stays when left out, null empties.',
  })
  note?: string | null;

  @Input(() => String, {
    check: reasonCheck,
    description: 'Why the earlier update was wrong; at most 500 letters.',
  })
  reason: string;
}
