// What of an operation can differ from one request to the next while its text stays: the booleans of @skip and
// @include, and the arguments. The rest is compiled once.
import {
  getArgumentValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
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

interface Call {
  node: FieldNode;
  field: Field;
  /** For `node(id)`: the words before the underscore of the ids that it finds. */
  kinds: Set<string>;
}

/** The points of an operation where requests differ. */
export interface Points {
  calls: Call[];
  conditions: SelectionNode[];
}

/** The values of one request at the points of its operation. */
export interface Bound {
  args: Map<FieldNode, Args>;
  excluded: Set<SelectionNode>;
  /** Everything that the SQL depends on; never a value that a client can mint. */
  shape: string;
}

/** Finds the points below a selection set. Fragments are walked once each type they are spread on. */
export function findPoints(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLCompositeType,
  selections: SelectionSetNode,
): Points {
  const points: Points = { calls: [], conditions: [] };
  const variables = new Set<string>();
  const seen = new Set<string>();

  function visit(parent: GraphQLCompositeType, set: SelectionSetNode): void {
    for (const selection of set.selections) {
      if (selection.directives?.length) {
        points.conditions.push(selection);
        for (const directive of selection.directives) {
          for (const { value } of directive.arguments ?? []) {
            if (value.kind === Kind.VARIABLE) variables.add(value.name.value);
          }
        }
      }
      if (selection.kind === Kind.FIELD) visitField(parent, selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        visit(conditionType(selection.typeCondition?.name.value, parent), selection.selectionSet);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments[selection.name.value]!;
        visit(conditionType(fragment.typeCondition.name.value, parent), fragment.selectionSet);
      }
    }
  }

  function visitField(parent: GraphQLCompositeType, node: FieldNode): void {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return;
    const field = parent.getFields()[node.name.value];
    if (!field) return;
    if (field.args.length > 0) points.calls.push({ node, field, kinds: idKinds(schema, field) });
    const inner = getNamedType(field.type);
    if (node.selectionSet && isCompositeType(inner)) visit(inner, node.selectionSet);
  }

  function conditionType(name: string | undefined, parent: GraphQLCompositeType): GraphQLCompositeType {
    return name ? (schema.getType(name) as GraphQLCompositeType) : parent;
  }

  visit(type, selections);
  if (variables.size > MAX_CONDITIONS) {
    throw new AppError(
      'QUERY_TOO_COMPLEX',
      `At most ${MAX_CONDITIONS} variables may stand in @skip and @include.`,
    );
  }
  return points;
}

/**
 * Evaluates the points for one request.
 * @param variables coerced
 * @throws AppError INVALID_INPUT for an argument that is malformed, out of range or of the wrong kind
 */
export function bind({ calls, conditions }: Points, variables: Record<string, unknown>): Bound {
  const bound: Bound = { args: new Map(), excluded: new Set(), shape: '' };
  for (const selection of conditions) {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true;
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false;
    if (skip || !include) bound.excluded.add(selection);
    bound.shape += skip || !include ? '-' : '+';
  }
  for (const { node, field, kinds } of calls) {
    const args = checkArguments(field, getArgumentValues(field, node, variables));
    bound.args.set(node, args);
    bound.shape += `|${shapeOf(field, args, kinds)}`;
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
