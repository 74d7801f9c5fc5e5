// What of an operation can differ from one request to the next while its text stays: the booleans of @skip and
// @include, and the arguments. The rest is compiled once.
import {
  getArgumentValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  getVariableValues,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { AppError, invalidInput } from '../../app-error.js';
import { checkArguments, type Args } from '../checks.js';
import { MAX_PAGE } from '../connections.js';
import { splitId } from '../ids.js';
import { parseCursor } from './cursor.js';

/** Plans multiply by two with each variable of @skip and @include. */
const MAX_CONDITIONS = 4;

export type Fragments = Record<string, FragmentDefinitionNode | undefined>;
type Field = GraphQLField<unknown, unknown>;

/** What stands around a selection: it is asked for unless one of these is skipped, or its fragment is nowhere spread. */
interface Place {
  conditions: SelectionNode[];
  fragment?: string;
}

interface Call {
  node: FieldNode;
  place: Place;
  field: Field;
  /** For `node(id)`: the words before the underscore of the ids that it finds. */
  kinds: Set<string>;
}

/** The points of an operation where requests differ. */
export interface Points {
  calls: Call[];
  conditions: SelectionNode[];
  /** Where each fragment is spread. */
  spreads: Map<string, Place[]>;
}

/** The values of one request at the points of its operation. */
export interface Bound {
  args: Map<FieldNode, Args>;
  excluded: Set<SelectionNode>;
  /** Everything that the SQL depends on; never a value that a client can mint. */
  shape: string;
}

/** Finds the points below a selection set. Each fragment is walked once, wherever it is spread. */
export function findPoints(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLCompositeType,
  selections: SelectionSetNode,
): Points {
  const points: Points = { calls: [], conditions: [], spreads: new Map() };
  const variables = new Set<string>();

  function visit(parent: GraphQLCompositeType, set: SelectionSetNode, around: Place): void {
    for (const selection of set.selections) {
      const place = selection.directives?.length ? conditional(selection, around) : around;
      if (selection.kind === Kind.FIELD) visitField(parent, selection, place);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const on = selection.typeCondition;
        visit(on ? named(on) : parent, selection.selectionSet, place);
      } else visitSpread(selection.name.value, place);
    }
  }

  function conditional(selection: SelectionNode, { conditions, fragment }: Place): Place {
    points.conditions.push(selection);
    for (const { value } of selection.directives!.flatMap((directive) => directive.arguments ?? [])) {
      if (value.kind === Kind.VARIABLE) variables.add(value.name.value);
    }
    return { conditions: [...conditions, selection], fragment };
  }

  function visitSpread(name: string, place: Place): void {
    const known = points.spreads.get(name);
    if (known) return void known.push(place);
    points.spreads.set(name, [place]);
    const fragment = fragments[name]!;
    visit(named(fragment.typeCondition), fragment.selectionSet, { conditions: [], fragment: name });
  }

  function visitField(parent: GraphQLCompositeType, node: FieldNode, place: Place): void {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return;
    const field = parent.getFields()[node.name.value];
    if (!field) return;
    if (field.args.length > 0) points.calls.push({ node, place, field, kinds: idKinds(schema, field) });
    const inner = getNamedType(field.type);
    if (node.selectionSet && isCompositeType(inner)) visit(inner, node.selectionSet, place);
  }

  function named({ name }: NamedTypeNode): GraphQLCompositeType {
    return schema.getType(name.value) as GraphQLCompositeType;
  }

  visit(type, selections, { conditions: [] });
  if (variables.size > MAX_CONDITIONS) {
    throw new AppError(
      'QUERY_TOO_COMPLEX',
      `At most ${MAX_CONDITIONS} variables may stand in @skip and @include.`,
    );
  }
  return points;
}

/**
 * Coerces the variables of a request. One error is the answer: to describe each of a hundred thousand takes seconds.
 * What the schema holds instead of a wrong word is not told.
 * @throws GraphQLError
 */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions }: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Record<string, unknown> {
  const options = { maxErrors: 1, hideSuggestions: true };
  const { errors, coerced } = getVariableValues(schema, variableDefinitions ?? [], variables, options);
  if (errors) throw errors[0]!;
  return coerced;
}

/**
 * Evaluates the points for one request.
 * @param variables coerced
 * @throws AppError INVALID_INPUT for an argument that is malformed, out of range or of the wrong kind
 */
export function bind({ calls, conditions, spreads }: Points, variables: Record<string, unknown>): Bound {
  const bound: Bound = { args: new Map(), excluded: new Set(), shape: '' };
  for (const selection of conditions) {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true;
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false;
    if (skip || !include) bound.excluded.add(selection);
    bound.shape += skip || !include ? '-' : '+';
  }
  const fragments = new Map<string, boolean>();
  const spread = (name: string): boolean => {
    const known = fragments.get(name) ?? spreads.get(name)!.some(asked);
    fragments.set(name, known);
    return known;
  };
  const asked = ({ conditions: around, fragment }: Place): boolean =>
    !around.some((selection) => bound.excluded.has(selection)) && (!fragment || spread(fragment));
  for (const { node, place, field, kinds } of calls) {
    bound.shape += '|';
    if (!asked(place)) continue;
    const args = checkArguments(field, getArgumentValues(field, node, variables));
    bound.args.set(node, args);
    bound.shape += shapeOf(field, args, kinds);
  }
  return bound;
}

function idKinds(schema: GraphQLSchema, { type, extensions }: Field): Set<string> {
  const named = getNamedType(type);
  if (extensions.rows?.kind !== 'node' || !isAbstractType(named)) return new Set();
  return new Set(
    schema.getPossibleTypes(named).flatMap((possible) => possible.extensions.read?.idKind ?? []),
  );
}

function shapeOf(field: Field, args: Args, kinds: Set<string>): string {
  const read = field.extensions.rows ?? field.extensions.read;
  if (!read) return '';
  if (read.kind === 'node') {
    const found = splitId(args.id as string);
    if (!found || !kinds.has(found.kind))
      throw invalidInput('id: must be the id of an object, as in goal_<uuid>.', 'id');
    args.uuid = found.uuid;
    return found.kind;
  }
  if (read.kind !== 'page' && read.kind !== 'many') return '';
  let shape = Object.keys(read.filters ?? {})
    .map((name) => (args[name] === null || args[name] === undefined ? '0' : '1'))
    .join('');
  if (read.kind === 'page') {
    const first = args.first as number;
    if (!(first >= 1 && first <= MAX_PAGE))
      throw invalidInput(`first: must be from 1 to ${MAX_PAGE}.`, 'first');
    if (typeof args.after === 'string') {
      args.cursor = parseCursor(args.after, read.order);
      shape += 'a';
    }
  }
  return shape;
}
