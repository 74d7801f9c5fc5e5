import {
  isInterfaceType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { AppError } from '../../app-error.js';
import type { Bound, Fragments } from './operation.js';

/** PostgreSQL cuts names over 63 bytes, and two cut names may be one. */
const MAX_RESPONSE_KEY = 60;

/** Fields by response key, merged as GraphQL merges them, in the order of their first appearance. */
export type Merged = Map<string, FieldNode[]>;

/** Merges selections of one operation, without what @skip and @include leave out. */
export class Merger {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly excluded: Bound['excluded'],
  ) {}

  /** What is selected under these fields together. @throws AppError QUERY_TOO_COMPLEX for an alias that is too long */
  under(type: GraphQLObjectType, nodes: FieldNode[]): Merged {
    return this.merge(
      type,
      nodes.map((node) => node.selectionSet!),
    );
  }

  /** As `under`, for selection sets. */
  merge(type: GraphQLObjectType, sets: SelectionSetNode[]): Merged {
    const merged: Merged = new Map();
    const seen = new Set<string>();
    const collect = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        if (this.excluded.has(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = responseKey(selection);
          const nodes = merged.get(key);
          if (nodes) nodes.push(selection);
          else merged.set(key, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (this.applies(type, selection.typeCondition?.name.value)) collect(selection.selectionSet);
        } else if (!seen.has(selection.name.value)) {
          seen.add(selection.name.value);
          const fragment = this.fragments[selection.name.value]!;
          if (this.applies(type, fragment.typeCondition.name.value)) collect(fragment.selectionSet);
        }
      }
    };
    sets.forEach(collect);
    return merged;
  }

  private applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (!condition || condition === type.name) return true;
    const named = this.schema.getType(condition);
    return isInterfaceType(named) && this.schema.isSubType(named, type);
  }
}

function responseKey({ alias, name }: FieldNode): string {
  const key = alias?.value ?? name.value;
  if (key.length <= MAX_RESPONSE_KEY) return key;
  throw new AppError('QUERY_TOO_COMPLEX', `An alias may have at most ${MAX_RESPONSE_KEY} letters.`);
}
