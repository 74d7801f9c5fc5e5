import { InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { Id, Input, Many, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { Dimension } from './check-in.dimensions.js';
import { DimensionEnum } from './check-ins.enums.graphql.js';
import { INSTRUMENT_ITEMS_MAX, shapeProblem } from './instrument.shape.js';
import type { InstrumentItemEntity } from './instrument-item.entity.js';
import type { InstrumentEntity } from './instrument.entity.js';

@Reads('instrument_items', { description: 'A sentence that is answered from 0 never to 4 always.' })
export class InstrumentItem implements Pick<
  InstrumentItemEntity,
  'position' | 'dimension' | 'reversed' | 'text'
> {
  @Stored(() => Int, { description: 'Its place in the order, from 1; an answer names it.' })
  position: number;

  @Stored(() => DimensionEnum, { description: 'What it asks about.' })
  dimension: Dimension;

  @Stored(() => Boolean, { description: 'Whether often is good: it then counts as 4 minus the answer.' })
  reversed: boolean;

  @Stored(() => String, { description: 'The sentence.' })
  text: string;
}

@Reads('instruments', {
  idKind: 'instrument',
  description:
    'One edition of a set of items by which clients look at how stuck they are. It stays as it is once a check-in refers to it; a change is another edition.',
})
export class Instrument implements Pick<InstrumentEntity, 'code' | 'edition' | 'title' | 'current'> {
  @Id('instrument')
  id: string;

  @Stored(() => String, {
    description: 'What all its editions share, as stuck-18. Scores compare only within one code.',
  })
  code: string;

  @Stored(() => Int, { description: 'Which edition it is, from 1.' })
  edition: number;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Sql(() => Boolean, {
    description: 'Whether it came with the product; otherwise an admin of the organization wrote it.',
    sql: (instrument) => `${instrument}.author_id is null`,
  })
  shipped: boolean;

  @Stored(() => Boolean, {
    description: 'Whether new check-ins are answered by it; one in the organization is.',
  })
  current: boolean;

  @Many(() => [InstrumentItem], {
    description: 'Its items in the order of answering; at most 70.',
    on: (instrument, item) => `${item}.instrument_id = ${instrument}.id`,
    limit: INSTRUMENT_ITEMS_MAX,
    order: [
      { sql: (item) => `${item}.position`, type: 'int' },
      { sql: (item) => `${item}.id`, type: 'uuid' },
    ],
  })
  items: InstrumentItem[];

  @Stored(() => Instant, { description: 'When it came to the organization.' })
  createdAt: string;
}

export const InstrumentConnection = connectionOf(Instrument, 'instruments');

@InputType({ description: 'An item of a new edition; its position is its place in the list.' })
export class InstrumentItemInput {
  @Input(() => DimensionEnum, { description: 'What it asks about.' })
  dimension: Dimension;

  @Input(() => Boolean, { description: 'Whether often is good.' })
  reversed: boolean;

  @Input(() => String, {
    check: z.string().trim().min(1).max(300),
    description: 'The sentence, to be answered from 0 never to 4 always; at most 300 letters.',
  })
  text: string;
}

const items = z.custom<InstrumentItemInput[]>().superRefine((given, ctx) => {
  const problem = shapeProblem(given);
  if (problem) ctx.addIssue({ code: 'custom', message: problem.replace(/\.$/, '') });
});

@InputType({ description: 'A new edition of an organization’s own instrument.' })
export class DefineInstrumentInput {
  @Input(() => String, {
    check: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be 2 to 40 of a-z, 0-9 and -, a letter first'),
    description: 'What all its editions share, as team-pulse: a new word begins with edition 1.',
  })
  code: string;

  @Input(() => String, {
    check: z.string().trim().min(1).max(120),
    description: 'What it is called; at most 120 letters.',
  })
  title: string;

  @Input(() => [InstrumentItemInput], {
    check: items,
    description:
      'Three to ten items for each of the six dimensions, at least one of each reversed and one not; for BLOCKED_ABOVE none, or three to ten.',
  })
  items: InstrumentItemInput[];
}
