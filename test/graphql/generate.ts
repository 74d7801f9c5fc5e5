// Generates query operations from a schema: valid ones, with whatever GraphQL allows that a compiler may stumble on.
import {
  astFromValue,
  getNamedType,
  getNullableType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { TEXTS } from './sample.data.js';

/** What arguments can be filled with. */
export interface Pools {
  ids: string[];
  cursors: Map<GraphQLField<unknown, unknown>, string[]>;
}

export interface Operation {
  query: string;
  variables: Record<string, unknown>;
  /** The names of the root fields, skipped or not. */
  roots: Set<string>;
}

/** A whole number from 0 to `max`. */
export type Pick = (max: number) => number;

type Composite = GraphQLObjectType | GraphQLInterfaceType;
type Field = GraphQLField<unknown, unknown>;

/** What stands under each response key, so that the same key is given again only to what may be merged. */
interface Entry {
  call: string;
  type: string;
  field: Field;
  scope: Scope;
}
type Scope = Map<string, Entry>;

/** Names that mean something to SQL, to JavaScript, or to whoever writes the SQL. */
const ALIASES = [
  'select',
  'from',
  'null',
  'order',
  'user',
  'table',
  'row_to_json',
  'array_to_json',
  'current_user',
  'true',
  't',
  'n',
  'c',
  'x',
  'r',
  'k',
  's',
  'o',
  't1',
  't_1',
  '_',
  '_1',
  'v',
  'row',
  'value',
  'data',
  'key',
  'text',
  '__proto__',
  'constructor',
  'toString',
  'toJSON',
  'hasOwnProperty',
  'length',
  'then',
  'id',
  'name',
  'title',
  'nodes',
  'edges',
  'node',
  'cursor',
  'pageInfo',
  'totalCount',
  'org_id',
  'orgId',
  'rowId',
  'Select',
  'ID',
  'a'.repeat(60),
  `_${'B9'.repeat(29)}_`,
];
/** What an operation may ask for, below the limits; the oracle needs a statement for each field of each row. */
const MAX_WORK = 220;
const MAX_WEIGHT = 40_000;
const MAX_ALIASES = 40;
const MAX_DIRECTIVES = 20;
const MAX_CONDITIONS = 4;
const MAX_LEVELS = 5;
const LIKELY_ROWS = 8;

export function generate(schema: GraphQLSchema, pools: Pools, pick: Pick): Operation {
  return new Generator(schema, pools, pick).operation();
}

/** A selection under an object, to be put behind whatever field answers with its type. */
export function generateSelection(schema: GraphQLSchema, type: Composite, pools: Pools, pick: Pick) {
  return new Generator(schema, pools, pick).under(type);
}

class Generator {
  private readonly definitions: string[] = [];
  private readonly variables: Record<string, unknown> = {};
  private readonly fragments: { name: string; type: Composite; text: string }[] = [];
  private readonly conditions: string[] = [];
  private readonly roots = new Set<string>();
  private serial = 0;
  private aliases = 0;
  private directives = 0;
  private work = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly pools: Pools,
    private readonly pick: Pick,
  ) {}

  operation(): Operation {
    const query = this.schema.getQueryType()!;
    const body = this.selection(query, new Map(), { level: 0, rows: 1, weight: 1, prefix: '' });
    const variables = this.definitions.length > 0 ? `(${this.definitions.join(', ')})` : '';
    const head = this.chance(50) && !variables ? '' : `query ${this.chance(50) ? 'select' : ''}${variables} `;
    const parts = [`${head}${body}`, ...this.fragments.map(({ text }) => text)];
    return { query: parts.join('\n'), variables: this.variables, roots: this.roots };
  }

  under(type: Composite) {
    const body = this.selection(type, new Map(), { level: 1, rows: 1, weight: 1, prefix: '' });
    const variables = this.definitions.length > 0 ? `(${this.definitions.join(', ')})` : '';
    return {
      variables,
      body,
      fragments: this.fragments.map(({ text }) => text).join('\n'),
      values: this.variables,
    };
  }

  private chance(percent: number): boolean {
    return this.pick(99) < percent;
  }

  private one<Value>(values: readonly Value[]): Value {
    return values[this.pick(values.length - 1)]!;
  }

  private selection(type: Composite, scope: Scope, at: Place): string {
    const wanted = 1 + this.pick(this.chance(70) ? 2 : 4);
    const parts: string[] = [];
    for (let n = 0; n < wanted; n += 1) {
      const kind = this.pick(99);
      if (this.aliases > MAX_ALIASES) break;
      if (kind < 6)
        parts.push(`${this.alias(scope, 'String! __typename', at, 25)}__typename${this.condition()}`);
      else if (kind < 20) parts.push(this.inline(type, scope, at));
      else if (kind < 28 && at.level > 0) parts.push(this.spread(type, at));
      else parts.push(this.field(type, scope, at));
    }
    return `{ ${parts.join(' ') || '__typename'} }`;
  }

  private inline(type: Composite, scope: Scope, at: Place): string {
    const related = isInterfaceType(type) ? this.schema.getPossibleTypes(type) : type.getInterfaces();
    const condition = this.chance(60) ? this.one([type, ...related]) : undefined;
    const on = condition ? ` on ${condition.name}` : '';
    return `...${on}${this.condition()} ${this.selection(condition ?? type, scope, at)}`;
  }

  private spread(type: Composite, at: Place): string {
    const known = this.fragments.filter((fragment) => fragment.type === type);
    if (known.length > 0 && this.chance(60)) return `...${this.one(known).name}${this.condition()}`;
    const name = `f${(this.serial += 1)}`;
    const own = { ...at, prefix: `${name}_` };
    const text = `fragment ${name} on ${type.name} ${this.selection(type, new Map(), own)}`;
    this.fragments.push({ name, type, text });
    return `...${name}${this.condition()}`;
  }

  private field(type: Composite, scope: Scope, at: Place): string {
    const again = [...scope].filter(([, { type: owner }]) => owner === type.name);
    if (again.length > 0 && this.chance(20)) {
      const [key, entry] = this.one(again);
      return this.write(key, entry, at, at.rows);
    }
    const deepest = at.level >= MAX_LEVELS || this.work > MAX_WORK || at.weight > MAX_WEIGHT / 10;
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        field.extensions.read?.kind !== 'given' && !(deepest && !isLeafType(getNamedType(field.type))),
    );
    if (fields.length === 0) return `${this.alias(scope, 'String! __typename', at, 0)}__typename`;
    const field = this.one(fields);
    const args = this.args(field, at);
    if (args === null) return '__typename';
    if (at.level === 0) this.roots.add(field.name);
    const call = `${field.name}${args.text}`;
    const prefix = this.alias(scope, `${String(field.type)} ${call}`, at, field.args.length > 0 ? 60 : 35);
    const key = prefix ? prefix.slice(0, -2) : field.name;
    const entry = scope.get(key) ?? { call, type: type.name, field, scope: new Map<string, Entry>() };
    scope.set(key, { ...entry, type: type.name });
    return this.write(key, entry, at, at.rows * args.rows, at.weight * args.weight);
  }

  private write(
    key: string,
    { call, field, scope }: Entry,
    at: Place,
    rows: number,
    weight = at.weight,
  ): string {
    this.work += at.rows;
    const named = getNamedType(field.type);
    const shown = key === field.name && /^\w+$/.test(key) ? call : `${key}: ${call}`;
    const inner =
      isObjectType(named) || isInterfaceType(named)
        ? ` ${this.selection(named, scope, { level: at.level + 1, rows, weight: weight * 2, prefix: at.prefix })}`
        : '';
    return `${shown}${this.condition()}${inner}`;
  }

  /** `alias: `, or nothing where the field keeps its name; never a key that stands for something else in this scope. */
  private alias(scope: Scope, signature: string, at: Place, percent: number): string {
    const field = /^\S+ (\w+)/.exec(signature)![1]!;
    const fits = (key: string) => {
      const entry = scope.get(key);
      return !entry || `${String(entry.field.type)} ${entry.call}` === signature;
    };
    const mayAlias = this.aliases < MAX_ALIASES;
    const plain = !at.prefix || field === '__typename';
    if (plain && fits(field) && !(mayAlias && this.chance(percent))) return '';
    let key = at.prefix ? `${at.prefix}${(this.serial += 1)}` : this.one(ALIASES);
    if (field === '__typename' || !fits(key)) key = `k${(this.serial += 1)}`;
    this.aliases += 1;
    return `${key}: `;
  }

  private condition(): string {
    let text = '';
    for (const directive of ['skip', 'include']) {
      if (this.directives >= MAX_DIRECTIVES || !this.chance(6)) continue;
      this.directives += 1;
      text += ` @${directive}(if: ${this.chance(25) ? this.chance(50) : this.booleanVariable()})`;
    }
    return text;
  }

  private booleanVariable(): string {
    if (this.conditions.length > 0 && (this.conditions.length >= MAX_CONDITIONS || this.chance(50))) {
      return this.one(this.conditions);
    }
    const name = `$b${this.conditions.length}`;
    const value = this.chance(50);
    if (this.chance(30)) this.definitions.push(`${name}: Boolean! = ${value}`);
    else {
      this.definitions.push(`${name}: Boolean!`);
      this.variables[name.slice(1)] = value;
    }
    this.conditions.push(name);
    return name;
  }

  private args(field: Field, at: Place): { text: string; rows: number; weight: number } | null {
    const parts: string[] = [];
    const read = field.extensions.rows ?? field.extensions.read;
    let rows = isListType(getNullableType(field.type)) ? 3 : 1;
    let weight = isListType(getNullableType(field.type)) ? 20 : 1;
    for (const argument of field.args) {
      const required = isNonNullType(argument.type) && argument.defaultValue === undefined;
      if (read?.kind === 'page' && argument.name === 'first') {
        const small = at.rows > 1 || at.weight > 1;
        const given = small || this.chance(70);
        const first = given ? this.one(small ? [1, 2, 3] : [1, 2, 3, 7, 100]) : 20;
        const bound = given && at.weight === 1 && this.chance(40);
        rows = Math.min(first, LIKELY_ROWS);
        weight = bound ? 100 : first;
        if (given) parts.push(`first: ${bound ? this.variable(argument, first) : first}`);
        continue;
      }
      if (!required && this.chance(50)) continue;
      if (!isNonNullType(argument.type) && this.chance(12)) {
        parts.push(`${argument.name}: ${this.nothing(argument)}`);
        continue;
      }
      const value = this.value(field, argument);
      if (value === undefined) {
        if (required) return null;
        continue;
      }
      const bound = this.chance(50);
      parts.push(
        `${argument.name}: ${bound ? this.variable(argument, value) : literal(value, argument.type)}`,
      );
    }
    return { text: parts.length > 0 ? `(${parts.join(', ')})` : '', rows, weight };
  }

  private nothing(argument: GraphQLArgument): string {
    if (this.chance(40)) return 'null';
    const name = `v${(this.serial += 1)}`;
    this.definitions.push(`$${name}: ${String(argument.type)}${this.chance(30) ? ' = null' : ''}`);
    if (this.chance(50)) this.variables[name] = null;
    return `$${name}`;
  }

  private variable(argument: GraphQLArgument, value: unknown): string {
    const name = `v${(this.serial += 1)}`;
    const inDefault = this.chance(30);
    this.definitions.push(
      `$${name}: ${String(argument.type)}${inDefault ? ` = ${literal(value, argument.type)}` : ''}`,
    );
    if (!inDefault || this.chance(30)) this.variables[name] = value;
    return `$${name}`;
  }

  /** A value that passes the argument's check; undefined where none was found. */
  private value(field: Field, argument: GraphQLArgument): unknown {
    const check = field.extensions.checks?.[argument.name];
    if (argument.name === 'after') {
      const cursors = this.pools.cursors.get(field);
      return cursors && cursors.length > 0 ? this.one(cursors) : undefined;
    }
    if (getNamedType(argument.type).name === 'ID') {
      const list = isListType(getNullableType(argument.type));
      const fits = (id: string) =>
        field.extensions.rows?.kind === 'node'
          ? this.finds(field, id)
          : !check || check.safeParse(list ? [id] : id).success;
      const fitting = this.pools.ids.filter(fits);
      if (fitting.length === 0) return undefined;
      return list ? Array.from({ length: this.pick(3) }, () => this.one(fitting)) : this.one(fitting);
    }
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const value = this.sample(argument.type);
      if (value !== undefined && (!check || check.safeParse(value).success)) return value;
    }
    return undefined;
  }

  /** Whether the id is of a kind that `node(id)` finds. */
  private finds(field: Field, id: string): boolean {
    const possible = this.schema.getPossibleTypes(getNamedType(field.type) as GraphQLInterfaceType);
    return possible.some(({ extensions }) => id.startsWith(`${extensions.read!.idKind}_`));
  }

  private sample(type: GraphQLInputType): unknown {
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const items = Array.from({ length: this.pick(3) }, () => this.sample(inner.ofType as GraphQLInputType));
      return items.includes(undefined) ? undefined : items;
    }
    if (isEnumType(inner)) return this.one(inner.getValues()).name;
    const samples: Record<string, readonly unknown[]> = {
      String: [...TEXTS, 'a', 'b', 'NULL'],
      Int: [0, 1, 2, 3, 7, -1, 2147483647, -2147483648],
      Float: [0, 1, 0.1, -2.5, 1e-6, 1e9, 3],
      Boolean: [true, false],
      Instant: [
        '2026-03-29T03:00:00+02:00',
        '1969-12-31T23:59:59.999Z',
        '2026-03-29T01:00:00.001Z',
        '0001-01-01T00:00:00Z',
      ],
      LocalDate: ['2026-03-29', '2024-02-29', '0001-01-01', '9999-12-31'],
      LocalTime: ['00:00', '12:30', '23:59'],
    };
    const values = samples[getNamedType(inner).name];
    return values && this.one(values);
  }
}

/** Where a selection stands: how deep, for how many rows, and for how much the limits count a field there. */
interface Place {
  level: number;
  rows: number;
  weight: number;
  /** In a named fragment, what its response keys begin with: it may be spread beside anything. */
  prefix: string;
}

function literal(value: unknown, type: GraphQLInputType): string {
  return print(astFromValue(value, type)!);
}
