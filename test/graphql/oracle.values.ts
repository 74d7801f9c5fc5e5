// What PostgreSQL hands to the oracle, in the words of GraphQL, and what the oracle binds.
import { getNamedType, getNullableType, isListType, type GraphQLOutputType } from 'graphql';
import type { Args } from '../../src/graphql/checks.js';
import type { OrderBy, Scope } from '../../src/graphql/read/declaration.js';

export type Texts = (string | null)[];

/** Half away from zero at six decimals, on the decimal text: binary floats would round some of them otherwise. */
function sixDecimals(text: string): number {
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!;
  const digits =
    BigInt(whole + decimals.slice(0, 6).padEnd(6, '0')) + (Number(decimals[6] ?? 0) >= 5 ? 1n : 0n);
  const padded = digits.toString().padStart(7, '0');
  return Number(`${sign}${padded.slice(0, -6)}.${padded.slice(-6)}`);
}

/** What PostgreSQL wrote as text, in the words of the GraphQL type. */
export function decode(type: GraphQLOutputType, text: string | null): unknown {
  if (text === null) return null;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    return (JSON.parse(text) as Texts).map((item) => decode(inner.ofType as GraphQLOutputType, item));
  }
  switch (getNamedType(inner).name) {
    case 'Int':
      return Number(text);
    case 'Float':
      return sixDecimals(text);
    case 'Boolean':
      return text === 't';
    case 'Instant':
      return instantOf(text).toISOString();
    case 'LocalTime':
      return text.slice(0, 5);
    default:
      return text;
  }
}

/** `2026-03-29 07:00:00.123456+00`, as PostgreSQL writes it in UTC; a Date cuts what is below a millisecond. */
function instantOf(text: string): Date {
  return new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z'));
}

/** A value as it stands in a cursor. */
export function cursorText({ type }: OrderBy, text: string): string {
  if (type !== 'timestamptz' || text.endsWith('infinity')) return text;
  const [, seconds, fraction = ''] = /^(.{10} .{8})(?:\.(\d+))?\+00$/.exec(text)!;
  return `${seconds!.replace(' ', 'T')}.${fraction.padEnd(6, '0')}Z`;
}

/** SQL that yields a list as a JSON list of texts, a double as the decimal that PostgreSQL shows, the rest as it is. */
export function asText(type: GraphQLOutputType, sql: string): string {
  if (isListType(getNullableType(type))) return `to_json((${sql})::text[])`;
  return getNamedType(type).name === 'Float' ? `(${sql})::numeric` : sql;
}

/** Behind a cursor, spelt out: greater in one column and equal in those before it. */
export function behind(order: OrderBy[], after: string, scope: Params): string {
  const values = JSON.parse(Buffer.from(after, 'base64').toString()) as string[];
  const bound = order.map(({ type }, at) => `${scope.value(values[at])}::${type}`);
  const ways = order.map(({ sql, descending }, at) => {
    const equal = order.slice(0, at).map((by, before) => `${by.sql('x', scope)} = ${bound[before]}`);
    return [...equal, `${sql('x', scope)} ${descending ? '<' : '>'} ${bound[at]}`].join(' and ');
  });
  return `(${ways.map((way) => `(${way})`).join(' or ')})`;
}

/** The values that one statement binds. */
export class Params implements Scope {
  readonly values: unknown[] = [];

  constructor(
    private readonly args: Args,
    private readonly instant: number,
  ) {}

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  readonly arg = (name: string, type: string) => `${this.value(this.args[name] ?? null)}::${type}`;
  readonly asOf = () => `${this.value(new Date(this.instant).toISOString())}::timestamptz`;
}
