// What the schema lets a caller ask for: every root field, where ids stand in its arguments and of which kind they are,
// and arguments that it accepts. Read from the schema that is served, so that a new operation is probed the day it lands.
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { z } from 'zod';
import type { Allow } from '../src/graphql/read/declaration.js';
import { OVERRIDES, WORDS } from './overrides.js';
import { documentOf, nodeDocument } from './selection.js';

/** An id among the arguments. */
export interface Slot {
  path: string[];
  /** The kinds it accepts; all of them for `node`. */
  kinds: string[];
  /** Whether the argument holds a list of ids. */
  list: boolean;
  required: boolean;
}

export interface Operation {
  root: 'query' | 'mutation' | 'subscription';
  name: string;
  field: GraphQLField<unknown, unknown>;
  allow: Allow | undefined;
  slots: Slot[];
  /** Arguments beside the ids, in full, and with what is required alone. */
  full: Variables;
  bare: Variables;
}

export type Variables = Record<string, unknown>;

/** The word before the underscore of each kind of id, and the table whose rows it names. */
export function idKinds(schema: GraphQLSchema): Map<string, string> {
  const kinds = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const { table } = type.extensions.read ?? {};
    for (const { extensions } of Object.values(type.getFields())) {
      if (extensions.read?.kind !== 'id') continue;
      // A function in the place of a table shows rows that another type reads from their table.
      if (table && !table.includes('(')) kinds.set(extensions.read.of, table);
    }
  }
  return kinds;
}

export function operationsOf(schema: GraphQLSchema): Operation[] {
  const kinds = [...idKinds(schema).keys()];
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  return Object.entries(roots).flatMap(([root, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => {
      const slots: Slot[] = [];
      const full = argumentsOf(field, kinds, slots, true);
      const bare = argumentsOf(field, kinds, undefined, false);
      const { allow } = field.extensions;
      return { root: root as Operation['root'], name: field.name, field, allow, slots, full, bare };
    }),
  );
}

function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  kinds: string[],
  slots: Slot[] | undefined,
  optional: boolean,
): Variables {
  const node = field.extensions.rows?.kind === 'node';
  const values: Variables = {};
  for (const argument of field.args) {
    // A cursor comes out of an answer: none is made up.
    if (argument.name === 'after') continue;
    const required = isNonNullType(argument.type);
    const check = field.extensions.checks?.[argument.name];
    const value = valueOf(argument.type, [argument.name], check, required);
    if (value !== undefined && (required || optional)) values[argument.name] = value;
  }
  return merge(values, optional ? OVERRIDES[field.name]?.full : OVERRIDES[field.name]?.bare) as Variables;

  function valueOf(
    type: GraphQLInputType,
    path: string[],
    check: z.ZodType | undefined,
    required: boolean,
  ): unknown {
    const inner = getNullableType(type);
    const named = getNamedType(inner);
    const list = isListType(inner);
    if (named.name === 'ID') {
      slots?.push({ path, kinds: node ? kinds : accepted(check, kinds, list, path), list, required });
      return undefined;
    }
    if (isInputObjectType(named)) {
      const object: Variables = {};
      for (const part of Object.values(named.getFields())) {
        const needed = isNonNullType(part.type);
        const value = valueOf(part.type, [...path, part.name], part.extensions.check, needed && required);
        if (value !== undefined && (needed || optional)) object[part.name] = value;
      }
      return list ? [object] : object;
    }
    const words = isEnumType(named) ? named.getValues().map(({ name }) => name) : (WORDS[named.name] ?? []);
    const name = path.at(-1)!;
    const fitting = [...(WORDS[name] ?? []), ...words].map((word) =>
      list && !Array.isArray(word) ? [word] : word,
    );
    const found = check ? fitting.find((word) => check.safeParse(word).success) : fitting[0];
    if (found === undefined)
      throw new Error(`The verifier has no value for ${field.name}.${path.join('.')}.`);
    return found;
  }
}

/** The document that calls an operation; for `node`, one that reads an object of its one kind. */
export function documentFor(schema: GraphQLSchema, { root, field, slots }: Operation): string {
  if (field.extensions.rows?.kind !== 'node') return documentOf(schema, root, field);
  return nodeDocument(schema, typeOf(schema, slots[0]!.kinds[0]!)!);
}

/** The type whose objects have ids of a kind. */
export function typeOf(schema: GraphQLSchema, kind: string): GraphQLObjectType | undefined {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .find(({ extensions }) => extensions.read?.idKind === kind);
}

/** Which kinds of id a check lets through; an id that nothing checks is an error of the schema. */
function accepted(check: z.ZodType | undefined, kinds: string[], list: boolean, path: string[]): string[] {
  const found = kinds.filter((kind) => {
    const example = `${kind}_01934f3a-0000-7000-8000-000000000000`;
    return check?.safeParse(list ? [example] : example).success;
  });
  if (found.length === 0) throw new Error(`The id at ${path.join('.')} is checked for no kind.`);
  return found;
}

function merge(values: unknown, over: unknown): unknown {
  if (over === undefined) return values;
  if (!isPlain(values) || !isPlain(over)) return over;
  const merged: Variables = { ...values };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = merge(merged[key], value);
    if (value === null) delete merged[key];
  }
  return merged;
}

function isPlain(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The arguments with ids in their slots. */
export function withIds(variables: Variables, slots: Slot[], ids: (string | undefined)[]): Variables {
  const filled = structuredClone(variables);
  for (const [at, { path, list }] of slots.entries()) {
    if (ids[at] === undefined) continue;
    let object = filled;
    for (const step of path.slice(0, -1)) {
      const next = (object[step] ??= {}) as Variables | Variables[];
      object = Array.isArray(next) ? next[0]! : next;
    }
    object[path.at(-1)!] = list ? [ids[at]] : ids[at];
  }
  return filled;
}
