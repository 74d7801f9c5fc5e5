// Reading: an operation becomes a plan once for each of its shapes, and a plan one statement.
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Actor } from '../../db/actor.js';
import type { Db } from '../../db/db.js';
import type { Keys } from '../../db/keys.js';
import type { Statement } from '../../db/statement.js';
import type { Values } from './bindings.js';
import { Compiler, type Plan } from './compile.js';
import { fill } from './fill.js';
import { bind, coerceVariables, findPoints, type Bound, type Fragments, type Points } from './operation.js';

/** Plans kept for one operation; one more shape begins anew. */
const MAX_SHAPES = 32;

interface Prepared {
  points: Points;
  plans: Map<string, Plan>;
}

/** A statement that reads the object an action refers to, and what turns its text into the answer. */
export interface ReferenceRead {
  statement: Statement;
  finish(text: string | null): unknown;
}

export class Reader {
  /** By the operation's or field's node: nodes live as long as Apollo keeps the document. */
  private readonly prepared = new WeakMap<object, Prepared>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly db: Db,
    private readonly keys: Keys,
    /** Tests only: false leaves the organization to row-level security alone. */
    private readonly scoped = true,
  ) {}

  /**
   * Reads a query operation in one statement.
   * @returns the JSON text of `data`
   * @throws AppError, GraphQLError for variables of the wrong type
   */
  async query(
    operation: OperationDefinitionNode,
    fragments: Fragments,
    variables: Record<string, unknown>,
    actor: Actor,
  ): Promise<string> {
    const prepared = this.prepare(operation, () =>
      findPoints(this.schema, fragments, this.schema.getQueryType()!, operation.selectionSet),
    );
    const bound = bind(prepared.points, coerceVariables(this.schema, operation, variables));
    const plan = this.plan(prepared, bound, (compiler) => compiler.query(operation.selectionSet), fragments);
    if (plan.constant !== undefined) return plan.constant;
    const values: Values = { bound, asOf: Date.now() };
    const text = (await this.db.read(actor, statementOf(plan, values)))!;
    if (plan.fills.length === 0) return text;
    const data: unknown = JSON.parse(text);
    fill(data, plan.fills, { asOf: values.asOf, keys: this.keys });
    return JSON.stringify(data);
  }

  /**
   * Prepares the read of what a mutation or subscription field refers to.
   * @param variables coerced
   * @param given the reference: `{ id }`, or the values of an `@Answers` type
   */
  reference(
    field: GraphQLField<unknown, unknown>,
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    fragments: Fragments,
    variables: Record<string, unknown>,
    given: Record<string, unknown>,
  ): ReferenceRead {
    const [node] = nodes as [FieldNode];
    const prepared = this.prepare(node, () => findPoints(this.schema, fragments, type, node.selectionSet!));
    const bound = bind(prepared.points, variables);
    const plan = this.plan(prepared, bound, (compiler) => compiler.reference(field, [...nodes]), fragments);
    const values: Values = { bound, asOf: Date.now(), given };
    return {
      statement: statementOf(plan, values),
      finish: (text) => {
        const data: unknown = text === null ? null : JSON.parse(text);
        fill(data, plan.fills, { asOf: values.asOf, keys: this.keys, given });
        return data;
      },
    };
  }

  private prepare(node: object, find: () => Points): Prepared {
    const known = this.prepared.get(node);
    if (known) return known;
    const made: Prepared = { points: find(), plans: new Map() };
    this.prepared.set(node, made);
    return made;
  }

  private plan(
    prepared: Prepared,
    bound: Bound,
    make: (compiler: Compiler) => Plan,
    fragments: Fragments,
  ): Plan {
    const known = prepared.plans.get(bound.shape);
    if (known) return known;
    const plan = make(new Compiler(this.schema, fragments, bound, this.scoped));
    if (prepared.plans.size >= MAX_SHAPES) prepared.plans.clear();
    prepared.plans.set(bound.shape, plan);
    return plan;
  }
}

function statementOf({ text, params, replan }: Plan, values: Values): Statement {
  return { text, values: params.map((param) => param(values)), replan };
}
