import { Float, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import type { OrderBy, Row } from '../graphql/read/declaration.js';
import { Id, Input, Many, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { Gap } from '../situations/gaps.graphql.js';
import {
  learningKinds,
  type LearningItemCorrectionEntity,
  type LearningItemEntity,
  type LearningKind,
} from './learning-item.entity.js';
import { learningStatuses, type LearningStatus } from './learning-item.states.js';
import { dayCheck, newestFirst, tagsCheck, text } from './learning.checks.js';

/** Corrections that one item shows. */
const CORRECTIONS = 20;

export const LearningKindEnum = enumOf(learningKinds);
registerEnumType(LearningKindEnum, {
  name: 'LearningKind',
  description: 'What somebody learns from.',
  valuesMap: {
    COURSE: { description: 'A course of several lessons.' },
    CERTIFICATION: { description: 'What leads to a certificate.' },
    WORKSHOP: { description: 'Working on something together, for hours or days.' },
    SEMINAR: { description: 'Talking a subject through in a small group.' },
    CONFERENCE: { description: 'Many talks and many people.' },
    BOOK: { description: 'A book or another longer text.' },
    TALK: { description: 'A single talk, heard or watched.' },
  },
});

export const LearningStatusEnum = enumOf(learningStatuses);
registerEnumType(LearningStatusEnum, {
  name: 'LearningStatus',
  description: 'How far a learning item is.',
  valuesMap: {
    PLANNED: { description: 'Meant to be done.' },
    ENROLLED: { description: 'Booked, or bought.' },
    DOING: { description: 'Under way.' },
    DONE: { description: 'Done; only a correction takes that back.' },
    DROPPED: { description: 'Given up; it can be planned anew.' },
  },
});

@Reads('learning_item_corrections', {
  idKind: 'learning-item-correction',
  description: 'A done mark that was wrong and was put right; it stays on record.',
})
export class LearningItemCorrection implements Pick<
  LearningItemCorrectionEntity,
  'wasOn' | 'isOn' | 'reason'
> {
  @Id('learning-item-correction')
  id: string;

  @Stored(() => LocalDate, { description: 'The day on which it was said to be done.' })
  wasOn: string;

  @Stored(() => LocalDate, {
    nullable: true,
    description:
      'The day on which it was done; null where it had not been done, so that it is under way again.',
  })
  isOn: string | null;

  @Stored(() => String, { description: 'Why, in your words.' })
  reason: string;

  @Stored(() => Instant, { description: 'When you corrected it.' })
  at: string;
}

@Reads('learning_items', {
  idKind: 'learning-item',
  description: 'Something that a client learns from: a course, a book, a talk. For the client alone.',
})
export class LearningItem implements Pick<
  LearningItemEntity,
  | 'kind'
  | 'title'
  | 'provider'
  | 'startsOn'
  | 'endsOn'
  | 'currency'
  | 'status'
  | 'doneOn'
  | 'tags'
  | 'version'
> {
  @Id('learning-item')
  id: string;

  @Stored(() => LearningKindEnum, { description: 'What it is.' })
  kind: LearningKind;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => String, { nullable: true, description: 'Who offers it, or who wrote it.' })
  provider: string | null;

  @Stored(() => LocalDate, { nullable: true, description: 'Its first day.' })
  startsOn: string | null;

  @Stored(() => LocalDate, { nullable: true, description: 'Its last day.' })
  endsOn: string | null;

  @Stored(() => Float, { nullable: true, description: 'How many hours it takes in all.' })
  hours: number | null;

  @Stored(() => Float, { nullable: true, description: 'What it costs, in `currency`; null where unknown.' })
  cost: number | null;

  @Stored(() => String, {
    nullable: true,
    description: 'The currency of the cost as ISO 4217 names it, as EUR; null without a cost.',
  })
  currency: string | null;

  @One(() => Gap, {
    nullable: true,
    description: 'The gap that it is to narrow; null for none.',
    on: (item, gap) => `${gap}.client_id = ${item}.client_id and ${gap}.id = ${item}.gap_id`,
  })
  gap: Gap | null;

  @Stored(() => LearningStatusEnum, { description: 'How far it is.' })
  status: LearningStatus;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The day on which it was done, in your zone; null before.',
  })
  doneOn: string | null;

  @Stored(() => [String], { description: 'Words to find it by.' })
  tags: string[];

  @Stored(() => Instant, { nullable: true, description: 'When you put it away; null while you have not.' })
  archivedAt: string | null;

  @Many(() => [LearningItemCorrection], {
    description: `The corrections of its done mark, newest first; at most ${CORRECTIONS}.`,
    on: (item, correction) => `${correction}.item_id = ${item}.id`,
    order: newestFirst,
    limit: CORRECTIONS,
  })
  corrections: LearningItemCorrection[];

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const nextUpSql = (item: Row) =>
  `${item}.status in ('PLANNED', 'ENROLLED', 'DOING') and ${item}.archived_at is null`;

export const nextUpFirst: OrderBy[] = [
  { sql: (item) => `${item}.next_rank`, type: 'int' },
  { sql: (item) => `${item}.next_on`, type: 'date' },
  { sql: (item) => `${item}.id`, type: 'uuid' },
];

export const LearningItemConnection = connectionOf(LearningItem, 'learning items', true);

const amount = (max: number) =>
  z
    .number()
    .min(0)
    .max(max)
    .transform((given) => Number(given.toFixed(6)));

/** What can be left out when an item is written down, and changed afterwards. */
@InputType({ isAbstract: true })
abstract class LearningItemDetails {
  @Input(() => String, {
    nullable: true,
    check: text(120),
    description: 'Who offers it; at most 120 letters.',
  })
  provider?: string | null;

  @Input(() => LocalDate, { nullable: true, check: dayCheck, description: 'Its first day.' })
  startsOn?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'Its last day; not before the first.',
  })
  endsOn?: string | null;

  @Input(() => Float, {
    nullable: true,
    check: amount(10_000),
    description: 'How many hours it takes in all; 0 to 10000.',
  })
  hours?: number | null;

  @Input(() => Float, {
    nullable: true,
    check: amount(100_000_000),
    description: 'What it costs; needs a currency. 0 is free.',
  })
  cost?: number | null;

  @Input(() => String, {
    nullable: true,
    check: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters, as EUR'),
    description: 'The currency of the cost as ISO 4217 names it, as EUR; not without a cost.',
  })
  currency?: string | null;

  @Input(() => ID, {
    nullable: true,
    check: id('gap'),
    description: 'The gap of yours that it is to narrow.',
  })
  gapId?: string | null;

  @Input(() => [String], {
    nullable: true,
    check: tagsCheck,
    description: 'Words to find it by; at most 10 of 1 to 40 letters.',
  })
  tags?: string[] | null;
}

@InputType({ description: 'A learning item to be written down as planned.' })
export class PlanLearningInput extends LearningItemDetails {
  @Input(() => LearningKindEnum, { description: 'What it is.' })
  kind: LearningKind;

  @Input(() => String, { check: text(200), description: 'What it is called; at most 200 letters.' })
  title: string;
}

@InputType({ description: 'What to change of a learning item; what is left out stays, null empties.' })
export class ChangeLearningInput extends LearningItemDetails {
  @Input(() => LearningKindEnum, { nullable: true, description: 'What it is; cannot be emptied.' })
  kind?: LearningKind | null;

  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'What it is called; at most 200 letters, cannot be emptied.',
  })
  title?: string | null;
}
