// Selections that ask for all that a type has, as deep as the limits of the API allow.
import {
  getNamedType,
  isEnumType,
  isLeafType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { limitsRule } from '../src/graphql/limits.js';

type Field = GraphQLField<unknown, unknown>;

/** Entries asked for of each list. */
const PAGE = 25;

/** The document of a root field: its arguments as variables, and as much selected as the API's own limits allow. */
export function documentOf(schema: GraphQLSchema, root: string, field: Field): string {
  for (const depth of [5, 4, 3, 2, 1]) {
    const text = write(root, field, selection(field.type, depth));
    if (validate(schema, parse(text), [limitsRule]).length === 0) return text;
  }
  throw new Error(`The verifier cannot ask for ${field.name} within the limits.`);
}

/** The document that reads one object of a type by its id, with what it refers to. */
export function nodeDocument(schema: GraphQLSchema, type: GraphQLObjectType): string {
  for (const depth of [4, 3, 2, 1]) {
    const text = `query ($id: ID!) { node(id: $id) { __typename ... on ${type.name} ${ofType(type, depth)} } }`;
    if (validate(schema, parse(text), [limitsRule]).length === 0) return text;
  }
  throw new Error(`The verifier cannot read a ${type.name} within the limits.`);
}

function write(root: string, field: Field, selected: string): string {
  if (field.args.length === 0) return `${root} { ${field.name} ${selected} }`;
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  return `${root} (${declared}) { ${field.name}(${passed}) ${selected} }`;
}

function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isObjectType(named)) return named.getFields().nodes ? connection(named, depth) : ofType(named, depth);
  throw new Error(`The verifier cannot select from ${named.name}.`);
}

function ofType(type: GraphQLObjectType, depth: number): string {
  const parts = Object.values(type.getFields()).map((field) => ofField(field, depth));
  return `{ __typename ${parts.filter(Boolean).join(' ')} }`;
}

/** A connection in full; its edges are its nodes again. */
function connection(type: GraphQLObjectType, depth: number): string {
  const counted = type.getFields().totalCount ? 'totalCount ' : '';
  const node = getNamedType(type.getFields().nodes!.type) as GraphQLObjectType;
  return `{ ${counted}pageInfo { hasNextPage } nodes ${ofType(node, depth)} }`;
}

function ofField(field: Field, depth: number): string {
  const named = getNamedType(field.type);
  const call = `${field.name}${requiredArguments(field)}`;
  if (isLeafType(named)) return call;
  // An object that is computed, and not read from rows of its own, is part of its parent.
  const part = field.extensions.read?.kind === 'computed';
  if (!isObjectType(named) || (depth <= 1 && !part)) return '';
  if (!named.getFields().nodes) return `${call} ${ofType(named, part ? depth : depth - 1)}`;
  return `${field.name}(first: ${PAGE}) ${connection(named, depth - 1)}`;
}

function requiredArguments(field: Field): string {
  const needed = field.args.filter(
    ({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined,
  );
  if (needed.length === 0) return '';
  const values = needed.map(({ name, type }) => {
    const named = getNamedType(type);
    if (!isEnumType(named)) throw new Error(`The verifier cannot fill ${field.name}(${name}:).`);
    return `${name}: ${named.getValues()[0]!.name}`;
  });
  return `(${values.join(', ')})`;
}
