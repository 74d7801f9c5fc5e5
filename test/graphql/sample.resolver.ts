import { Args, ArgsType, Field, Float, ID, Int, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { PageArgs } from '../../src/graphql/connections.js';
import { id } from '../../src/graphql/ids.js';
import {
  Action,
  declared,
  Many,
  Page,
  ReadMany,
  ReadNode,
  ReadOne,
  ReadPage,
  Sql,
} from '../../src/graphql/read/declare.js';
import { Instant, LocalDate } from '../../src/graphql/scalars.js';
import {
  SampleBox,
  SampleBoxConnection,
  SampleKindEnum,
  SampleNode,
  SampleThing,
  SampleThingConnection,
  type SampleKind,
} from './sample.graphql.js';

@ArgsType()
class ThingFilters {
  @Field(() => SampleKindEnum, { nullable: true, description: 'Only this kind.' })
  kind?: SampleKind;

  @Field(() => [SampleKindEnum], { nullable: true, description: 'Only these kinds.' })
  kinds?: SampleKind[];

  @Field(() => Boolean, { nullable: true, description: 'Only flagged or not.' })
  flag?: boolean;

  @Field(() => String, { nullable: true, description: 'Only with this tag.' })
  tag?: string;

  @Field(() => Instant, { nullable: true, description: 'Only since then.' })
  since?: string;

  @Field(() => [ID], { nullable: true, description: 'Only these.' })
  ids?: string[];
}

const thingFilters = {
  kind: (thing: string, { arg }: any) => `${thing}.kind = ${arg('kind', 'text')}`,
  kinds: (thing: string, { arg }: any) => `${thing}.kind = any (${arg('kinds', 'text[]')})`,
  flag: (thing: string, { arg }: any) => `${thing}.is_flagged is not distinct from ${arg('flag', 'boolean')}`,
  tag: (thing: string, { arg }: any) => `${arg('tag', 'text')} = any (${thing}.tags)`,
  since: (thing: string, { arg }: any) => `${thing}.happened_at >= ${arg('since', 'timestamptz')}`,
  ids: (thing: string, { arg }: any) => `${thing}.id = any (${arg('ids', 'uuid[]')})`,
};
const thingChecks = { ids: z.array(id('sample-thing')).max(20) };

const byId = { sql: (row: string) => `${row}.id`, type: 'uuid' } as const;

@Resolver(() => SampleThing)
export class SampleThingsResolver {
  @Sql(() => String, {
    nullable: true,
    description: 'The note, again and again.',
    args: { times: z.number().int().min(0).max(3) },
    sql: (thing, { arg }) =>
      `${arg('prefix', 'text')} || repeat(${thing}.note, ${arg('times', 'int')}) || coalesce(${arg('suffix', 'text')}, '')`,
  })
  echo(
    @Args('prefix', { type: () => String, defaultValue: '"\\\u2028', description: 'Before.' })
    _prefix: string,
    @Args('times', { type: () => Int, defaultValue: 1, description: 'How often.' }) _times: number,
    @Args('suffix', { type: () => String, nullable: true, description: 'Behind.' }) _suffix?: string,
  ): string {
    return declared();
  }

  @Sql(() => Float, {
    nullable: true,
    description: 'The amount, times something.',
    sql: (thing, { arg }) => `${thing}.amount * ${arg('by', 'numeric')}`,
  })
  times(@Args('by', { type: () => Float, description: 'Factor.' }) _by: number): number {
    return declared();
  }

  @Many(() => [SampleThing], {
    description: 'What came from it.',
    on: (thing, child) => `${child}.parent_id = ${thing}.id`,
    filters: thingFilters,
    args: thingChecks,
    order: [{ sql: (child) => `${child}.happened_at`, type: 'timestamptz' }, byId],
    limit: 3,
  })
  children(@Args() _filters: ThingFilters): SampleThing[] {
    return declared();
  }

  @Page(() => SampleThingConnection, {
    description: 'The others in its box, by how much they are.',
    on: (thing, other) => `${other}.box_id = ${thing}.box_id and ${other}.id <> ${thing}.id`,
    counted: true,
    order: [
      { sql: (other) => `coalesce(${other}.amount, 0)`, type: 'numeric', descending: true },
      { ...byId, descending: true },
    ],
  })
  siblings(@Args() _page: PageArgs): object {
    return declared();
  }
}

@Resolver(() => SampleBox)
export class SampleBoxesResolver {
  @Page(() => SampleThingConnection, {
    description: 'What lies in it, by title.',
    on: (box, thing) => `${thing}.box_id = ${box}.id`,
    counted: true,
    filters: thingFilters,
    args: thingChecks,
    order: [{ sql: (thing) => `${thing}.title`, type: 'text' }, byId],
  })
  things(@Args() _page: PageArgs, @Args() _filters: ThingFilters): object {
    return declared();
  }

  @Page(() => SampleThingConnection, {
    description: 'What lies in it, by number.',
    on: (box, thing) => `${thing}.box_id = ${box}.id`,
    order: [{ sql: (thing) => `${thing}.count`, type: 'int' }, byId],
  })
  counted(@Args() _page: PageArgs): object {
    return declared();
  }
}

@Resolver()
export class SampleResolver {
  @ReadPage(() => SampleThingConnection, {
    description: 'All things, the latest first.',
    allow: 'MEMBER',
    counted: true,
    where: () => 'true',
    filters: thingFilters,
    args: thingChecks,
    order: [
      { sql: (thing) => `coalesce(${thing}.seen_at, '-infinity')`, type: 'timestamptz', descending: true },
      { ...byId, descending: true },
    ],
  })
  sampleThings(@Args() _page: PageArgs, @Args() _filters: ThingFilters): object {
    return declared();
  }

  @ReadPage(() => SampleThingConnection, {
    description: 'The things of a day or later, by day; those without one come last.',
    allow: 'MEMBER',
    replan: true,
    where: (thing, { arg }) =>
      `coalesce(${thing}.day, 'infinity') >= coalesce(${arg('from', 'date')}, '-infinity')`,
    order: [{ sql: (thing) => `coalesce(${thing}.day, 'infinity')`, type: 'date' }, byId],
  })
  sampleDays(
    @Args() _page: PageArgs,
    @Args('from', { type: () => LocalDate, nullable: true, description: 'From this day.' }) _from?: string,
  ): object {
    return declared();
  }

  @ReadPage(() => SampleBoxConnection, {
    description: 'All boxes.',
    allow: ['COACH'],
    where: () => 'true',
    order: [
      { sql: (box) => `${box}.rank`, type: 'int', descending: true },
      { ...byId, descending: true },
    ],
  })
  sampleBoxes(@Args() _page: PageArgs): object {
    return declared();
  }

  @ReadMany(() => [SampleBox], {
    description: 'Some boxes; nobody finds none.',
    allow: 'PUBLIC',
    where: () => 'true',
    order: [byId],
    limit: 2,
  })
  sampleShelf(): SampleBox[] {
    return declared();
  }

  @ReadOne(() => SampleThing, {
    description: 'A thing by id.',
    allow: 'MEMBER',
    args: { id: id('sample-thing') },
    where: (thing, { arg }) => `${thing}.id = ${arg('id', 'uuid')}`,
  })
  sampleThing(@Args('id', { type: () => ID, description: 'Its id.' }) _id: string): SampleThing {
    return declared();
  }

  @ReadNode(() => SampleNode, { description: 'Whatever has this id.', allow: 'MEMBER' })
  sampleNode(@Args('id', { type: () => ID, description: 'Its id.' }) _id: string): SampleNode {
    return declared();
  }

  @Action(() => SampleThing, {
    description: 'Does nothing and answers with the thing.',
    allow: 'MEMBER',
    args: { id: id('sample-thing') },
  })
  async keepSampleThing(
    @Args('id', { type: () => ID, description: 'Its id.' }) uuid: string,
    @Args('kind', { type: () => SampleKindEnum, nullable: true, description: 'Ignored.' }) _kind?: SampleKind,
  ): Promise<{ id: string }> {
    return { id: uuid };
  }
}
