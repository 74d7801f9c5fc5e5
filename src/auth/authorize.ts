// Guarantees: no operation runs unless each of its root fields says who may call it and the actor is one of them. Deny
// by default. Rows are row-level security's business; this decides on roles, before any statement.
import {
  getNamedType,
  Kind,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { AppError, unauthenticated } from '../app-error.js';
import type { Actor } from '../db/actor.js';
import type { Allow } from '../graphql/read/declaration.js';
import type { Fragments } from '../graphql/read/operation.js';

/** The names of the root fields of an operation, each once, skipped or not. */
export function rootFields(operation: OperationDefinitionNode, fragments: Fragments): Set<string> {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        visit(fragments[selection.name.value]!.selectionSet);
      }
    }
  };
  visit(operation.selectionSet);
  return names;
}

/** How many times root fields are asked for, under whatever alias: a mutation may do so once. */
export function countRootSelections(operation: OperationDefinitionNode, fragments: Fragments): number {
  const count = (set: SelectionSetNode): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + 1;
      const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value]!;
      return sum + count(inner.selectionSet);
    }, 0);
  return count(operation.selectionSet);
}

/** Whether the rule lets this actor call. */
export function allows(allow: Allow | undefined, actor: Actor): boolean {
  if (allow === 'PUBLIC') return true;
  if (!allow || actor.kind !== 'member') return false;
  return allow === 'MEMBER' || actor.roles.some((role) => allow.includes(role));
}

/**
 * Decides on a whole operation. Pure: the same schema, operation and actor give the same answer.
 * @throws AppError UNAUTHENTICATED where a sign-in would help, FORBIDDEN where it would not
 */
export function authorize(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  actor: Actor,
): void {
  const type = schema.getRootType(operation.operation) as GraphQLObjectType;
  for (const name of rootFields(operation, fragments)) {
    if (name.startsWith('__')) continue;
    const field = type.getFields()[name]!;
    if (allows(field.extensions.allow, actor)) continue;
    if (actor.kind !== 'member') throw unauthenticated();
    throw new AppError('FORBIDDEN', `Your role does not include ${name}.`);
  }
}

/** Tests only: lets every member call everything, so that row-level security is seen to hold alone. */
export function openToMembers(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      if (field.extensions.allow !== 'PUBLIC') field.extensions = { ...field.extensions, allow: 'MEMBER' };
    }
  }
}

/** Who may call each root field: what docs/access.json shows. */
export function accessOf(
  schema: GraphQLSchema,
): Record<string, Record<string, { allow: Allow | null; returns: string }>> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return Object.fromEntries(
    roots
      .filter((type) => type !== null && type !== undefined)
      .map((type) => [
        type.name,
        Object.fromEntries(
          Object.values(type.getFields())
            .sort((a, b) => (a.name < b.name ? -1 : 1))
            .map((field) => [
              field.name,
              { allow: field.extensions.allow ?? null, returns: getNamedType(field.type).name },
            ]),
        ),
      ]),
  );
}
