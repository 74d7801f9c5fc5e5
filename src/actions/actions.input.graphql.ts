import { ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id } from '../graphql/ids.js';
import { Input } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import type { ActionKind } from './action.entity.js';
import { ActionKindEnum } from './actions.enums.graphql.js';
import { PARTS_MAX } from './actions.graphql.js';

export const MINUTES_MAX = 7 * 24 * 60;
const text = (max: number) => z.string().trim().min(1).max(max);
const day = z
  .string()
  .refine((given) => given >= '2000-01-01' && given < '2200', 'must be from 2000 to 2199');
const minutes = z.number().min(1).max(MINUTES_MAX);
const tags = z.array(text(40)).max(10);
const url = z
  .string()
  .trim()
  .max(500)
  .refine((given) => /^https?:\/\/[^\s/]+/.test(given), 'must be an http or https address');

export const reasonCheck = text(500);
export const searchCheck = text(100);
export const tagCheck = text(40);
export const dayCheck = day;
export const reflectionCheck = text(4000);

/** What can be left out when an action is written down, and changed afterwards. */
@InputType({ isAbstract: true })
abstract class ActionDetails {
  @Input(() => ID, {
    nullable: true,
    check: id('goal'),
    description: 'The goal that it serves; not together with a gap.',
  })
  goalId?: string | null;

  @Input(() => ID, {
    nullable: true,
    check: id('gap'),
    description: 'The gap that it narrows; not together with a goal.',
  })
  gapId?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: minutes,
    description: `How long it will take, in minutes; 1 to ${MINUTES_MAX}.`,
  })
  effortMinutes?: number | null;

  @Input(() => ID, {
    nullable: true,
    check: id('member'),
    description: 'Who does it: the client, or a coach of theirs; the client when left out.',
  })
  assigneeId?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(0).max(4),
    description: 'How far it lies beyond what is easy, 0 (routine) to 4 (a leap); 0 when left out.',
  })
  stretch?: number | null;

  @Input(() => [String], {
    nullable: true,
    check: tags,
    description: 'Words to file it under; at most 10 of 1 to 40 letters.',
  })
  tags?: string[] | null;
}

@InputType({ description: 'An action to be written down.' })
export class CreateActionInput extends ActionDetails {
  @Input(() => ActionKindEnum, { description: 'What it is about.' })
  kind: ActionKind;

  @Input(() => String, { check: text(200), description: 'What is to be done; at most 200 letters.' })
  title: string;

  @Input(() => LocalDate, {
    nullable: true,
    check: day,
    description: 'The day by which it is to be done, in the client’s zone.',
  })
  dueOn?: string | null;
}

@InputType({
  description: 'What to change of an action; what is left out stays, null empties. Its day is rescheduled.',
})
export class UpdateActionInput extends ActionDetails {
  @Input(() => ActionKindEnum, { nullable: true, description: 'What it is about; cannot be emptied.' })
  kind?: ActionKind;

  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'What is to be done; at most 200 letters, cannot be emptied.',
  })
  title?: string;
}

@InputType({ description: 'How an action was done.' })
export class CompleteActionInput {
  @Input(() => LocalDate, {
    nullable: true,
    check: day,
    description:
      'The day on which it was done, in the client’s zone, not in the future; today when left out.',
  })
  doneOn?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(2000),
    description: 'What shows that it was done, in words; at most 2000 letters.',
  })
  evidence?: string | null;

  @Input(() => String, {
    nullable: true,
    check: url,
    description: 'What shows that it was done, as an http or https address.',
  })
  evidenceUrl?: string | null;
}

@InputType({ description: 'One of the smaller actions that an action is split into.' })
export class ActionPartInput {
  @Input(() => String, { check: text(200), description: 'What is to be done; at most 200 letters.' })
  title: string;

  @Input(() => LocalDate, {
    nullable: true,
    check: day,
    description: 'The day by which it is to be done; that of the larger one when left out.',
  })
  dueOn?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: minutes,
    description: `How long it will take, in minutes; 1 to ${MINUTES_MAX}.`,
  })
  effortMinutes?: number | null;
}

@InputType({ description: 'What a wrong done mark should have said.' })
export class CorrectDoneInput {
  @Input(() => LocalDate, {
    nullable: true,
    check: day,
    description: 'The day on which it was done; null or left out: it was not done, and is open again.',
  })
  doneOn?: string | null;

  @Input(() => String, { check: reasonCheck, description: 'Why it was wrong; at most 500 letters.' })
  reason: string;
}

export const partsCheck = z.array(z.any()).min(2).max(PARTS_MAX);
