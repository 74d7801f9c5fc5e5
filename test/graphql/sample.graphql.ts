// A schema for hostile data: every kind of field and of list that a declaration can make, over two tables that no
// module owns.
import { Field, Float, ID, Int, InterfaceType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../../src/graphql/connections.js';
import { enumOf } from '../../src/graphql/enums.js';
import { Computed, Id, One, Reads, Sealed, Sql, Stored } from '../../src/graphql/read/declare.js';
import { Instant, LocalDate, LocalTime } from '../../src/graphql/scalars.js';

export const KINDS = ['PLAIN', 'select', 'row_to_json', 'null_'] as const;
export type SampleKind = (typeof KINDS)[number];
export const SampleKindEnum = enumOf(KINDS);
registerEnumType(SampleKindEnum, { name: 'SampleKind', description: 'Words that mean something in SQL.' });

@InterfaceType('SampleNode', { description: 'Whatever has an id and a title.' })
export abstract class SampleNode {
  @Field(() => ID, { description: 'The id.' })
  id: string;

  @Stored(() => String, { description: 'The title.' })
  title: string;
}

@ObjectType({ description: 'A word of a text.' })
export class SampleWord {
  @Field(() => String, { description: 'Its letters.' })
  text: string;

  @Field(() => Int, { description: 'How many they are.' })
  length: number;

  @Field(() => [SampleWord], { nullable: true, description: 'The words in it; null when it has none.' })
  inner: SampleWord[] | null;
}

@ObjectType({ description: 'What can be said about a thing.' })
export class SampleSummary {
  @Field(() => [SampleWord], { description: 'The words of the note.' })
  words: SampleWord[];

  @Field(() => SampleWord, { nullable: true, description: 'The longest of them.' })
  longest: SampleWord | null;

  @Field(() => Float, { nullable: true, description: 'A figure.' })
  figure: number | null;

  @Field(() => [String], { description: 'The tags, backwards.' })
  tags: string[];
}

const word = (text: string): SampleWord => ({
  text,
  length: text.length,
  inner: text.includes('-') ? text.split('-').map(word) : null,
});

@Reads('sample_boxes', {
  idKind: 'sample-box',
  implements: () => [SampleNode],
  description: 'Holds things; everybody in the organization sees it.',
})
export class SampleBox extends SampleNode {
  @Id('sample-box')
  declare id: string;

  @Stored(() => Int, { description: 'Where it stands.' })
  rank: number;
}

@Reads('sample_things', {
  idKind: 'sample-thing',
  implements: () => [SampleNode],
  description: 'Seen by its owner and by coaches.',
})
export class SampleThing extends SampleNode {
  @Id('sample-thing')
  declare id: string;

  @Stored(() => String, { nullable: true, description: 'Any text.' })
  note: string | null;

  @Stored(() => SampleKindEnum, { nullable: true, description: 'A word.' })
  kind: SampleKind | null;

  @Stored(() => Int, { description: 'Any whole number of 32 bits.' })
  count: number;

  @Stored(() => Boolean, { nullable: true, column: 'is_flagged', description: 'Yes, no or unknown.' })
  flag: boolean | null;

  @Stored(() => Float, { nullable: true, description: 'numeric(15,6).' })
  amount: number | null;

  @Stored(() => Float, { nullable: true, description: 'double precision.' })
  rough: number | null;

  @Stored(() => Instant, { description: 'timestamptz(3).' })
  happenedAt: string;

  @Stored(() => Instant, { nullable: true, description: 'timestamptz(6).' })
  seenAt: string | null;

  @Stored(() => LocalDate, { nullable: true, description: 'date.' })
  day: string | null;

  @Stored(() => LocalTime, { nullable: true, column: 'clock', description: 'time.' })
  at: string | null;

  @Stored(() => [String], { description: 'text[].' })
  tags: string[];

  @Stored(() => [SampleKindEnum], { nullable: true, description: 'text[] of words.' })
  kinds: SampleKind[] | null;

  @Stored(() => [Int], { nullable: true, description: 'int[].' })
  numbers: number[] | null;

  @Stored(() => [Float], { nullable: true, description: 'numeric(15,6)[].' })
  amounts: number[] | null;

  @Stored(() => [Instant], { nullable: true, description: 'timestamptz[].' })
  moments: string[] | null;

  @Stored(() => [LocalTime], { nullable: true, description: 'time[].' })
  clocks: string[] | null;

  @Sealed({ nullable: true, description: 'A private text.' })
  secret: string | null;

  @Sql(() => Float, {
    nullable: true,
    description: 'A third of the amount.',
    sql: (thing) => `${thing}.amount / 3`,
  })
  third: number | null;

  @Sql(() => Float, {
    description: 'Days since it happened.',
    sql: (thing, { asOf }) => `extract(epoch from (${asOf()} - ${thing}.happened_at)) / 86400`,
  })
  age: number;

  @Sql(() => [Instant], {
    nullable: true,
    description: 'When it was seen, as a list; null when it was not.',
    sql: (thing) =>
      `case when ${thing}.seen_at is not null then array[${thing}.seen_at, ${thing}.happened_at] end`,
  })
  sights: string[] | null;

  @Computed<{ note: string | null; amount: number | null; tags: string[]; siblings: number }>(
    () => SampleSummary,
    {
      nullable: true,
      description: 'Null without a note.',
      needs: (thing) => ({
        note: `${thing}.note`,
        amount: `${thing}.amount`,
        tags: `${thing}.tags`,
        siblings: `(select count(*) from sample_things s where s.org_id = ${thing}.org_id and s.box_id = ${thing}.box_id)`,
      }),
      compute: ({ note, amount, tags, siblings }) => {
        if (note === null) return null;
        const words = note.split(' ').map(word);
        return {
          words,
          longest: words.find(({ length }) => length === Math.max(...words.map((each) => each.length))),
          figure: amount === null ? undefined : -amount * siblings * 1e-7,
          tags: [...tags].reverse(),
        };
      },
    },
  )
  summary: SampleSummary | null;

  @Computed<{ at: string }>(() => Int, {
    description: 'Whole days since it happened.',
    needs: (thing) => ({ at: `${thing}.happened_at` }),
    compute: ({ at }, { asOf }) => Math.floor((asOf - Date.parse(at)) / 86_400_000),
  })
  ageInDays: number;

  @One(() => SampleBox, {
    description: 'Where it lies.',
    on: (thing, box) => `${box}.id = ${thing}.box_id`,
  })
  box: SampleBox;

  @One(() => SampleThing, {
    nullable: true,
    description: 'What it came from, where one may see it.',
    on: (thing, parent) => `${parent}.id = ${thing}.parent_id`,
  })
  parent: SampleThing | null;
}

export const SampleThingConnection = connectionOf(SampleThing, 'things', true);
export const SampleBoxConnection = connectionOf(SampleBox, 'boxes');
