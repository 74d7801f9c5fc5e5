import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';

/** Entries of a page, when the caller does not say, and at most. */
export const DEFAULT_PAGE = 20;
export const MAX_PAGE = 100;

/** Which page of a connection. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    defaultValue: DEFAULT_PAGE,
    description: `How many entries, 1 to ${MAX_PAGE}.`,
  })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Entries behind this cursor: the `endCursor` of the page before.',
  })
  after?: string;
}

@ObjectType({ description: 'Where a page stands among all the entries.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether entries follow this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, {
    description: 'Whether this page was asked for by a cursor, so that entries came before it.',
  })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first entry; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last entry; null on an empty page.' })
  endCursor: string | null;
}

/**
 * Makes the connection type of a type: `nodes` for the common case, `edges` where each entry's cursor is wanted.
 * @param plural the word in the descriptions, as `goals`
 * @param counted whether the connection declares `totalCount`
 */
export function connectionOf<Node>(node: Type<Node>, plural: string, counted = false): Type<object> {
  @ObjectType(`${node.name}Edge`, { description: `One of the ${plural}, with its cursor.` })
  class Edge {
    @Field(() => String, {
      description: 'Where this entry stands; pass it as `after` to continue behind it.',
    })
    cursor: string;

    @Field(() => node, { description: 'The entry.' })
    node: Node;
  }

  @ObjectType(`${node.name}Connection`, { description: `A page of ${plural}.` })
  class Connection {
    @Field(() => [node], { description: 'The entries of this page, in order.' })
    nodes: Node[];

    @Field(() => [Edge], { description: 'The entries of this page with their cursors.' })
    edges: Edge[];

    @Field(() => PageInfo, { description: 'Where this page stands.' })
    pageInfo: PageInfo;
  }
  if (!counted) return Connection;

  @ObjectType(`${node.name}Connection`, { description: `A page of ${plural}.` })
  class CountedConnection extends Connection {
    @Field(() => Int, { description: `How many ${plural} there are in all, whatever the page.` })
    totalCount: number;
  }
  return CountedConnection;
}
