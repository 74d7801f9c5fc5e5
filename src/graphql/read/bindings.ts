// What a compiled text leaves open: the placeholders of one plan, and the SQL names that it makes. Those hold a `$`, which
// no GraphQL name can: a client's alias captures none of them.
import type { FieldNode } from 'graphql';
import type { Scope } from './declaration.js';
import type { Bound } from './operation.js';

/** What a request binds: its arguments, its instant, and for an action the values that it hands over. */
export interface Values {
  bound: Bound;
  asOf: number;
  given?: Record<string, unknown>;
}

/** Makes placeholders, each value once. */
export class Bindings {
  readonly params: ((values: Values) => unknown)[] = [];
  private readonly placeholders = new Map<string, string>();
  private readonly keys = new Map<FieldNode, string>();
  private serial = 0;

  /** A name for a row that no other part of the text has. */
  alias(): string {
    this.serial += 1;
    return `"t$${this.serial}"`;
  }

  /** What the SQL of a declaration may bind, for one field of the operation. */
  scope(node: FieldNode): Scope {
    return {
      arg: (argument, type) => this.argument(node, argument, type),
      asOf: () => this.bind('asOf', 'timestamptz', ({ asOf }) => new Date(asOf).toISOString()),
    };
  }

  /** The value of an argument; null where it is not given. */
  argument(node: FieldNode, argument: string, type: string): string {
    return this.bind(
      `${this.key(node)}.${argument}`,
      type,
      ({ bound }) => bound.args.get(node)?.[argument] ?? null,
    );
  }

  /** One part of the cursor that a page stands behind. */
  cursor(node: FieldNode, at: number, type: string): string {
    return this.bind(
      `${this.key(node)}.cursor.${at}`,
      type,
      ({ bound }) => (bound.args.get(node)!.cursor as string[])[at],
    );
  }

  /** A value that the action hands over. */
  given(value: string, type: string): string {
    return this.bind(`given.${value}`, type, ({ given }) => given?.[value] ?? null);
  }

  private key(node: FieldNode): string {
    const known = this.keys.get(node) ?? `f${this.keys.size}`;
    this.keys.set(node, known);
    return known;
  }

  private bind(key: string, type: string, value: (values: Values) => unknown): string {
    const known = this.placeholders.get(`${key}:${type}`);
    if (known) return known;
    this.params.push(value);
    const placeholder = `$${this.params.length}::${type}`;
    this.placeholders.set(`${key}:${type}`, placeholder);
    return placeholder;
  }
}
