// Generates query operations from a schema: valid ones, with whatever GraphQL allows that a compiler may stumble on.
import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { Variables } from './generate.variables.js';
import { Choice, literal, Values, type Pick, type Pools } from './generate.values.js';

export interface Operation {
  query: string;
  variables: Record<string, unknown>;
  /** The names of the root fields, skipped or not. */
  roots: Set<string>;
}

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
const MAX_LEVELS = 5;
const MAX_FOLDS = 2;
const LIKELY_ROWS = 8;

export function generate(schema: GraphQLSchema, pools: Pools, pick: Pick): Operation {
  return new Generator(schema, pools, pick).operation();
}

/** A selection under an object, to be put behind whatever field answers with its type. */
export function generateSelection(schema: GraphQLSchema, type: Composite, pools: Pools, pick: Pick) {
  return new Generator(schema, pools, pick).under(type);
}

class Generator extends Choice {
  private readonly variables = new Variables(this);
  private readonly fragments: { name: string; type: Composite; text: string }[] = [];
  private readonly roots = new Set<string>();
  private readonly values: Values;
  private serial = 0;
  private aliases = 0;
  private work = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly pools: Pools,
    pick: Pick,
  ) {
    super(pick);
    this.values = new Values(schema, pools, this);
  }

  operation(): Operation {
    const query = this.schema.getQueryType()!;
    const body = this.selection(query, new Map(), { level: 0, rows: 1, weight: 1, folds: 0, prefix: '' });
    const variables = this.variables.head;
    const head = this.chance(50) && !variables ? '' : `query ${this.chance(50) ? 'select' : ''}${variables} `;
    const parts = [`${head}${body}`, ...this.fragments.map(({ text }) => text)];
    return { query: parts.join('\n'), variables: this.variables.values, roots: this.roots };
  }

  under(type: Composite) {
    const body = this.selection(type, new Map(), { level: 1, rows: 1, weight: 1, folds: 0, prefix: '' });
    const variables = this.variables.head;
    return {
      variables,
      body,
      fragments: this.fragments.map(({ text }) => text).join('\n'),
      values: this.variables.values,
    };
  }

  private selection(type: Composite, scope: Scope, at: Place): string {
    const most = Math.min(5, Math.ceil(Object.keys(type.getFields()).length / 2));
    const wanted = 1 + this.pick(at.level === 0 ? 1 : most);
    const parts: string[] = [];
    for (let n = 0; n < wanted && this.aliases <= MAX_ALIASES; n += 1) {
      const kind = this.pick(99);
      if (kind < 3) {
        parts.push(
          `${this.alias(scope, 'String! __typename', at, 25)}__typename${this.variables.condition()}`,
        );
      } else if (kind < 12 && at.folds < MAX_FOLDS) parts.push(this.inline(type, scope, at));
      else if (kind < 18 && at.folds < MAX_FOLDS && at.level > 0) parts.push(this.spread(type, at));
      else parts.push(this.field(type, scope, at));
    }
    return `{ ${parts.join(' ') || '__typename'} }`;
  }

  private inline(type: Composite, scope: Scope, at: Place): string {
    const related = isInterfaceType(type) ? this.schema.getPossibleTypes(type) : type.getInterfaces();
    const condition = this.chance(60) ? this.one([type, ...related]) : undefined;
    const on = condition ? ` on ${condition.name}` : '';
    return `...${on}${this.variables.condition()} ${this.selection(condition ?? type, scope, { ...at, folds: at.folds + 1 })}`;
  }

  private spread(type: Composite, at: Place): string {
    const known = this.fragments.filter((fragment) => fragment.type === type);
    if (known.length > 0 && this.chance(60)) return `...${this.one(known).name}${this.variables.condition()}`;
    const name = `f${(this.serial += 1)}`;
    const own = { ...at, folds: at.folds + 1, prefix: `${name}_` };
    const text = `fragment ${name} on ${type.name} ${this.selection(type, new Map(), own)}`;
    this.fragments.push({ name, type, text });
    return `...${name}${this.variables.condition()}`;
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
    const deeper = fields.filter((field) => !isLeafType(getNamedType(field.type)));
    const choose = () => this.one(deeper.length > 0 && this.chance(35) ? deeper : fields);
    let field = choose();
    let args = this.args(field, at);
    for (let attempt = 0; !args && attempt < 5; attempt += 1) args = this.args((field = choose()), at);
    if (!args) return '__typename';
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
        ? ` ${this.selection(named, scope, { level: at.level + 1, rows, weight: weight * 2, folds: 0, prefix: at.prefix })}`
        : '';
    return `${shown}${this.variables.condition()}${inner}`;
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
        if (given) parts.push(`first: ${bound ? this.variables.given(argument, first) : first}`);
        continue;
      }
      if (!required && this.chance(argument.name === 'after' ? 75 : 50)) continue;
      if (!isNonNullType(argument.type) && this.chance(12)) {
        parts.push(`${argument.name}: ${this.variables.nothing(argument)}`);
        continue;
      }
      const value = this.values.value(field, argument);
      if (value === undefined) {
        if (required) return null;
        continue;
      }
      const bound = this.chance(50);
      parts.push(
        `${argument.name}: ${bound ? this.variables.given(argument, value) : literal(value, argument.type)}`,
      );
    }
    return { text: parts.length > 0 ? `(${parts.join(', ')})` : '', rows, weight };
  }
}

/** Where a selection stands: how deep, for how many rows, and for how much the limits count a field there. */
interface Place {
  level: number;
  rows: number;
  weight: number;
  /** Fragments around it, below the object that they all select from. */
  folds: number;
  /** In a named fragment, what its response keys begin with: it may be spread beside anything. */
  prefix: string;
}
