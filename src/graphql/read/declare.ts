// How reading is declared: each field of a type says what it is, each root field which rows it names. The compiler
// (compile.ts) turns that into SQL; nothing here runs during a request.
import {
  Extensions,
  Field,
  ID,
  Mutation,
  ObjectType,
  Query,
  ResolveField,
  Subscription,
  type ReturnTypeFunc,
} from '@nestjs/graphql';
import type { z } from 'zod';
import { Node } from '../node.js';
import type {
  Row,
  Scope,
  Moment,
  OrderBy,
  FieldRead,
  RootRead,
  TypeRead,
  Allow,
  Checks,
  On,
  Where,
  ListOf,
} from './declaration.js';

interface Described {
  description: string;
  nullable?: boolean;
  deprecationReason?: string;
}

interface WithChecks {
  /** One check for each argument that needs more than its type; every ID argument needs one. */
  args?: Checks;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A GraphQL type whose rows are those of a table. */
export function Reads(
  table: string,
  options: Described & { idKind?: string; org?: string; implements?: () => object[] },
) {
  const read: TypeRead = { table, idKind: options.idKind, org: options.org ?? 'org_id' };
  return typeDecorator(read, options);
}

/**
 * The answer of an action that is more than one stored object. What `values` names is handed over by the action and can
 * be joined on; fields marked `@Given` are handed over and shown as they are.
 */
export function Answers(values: Record<string, string>, options: Described) {
  return typeDecorator({ org: 'org_id', values }, options);
}

function typeDecorator(read: TypeRead, options: Described & { implements?: () => object[] }): ClassDecorator {
  return (target) => {
    // Whatever has an id is a Node, besides what the type itself says that it is.
    const interfaces = () => [...(read.idKind ? [Node] : []), ...(options.implements?.() ?? [])];
    ObjectType({ description: options.description, implements: interfaces as never })(target);
    Extensions({ read })(target);
  };
}

type FieldDecorator = (target: object, name: string | symbol, descriptor?: PropertyDescriptor) => void;

/** On a property of the type's own class, or on a method of another module's `@Resolver(() => Type)`. */
function field(
  type: ReturnTypeFunc,
  options: Described & WithChecks,
  read: (name: string) => FieldRead,
): FieldDecorator {
  const { description, nullable, deprecationReason } = options;
  return (target, name, descriptor) => {
    const shown = { description, nullable, deprecationReason };
    if (descriptor) ResolveField(type, shown)(target, name, descriptor);
    else Field(type, shown)(target, name as string);
    Extensions({ read: read(name as string), checks: options.args })(target, name, descriptor as never);
  };
}

/** The object's own id, as `<kind>_<uuid>`. */
export function Id(kind: string): FieldDecorator {
  const description = `The id of this ${kind}, as ${kind}_<uuid>.`;
  return field(
    () => ID,
    { description },
    () => ({ kind: 'id', of: kind }),
  );
}

/** A column; by default the one of the field's name in snake case. */
export function Stored(type: ReturnTypeFunc, options: Described & { column?: string }): FieldDecorator {
  return field(type, options, (name) => ({ kind: 'stored', column: options.column ?? snake(name) }));
}

/** An SQL expression over the row; a to-many aggregate belongs here as well. */
export function Sql(
  type: ReturnTypeFunc,
  options: Described & WithChecks & { sql: (row: Row, scope: Scope) => string },
): FieldDecorator {
  return field(type, options, () => ({ kind: 'sql', sql: options.sql }));
}

/**
 * A pure, total function of what it needs: SQL expressions by name, whose JSON arrives in `compute`. For single
 * objects; what lists and home pages show is stored or sql.
 */
export function Computed<Needs extends Record<string, unknown>>(
  type: ReturnTypeFunc,
  options: Described &
    WithChecks & {
      needs: (row: Row, scope: Scope) => { [Need in keyof Needs]: string };
      compute: (needs: Needs, moment: Moment) => unknown;
    },
): FieldDecorator {
  const { needs, compute } = options;
  return field(type, options, () => ({ kind: 'computed', needs, compute: compute as never }));
}

/** Encrypted text, opened on the way out; never sorted or filtered by. */
export function Sealed(options: Described & { column?: string }): FieldDecorator {
  return field(
    () => String,
    options,
    (name) => ({ kind: 'sealed', column: options.column ?? snake(name) }),
  );
}

/** Handed over by the action that answers with this type. */
export function Given(type: ReturnTypeFunc, options: Described): FieldDecorator {
  return field(type, options, () => ({ kind: 'given' }));
}

/**
 * The one row of another type that `on` finds, or where it finds several the first in `order`; the organization is
 * joined by the compiler.
 */
export function One(
  type: ReturnTypeFunc,
  options: Described & WithChecks & { on: On; order?: OrderBy[] },
): FieldDecorator {
  const { on, order } = options;
  return field(type, options, () => ({ kind: 'one', on, order }));
}

/** A short bounded list of rows of another type. */
export function Many(
  type: ReturnTypeFunc,
  options: Described & WithChecks & ListOf & { on: On; limit: number },
): FieldDecorator {
  const { on, limit, filters, order } = options;
  return field(type, options, () => ({ kind: 'many', on, limit, filters, order }));
}

/** A connection: pages of rows of another type. The method takes `@Args() page: PageArgs`. */
export function Page(
  type: ReturnTypeFunc,
  options: Described & WithChecks & ListOf & { on: On; counted?: boolean },
): FieldDecorator {
  const { on, counted = false, filters, order } = options;
  return field(type, options, () => ({ kind: 'page', on, counted, filters, order }));
}

type RootOptions = Described & WithChecks & { allow: Allow; replan?: boolean };

function root(type: ReturnTypeFunc, options: RootOptions, rows: RootRead): MethodDecorator {
  return (target, name, descriptor) => {
    Query(type, { description: options.description, nullable: options.nullable })(target, name, descriptor);
    Extensions({ rows, allow: options.allow, checks: options.args })(target, name, descriptor as never);
  };
}

/** A query for at most one row. */
export function ReadOne(type: ReturnTypeFunc, options: RootOptions & { where: Where }): MethodDecorator {
  const { where, replan = false } = options;
  return root(type, { ...options, nullable: options.nullable ?? true }, { kind: 'one', where, replan });
}

/** A query for a short bounded list. */
export function ReadMany(
  type: ReturnTypeFunc,
  options: RootOptions & ListOf & { where: Where; limit: number },
): MethodDecorator {
  const { where, limit, filters, order, replan = false } = options;
  return root(type, options, { kind: 'many', where, limit, filters, order, replan });
}

/** A query for pages of rows. */
export function ReadPage(
  type: ReturnTypeFunc,
  options: RootOptions & ListOf & { where: Where; counted?: boolean },
): MethodDecorator {
  const { where, counted = false, filters, order, replan = false } = options;
  return root(type, options, { kind: 'page', where, counted, filters, order, replan });
}

/** The query that finds any object by its id. */
export function ReadNode(type: ReturnTypeFunc, options: RootOptions): MethodDecorator {
  return root(type, { ...options, nullable: true }, { kind: 'node' });
}

/**
 * A mutation: an action of the domain. Its method returns a reference, `{ id }` of the changed row or the values of an
 * `@Answers` type; what the caller selected is read by the compiler in the same transaction.
 */
export function Action(
  type: ReturnTypeFunc,
  options: Described & WithChecks & { allow: Allow },
): MethodDecorator {
  return (target, name, descriptor) => {
    Mutation(type, { description: options.description, nullable: options.nullable })(
      target,
      name,
      descriptor,
    );
    Extensions({ allow: options.allow, checks: options.args })(target, name, descriptor as never);
  };
}

/** A subscription: its method returns references as they come; each is read anew as the subscriber. */
export function Live(
  type: ReturnTypeFunc,
  options: Described & WithChecks & { allow: Allow },
): MethodDecorator {
  return (target, name, descriptor) => {
    Subscription(type, { description: options.description, nullable: options.nullable })(
      target,
      name,
      descriptor,
    );
    Extensions({ allow: options.allow, checks: options.args })(target, name, descriptor as never);
  };
}

/** A field of an input type, with the check that its value passes. */
export function Input(
  type: ReturnTypeFunc,
  options: Described & { check?: z.ZodType; defaultValue?: unknown },
): PropertyDecorator {
  const { description, nullable, defaultValue, check } = options;
  return (target, name) => {
    Field(type, { description, nullable, defaultValue: defaultValue as never })(target, name as string);
    Extensions({ check })(target, name);
  };
}

/** The body of a method whose field is declared: the compiler reads it, nobody calls it. */
export function declared(): never {
  throw new Error('This field is read by the compiler; its method is never called.');
}
