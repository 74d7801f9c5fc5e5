import { ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { id } from '../graphql/ids.js';
import { Input } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import { dayCheck as day, tagCheck } from './actions.input.graphql.js';
import type { OpportunityKind } from './opportunity.entity.js';
import { MAX_SKILLS, OpportunityKindEnum } from './opportunities.graphql.js';

const MAX_EFFORT = 600_000;
const MAX_SEATS = 10_000;

const text = (max: number) => z.string().trim().min(1).max(max);
const tagsCheck = z
  .array(tagCheck)
  .max(10)
  .transform((tags) => [...new Set(tags)]);
const skillsCheck = z
  .array(id('skill'))
  .max(MAX_SKILLS)
  .transform((ids) => [...new Set(ids)]);

export const searchCheck = text(200);

/** What can be left out when an opportunity is posted, and changed afterwards. */
@InputType({ isAbstract: true })
abstract class OpportunityDetails {
  @Input(() => String, {
    nullable: true,
    check: text(4000),
    description: 'What it is about, and what one can learn by it; at most 4000 letters.',
  })
  description?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'Where it takes place; at most 200 letters.',
  })
  place?: string | null;

  @Input(() => LocalDate, { nullable: true, check: day, description: 'Its first day.' })
  startsOn?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: day,
    description: 'Its last day, not before the first; it can be taken up until then.',
  })
  endsOn?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(1).max(MAX_EFFORT),
    description: `What it takes one person in all, in minutes; 1 to ${MAX_EFFORT}.`,
  })
  effortMinutes?: number | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(1).max(MAX_SEATS),
    description: `How many can take it up, 1 to ${MAX_SEATS}; null for as many as like to. Not fewer than have done so.`,
  })
  seats?: number | null;

  @Input(() => [ID], {
    nullable: true,
    check: skillsCheck,
    description: `Ids of the skills that it asks for or teaches; at most ${MAX_SKILLS}.`,
  })
  skillIds?: string[] | null;

  @Input(() => [String], {
    nullable: true,
    check: tagsCheck,
    description: 'Words to find it by; at most 10 of 1 to 40 letters.',
  })
  tags?: string[] | null;
}

@InputType({ description: 'What to offer to the clients of the organization.' })
export class PostOpportunityInput extends OpportunityDetails {
  @Input(() => OpportunityKindEnum, { description: 'What it is.' })
  kind: OpportunityKind;

  @Input(() => String, { check: text(200), description: 'What it is called; at most 200 letters.' })
  title: string;
}

@InputType({
  description:
    'What to change of an opportunity; what is left out stays, null empties. Skills and tags are replaced as a whole.',
})
export class ChangeOpportunityInput extends OpportunityDetails {
  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'What it is called; at most 200 letters. It cannot be emptied.',
  })
  title?: string | null;
}

@InputType({ description: 'How to go about an opportunity that one takes up.' })
export class TakeUpInput {
  @Input(() => ID, {
    nullable: true,
    check: id('goal'),
    description: 'The goal of yours that it serves.',
  })
  goalId?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: day,
    description: 'The day by which you mean to do it; the opportunity’s first day when left out.',
  })
  dueOn?: string | null;
}
