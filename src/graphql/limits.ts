// Guarantees: what an operation may cost is bounded before anything of it runs, on HTTP as on WebSocket.
import {
  getNamedType,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type SelectionSetNode,
  type ValidationContext,
  type ASTVisitor,
} from 'graphql';
import { AppError } from '../app-error.js';
import { DEFAULT_PAGE, MAX_PAGE } from './connections.js';

/** Bytes of a request's body. A journal entry is text; files travel elsewhere. */
export const MAX_BODY = 256 * 1024;
/** Lexical tokens of a document. GraphiQL's introspection query has some 400. */
export const MAX_TOKENS = 2_000;
/** Problems of one document that are told; finding more takes long. */
export const MAX_PROBLEMS = 5;
/** Levels of nested selections. */
export const MAX_DEPTH = 12;
/** Aliases in a document. */
export const MAX_ALIASES = 50;
/** Directives in a document. */
export const MAX_DIRECTIVES = 50;
/** Fields as written in a document: what the rules of the specification compare with each other. */
export const MAX_FIELDS = 300;
/** Objects and lists in one operation, each wherever its fragment is spread: what PostgreSQL has to plan. */
export const MAX_OBJECTS = 80;
/** Root fields of one operation. */
export const MAX_ROOTS = 20;
/** Fields of an answer at most: each field counts once for each entry of the lists around it. */
export const MAX_COST = 50_000;
/** Values in the variables of an operation, entries of lists included. */
export const MAX_VALUES = 5_000;
/** What an array without a page size counts as. */
const ARRAY_COST = 20;

const tooComplex = (message: string, node?: ASTNode) =>
  new GraphQLError(message, { nodes: node, extensions: { code: 'QUERY_TOO_COMPLEX' } });

/**
 * The limits as a validation rule. Beside its error it hands the rules of the specification an empty document: they
 * are quadratic on the very documents that it refuses.
 */
export function limitsRule(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const problem = findProblem(document, context);
      if (!problem) return undefined;
      context.reportError(problem);
      return { ...document, definitions: [] };
    },
  };
}

/**
 * Counts the variables before graphql coerces them, which takes microseconds for each.
 * @throws AppError QUERY_TOO_COMPLEX
 */
export function limitVariables(variables: unknown): void {
  let values = 0;
  const waiting = [variables];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if ((values += 1) > MAX_VALUES) {
      throw new AppError('QUERY_TOO_COMPLEX', `At most ${MAX_VALUES} values are accepted in variables.`);
    }
    if (typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) waiting.push(inner);
    }
  }
}

function findProblem(document: DocumentNode, context: ValidationContext): GraphQLError | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let aliases = 0;
  let directives = 0;
  let fields = 0;
  const count = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      directives += selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) {
        fields += 1;
        if (selection.alias) aliases += 1;
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) count(selection.selectionSet);
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    if ('selectionSet' in definition) count(definition.selectionSet);
  }
  if (aliases > MAX_ALIASES) return tooComplex(`At most ${MAX_ALIASES} aliases are accepted.`);
  if (directives > MAX_DIRECTIVES) return tooComplex(`At most ${MAX_DIRECTIVES} directives are accepted.`);
  if (fields > MAX_FIELDS) return tooComplex(`At most ${MAX_FIELDS} fields are accepted.`);

  const schema = context.getSchema();
  // A fragment's cost where it is spread on the same type again is known: without this, fragments that spread two of
  // the next are walked 2^n times.
  const known = new Map<string, Weight>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.selectionSet.selections.length > MAX_ROOTS) {
      return tooComplex(`At most ${MAX_ROOTS} root fields are accepted.`, definition);
    }
    const type = schema.getRootType(definition.operation);
    const weight = weigh(definition.selectionSet, type, []);
    if (weight.depth > MAX_DEPTH)
      return tooComplex(`Selections may be nested ${MAX_DEPTH} levels deep.`, definition);
    if (weight.objects > MAX_OBJECTS)
      return tooComplex(`At most ${MAX_OBJECTS} objects and lists are accepted.`, definition);
    if (weight.cost > MAX_COST)
      return tooComplex('This operation could answer with too much; ask for less.', definition);
  }
  return undefined;

  interface Weight {
    depth: number;
    cost: number;
    objects: number;
  }

  function weigh(
    set: SelectionSetNode,
    type: GraphQLCompositeType | null | undefined,
    spreading: string[],
  ): Weight {
    const sum: Weight = { depth: 0, cost: 0, objects: 0 };
    const add = ({ depth, cost, objects }: Weight) => {
      sum.depth = Math.max(sum.depth, depth);
      sum.cost += cost;
      sum.objects += objects;
    };
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const field =
          isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
        const inner = field && getNamedType(field.type);
        if (selection.name.value.startsWith('__') || !selection.selectionSet) {
          add({ depth: 1, cost: 1, objects: 0 });
          continue;
        }
        const below = weigh(selection.selectionSet, isCompositeType(inner) ? inner : undefined, spreading);
        const read = field?.extensions.rows ?? field?.extensions.read;
        const times = read?.kind === 'page' ? pageSize(selection) : read?.kind === 'many' ? ARRAY_COST : 1;
        add({ depth: below.depth + 1, cost: 1 + times * below.cost, objects: 1 + below.objects });
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        add(weigh(selection.selectionSet, isCompositeType(condition) ? condition : type, spreading));
      } else {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        // A cycle is refused by the specification's own rule.
        if (!fragment || spreading.includes(name)) continue;
        const before = known.get(name);
        if (before) {
          add(before);
          continue;
        }
        const condition = schema.getType(fragment.typeCondition.name.value);
        const weight = weigh(fragment.selectionSet, isCompositeType(condition) ? condition : undefined, [
          ...spreading,
          name,
        ]);
        known.set(name, weight);
        add(weight);
      }
    }
    return sum;
  }
}

/** The page size as written; a variable counts as the largest page. */
function pageSize(node: { arguments?: readonly { name: { value: string }; value: ASTNode }[] }): number {
  const first = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
  if (!first) return DEFAULT_PAGE;
  if (first.kind === Kind.INT) return Math.min(MAX_PAGE, Math.max(1, Number(first.value)));
  return MAX_PAGE;
}
