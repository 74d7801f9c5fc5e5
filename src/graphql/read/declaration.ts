// What a declaration holds: how a field, a root field and a type say what they are. declare.ts writes it, the compiler and
// the checks read it.
import type { z } from 'zod';
import type { Role } from '../../db/actor.js';
import type { Keys } from '../../db/keys.js';

/** A quoted SQL alias: what a declaration writes before a dot. */
export type Row = string;

/** What SQL in a declaration can bind; each call returns a placeholder. */
export interface Scope {
  /** The value of an argument of this field. @param type PostgreSQL type to read it as, as `uuid` or `text[]` */
  arg(name: string, type: string): string;
  /** The instant that the whole operation is read as of; SQL in reads never calls now(). */
  asOf(): string;
}

/** What a computed field may use besides what it needs. */
export interface Moment {
  /** The instant that the whole operation is read as of, in ms since the epoch. */
  asOf: number;
  keys: Keys;
}

/**
 * One column of an order. Values are never null; directions within one order are all the same. What depends on the
 * instant is for lists that are read whole: a page would begin anew with another order.
 */
export interface OrderBy {
  sql: (row: Row, scope: Scope) => string;
  type: 'timestamptz' | 'date' | 'text' | 'int' | 'uuid' | 'numeric';
  descending?: boolean;
}

export type On = (parent: Row, child: Row, scope: Scope) => string;
export type Where = (row: Row, scope: Scope) => string;
/** Conditions that hold only where their argument is given. */
export type Filters = Record<string, Where>;

export interface ListOf {
  filters?: Filters;
  /** Ends with the id, so that it is total. */
  order: OrderBy[];
}

/** What a field of a type is. */
export type FieldRead =
  | { kind: 'id'; of: string }
  | { kind: 'stored'; column: string }
  | { kind: 'sql'; sql: (row: Row, scope: Scope) => string }
  | {
      kind: 'computed';
      needs: (row: Row, scope: Scope) => Record<string, string>;
      compute: (needs: never, moment: Moment) => unknown;
    }
  | { kind: 'sealed'; column: string }
  | { kind: 'given' }
  | { kind: 'one'; on: On; order?: OrderBy[] }
  | ({ kind: 'many'; on: On; limit: number } & ListOf)
  | ({ kind: 'page'; on: On; counted: boolean } & ListOf);

/** Which rows a root field names. */
export type RootRead =
  | { kind: 'one'; where: Where; replan: boolean }
  | ({ kind: 'many'; where: Where; limit: number; replan: boolean } & ListOf)
  | ({ kind: 'page'; where: Where; counted: boolean; replan: boolean } & ListOf)
  | { kind: 'node' };

/** Where the rows of a type come from. */
export interface TypeRead {
  /** The table; absent for a type whose values the action hands over. */
  table?: string;
  /** The word before the underscore of its ids. */
  idKind?: string;
  /** The column that holds the organization. */
  org: string;
  /** For a type without a table: the values that the action hands over, and their PostgreSQL types. */
  values?: Record<string, string>;
}

/** Who may call a root field: members in one of these roles, any member, or anybody. */
export type Allow = readonly Role[] | 'MEMBER' | 'PUBLIC';

/** Checks of the arguments of a field, by name; zod's output is what SQL and resolvers get. */
export type Checks = Record<string, z.ZodType>;

declare module 'graphql' {
  interface GraphQLObjectTypeExtensions {
    read?: TypeRead;
  }
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    read?: FieldRead;
    rows?: RootRead;
    allow?: Allow;
    checks?: Checks;
  }
  interface GraphQLInputFieldExtensions {
    check?: z.ZodType;
  }
}
