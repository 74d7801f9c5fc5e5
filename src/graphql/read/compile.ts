// Compiles the selection under a root field into one SQL expression that yields the answer's JSON. SQL names that this
// file makes hold a `$`, which no GraphQL name can: a client's alias captures none of them.
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { AppError } from '../../app-error.js';
import { splitId } from '../ids.js';
import { behindSql, cursorSql, orderSql } from './cursor.js';
import type { FieldRead, RootRead, Row, Scope } from './declare.js';
import type { Fill } from './fill.js';
import type { Bound, Fragments } from './operation.js';

/** PostgreSQL cuts names over 63 bytes, and two cut names may be one. */
const MAX_RESPONSE_KEY = 60;

/** What a request binds: its arguments, its instant, and for an action the values that it hands over. */
export interface Values {
  bound: Bound;
  asOf: number;
  given?: Record<string, unknown>;
}

/** A compiled operation. */
export interface Plan {
  text: string;
  params: ((values: Values) => unknown)[];
  fills: Fill[];
  replan: boolean;
  /** The answer, where it takes no row: nothing but __typename is asked for. */
  constant?: string;
}

interface Compiled {
  sql: string;
  fills: Fill[];
}

type Field = GraphQLField<unknown, unknown>;
type PageRead = Extract<FieldRead, { kind: 'page' }> | Extract<RootRead, { kind: 'page' }>;
type ManyRead = Extract<FieldRead, { kind: 'many' }> | Extract<RootRead, { kind: 'many' }>;
/** Fields by response key, merged as GraphQL merges them, in the order of their first appearance. */
type Merged = Map<string, FieldNode[]>;

/** Compiles one operation in one shape; make a new one for each. */
export class Compiler {
  private readonly params: Plan['params'] = [];
  private readonly placeholders = new Map<string, string>();
  private serial = 0;
  private replan = false;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly bound: Bound,
    /** Tests only: false leaves the organization to row-level security alone. */
    private readonly scoped = true,
  ) {}

  /** A query: one object with a key for each root field. */
  query(selections: SelectionSetNode): Plan {
    const type = this.schema.getQueryType()!;
    const columns: string[] = [];
    const fills: Fill[] = [];
    const merged = this.merge(type, [selections]);
    for (const [key, nodes] of merged) {
      const [node] = nodes as [FieldNode];
      if (node.name.value === '__typename') {
        columns.push(`'${type.name}'::text as ${name(key)}`);
        continue;
      }
      const field = type.getFields()[node.name.value]!;
      const compiled = this.root(field, nodes);
      columns.push(`${compiled.sql} as ${name(key)}`);
      if (compiled.fills.length > 0) fills.push({ kind: 'within', key, fills: compiled.fills });
    }
    const row = this.alias();
    const plan = this.plan(
      `select row_to_json(${row})::text from (select ${columns.join(', ')}) ${row}`,
      fills,
    );
    if ([...merged.values()].some(([node]) => node!.name.value !== '__typename')) return plan;
    const names = [...merged.keys()].map((key) => `"${key}":"${type.name}"`);
    return { ...plan, constant: `{${names.join(',')}}` };
  }

  /** The answer of an action or a live event: the object that its reference names. */
  reference(field: Field, nodes: FieldNode[]): Plan {
    const type = getNamedType(field.type) as GraphQLObjectType;
    const row = this.alias();
    const { values, table, org } = type.extensions.read!;
    const { columns, fills } = this.selection(type, row, nodes);
    const source = values
      ? `(select app.org_id() as "org_id"${Object.entries(values)
          .map(([value, sqlType]) => `, ${this.given(value, sqlType)} as "${snake(value)}"`)
          .join('')}) ${row}`
      : `${table} ${row} where ${this.own(row, org)} and ${row}.id = ${this.given('id', 'uuid')}`;
    const object = this.alias();
    return this.plan(
      `select row_to_json(${object})::text from (select ${columns} from ${source}) ${object}`,
      fills,
    );
  }

  private plan(text: string, fills: Fill[]): Plan {
    return { text, params: this.params, fills, replan: this.replan };
  }

  private root(field: Field, nodes: FieldNode[]): Compiled {
    const rows = field.extensions.rows;
    if (!rows) throw new Error(`Query.${field.name} declares no rows.`);
    if (rows.kind === 'node') return this.node(field, nodes);
    this.replan ||= rows.replan;
    const scope = this.scope(nodes[0]!);
    return this.list(
      field.type,
      nodes,
      rows,
      (row, org) => `${this.own(row, org)} and (${rows.where(row, scope)})`,
    );
  }

  private node(field: Field, nodes: FieldNode[]): Compiled {
    const [node] = nodes as [FieldNode];
    const { kind } = splitId(this.bound.args.get(node)!.id as string)!;
    const types = this.schema.getPossibleTypes(getNamedType(field.type) as GraphQLInterfaceType);
    const type = types.find(({ extensions }) => extensions.read?.idKind === kind)!;
    const id = this.param(node, 'uuid', 'uuid');
    return this.one(type, nodes, (row, org) => `${this.own(row, org)} and ${row}.id = ${id}`);
  }

  /** The application's own scoping, beside row-level security: rows of the actor's organization. */
  private own(row: Row, org: string): string {
    return this.scoped ? `${row}.${org} = (select app.org_id())` : 'true';
  }

  /** To-one, to-many or connection, of a root field or a relation. */
  private list(
    type: GraphQLOutputType,
    nodes: FieldNode[],
    read: { kind: 'one' } | ManyRead | PageRead,
    where: (row: Row, org: string) => string,
  ): Compiled {
    const named = getNamedType(type) as GraphQLObjectType;
    switch (read.kind) {
      case 'one':
        return this.one(named, nodes, where);
      case 'many':
        return this.many(named, nodes, read, where);
      case 'page':
        return this.page(named, nodes, read, where);
    }
  }

  private one(
    type: GraphQLObjectType,
    nodes: FieldNode[],
    where: (row: Row, org: string) => string,
  ): Compiled {
    const [row, object] = [this.alias(), this.alias()];
    const { columns, fills } = this.selection(type, row, nodes);
    const { table, org } = type.extensions.read!;
    return {
      sql: `(select row_to_json(${object}) from (select ${columns} from ${table} ${row} where ${where(row, org)}) ${object})`,
      fills,
    };
  }

  private many(
    type: GraphQLObjectType,
    nodes: FieldNode[],
    read: ManyRead,
    where: (row: Row, org: string) => string,
  ): Compiled {
    const row = this.alias();
    const from = `${this.from(type, row, nodes[0]!, read, where)} order by ${orderSql(read.order, row)} limit ${read.limit}`;
    return this.array(type, row, nodes, from);
  }

  private array(type: GraphQLObjectType, row: Row, nodes: FieldNode[], from: string): Compiled {
    const object = this.alias();
    const { columns, fills } = this.selection(type, row, nodes);
    return {
      sql: `array_to_json(array(select row_to_json(${object}) from (select ${columns} from ${from}) ${object}))`,
      fills,
    };
  }

  /** Table and conditions of a list, without its order. */
  private from(
    type: GraphQLObjectType,
    row: Row,
    node: FieldNode,
    read: ManyRead | PageRead,
    where: (row: Row, org: string) => string,
  ): string {
    const { table, org } = type.extensions.read!;
    const scope = this.scope(node);
    const args = this.bound.args.get(node) ?? {};
    const filters = Object.entries(read.filters ?? {})
      .filter(([argument]) => args[argument] !== null && args[argument] !== undefined)
      .map(([, filter]) => ` and (${filter(row, scope)})`);
    return `${table} ${row} where ${where(row, org)}${filters.join('')}`;
  }

  private page(
    connection: GraphQLObjectType,
    nodes: FieldNode[],
    read: PageRead,
    where: (row: Row, org: string) => string,
  ): Compiled {
    const [call] = nodes as [FieldNode];
    const parts = this.merge(
      connection,
      nodes.map((node) => node.selectionSet!),
    );
    const type = getNamedType(connection.getFields().nodes!.type) as GraphQLObjectType;
    // Bound only where it is used: PostgreSQL cannot tell the type of a parameter that its text does not hold.
    const first = () => this.param(call, 'first', 'int');
    const behind = (row: Row) =>
      this.bound.args.get(call)!.cursor
        ? ` and ${behindSql(read.order, row, this.cursorParams(call, read))}`
        : '';
    const columns: string[] = [];
    const fills: Fill[] = [];
    // Rows are numbered and aggregated only where edges or page information are asked for: it costs an eighth.
    const inner: string[] = [];
    const numbered = [...parts.values()].some(([part]) => /^(edges|pageInfo)$/.test(part!.name.value));
    const [row, page, all] = [this.alias(), this.alias(), this.alias()];
    for (const [key, [part, ...more]] of parts) {
      const partNodes = [part!, ...more];
      const column = name(key);
      switch (part!.name.value) {
        case '__typename':
          columns.push(`'${connection.name}'::text as ${column}`);
          break;
        case 'totalCount': {
          const counted = this.alias();
          columns.push(
            `(select count(*)::int from ${this.from(type, counted, call, read, where)}) as ${column}`,
          );
          break;
        }
        case 'pageInfo':
          columns.push(
            `${this.pageInfo(partNodes, all, first(), Boolean(this.bound.args.get(call)!.cursor))} as ${column}`,
          );
          break;
        case 'nodes': {
          if (!numbered) {
            const own = this.alias();
            const from = `${this.from(type, own, call, read, where)}${behind(own)} order by ${orderSql(read.order, own)} limit ${first()}`;
            const list = this.array(type, own, partNodes, from);
            columns.push(`${list.sql} as ${column}`);
            if (list.fills.length > 0) fills.push({ kind: 'within', key, fills: list.fills });
            break;
          }
          const element = this.element(type, row, partNodes);
          inner.push(`${element.sql} as "${key}$"`);
          columns.push(`${all}."${key}$" as ${column}`);
          if (element.fills.length > 0) fills.push({ kind: 'within', key, fills: element.fills });
          break;
        }
        case 'edges': {
          const element = this.edge(connection, type, row, partNodes, read);
          inner.push(`${element.sql} as "${key}$"`);
          columns.push(`${all}."${key}$" as ${column}`);
          if (element.fills.length > 0) fills.push({ kind: 'within', key, fills: element.fills });
          break;
        }
      }
    }
    const object = this.alias();
    if (!numbered)
      return { sql: `(select row_to_json(${object}) from (select ${columns.join(', ')}) ${object})`, fills };
    const order = orderSql(read.order, row);
    const listed = [...parts]
      .filter(([, [part]]) => /^(edges|nodes)$/.test(part!.name.value))
      .map(
        ([key]) =>
          `coalesce(array_to_json(array_agg(${page}."${key}$" order by ${page}."$n") filter (where ${page}."$n" <= ${first()})), '[]'::json) as "${key}$"`,
      );
    const aggregates = [
      ...listed,
      `count(*) as "$count"`,
      `(array_agg(${page}."$c" order by ${page}."$n"))[1] as "$start"`,
      `(array_agg(${page}."$c" order by ${page}."$n" desc) filter (where ${page}."$n" <= ${first()}))[1] as "$end"`,
    ];
    const rows =
      `select row_number() over (order by ${order}) as "$n", ${cursorSql(read.order, row)} as "$c"` +
      `${inner.map((column) => `, ${column}`).join('')} from ${this.from(type, row, call, read, where)}${behind(row)}` +
      ` order by ${order} limit ${first()} + 1`;
    return {
      sql: `(select row_to_json(${object}) from (select ${columns.join(', ')} from (select ${aggregates.join(', ')} from (${rows}) ${page}) ${all}) ${object})`,
      fills,
    };
  }

  private cursorParams(call: FieldNode, read: PageRead): string[] {
    return read.order.map((by, at) =>
      this.bind(
        `${this.key(call)}.cursor.${at}`,
        by.type,
        ({ bound }) => (bound.args.get(call)!.cursor as string[])[at],
      ),
    );
  }

  private pageInfo(nodes: FieldNode[], all: Row, first: string, behind: boolean): string {
    const type = this.schema.getType('PageInfo') as GraphQLObjectType;
    const values: Record<string, string> = {
      __typename: `'PageInfo'::text`,
      hasNextPage: `${all}."$count" > ${first}`,
      hasPreviousPage: String(behind),
      startCursor: `${all}."$start"`,
      endCursor: `${all}."$end"`,
    };
    return this.literal(type, nodes, values);
  }

  private edge(
    connection: GraphQLObjectType,
    type: GraphQLObjectType,
    row: Row,
    nodes: FieldNode[],
    read: PageRead,
  ): Compiled {
    const edgeType = getNamedType(connection.getFields().edges!.type) as GraphQLObjectType;
    const columns: string[] = [];
    const fills: Fill[] = [];
    for (const [key, parts] of this.merge(
      edgeType,
      nodes.map((node) => node.selectionSet!),
    )) {
      const field = parts[0]!.name.value;
      if (field === '__typename') columns.push(`'${edgeType.name}'::text as ${name(key)}`);
      else if (field === 'cursor') columns.push(`${cursorSql(read.order, row)} as ${name(key)}`);
      else {
        const element = this.element(type, row, parts);
        columns.push(`${element.sql} as ${name(key)}`);
        if (element.fills.length > 0) fills.push({ kind: 'within', key, fills: element.fills });
      }
    }
    const object = this.alias();
    return { sql: `(select row_to_json(${object}) from (select ${columns.join(', ')}) ${object})`, fills };
  }

  private element(type: GraphQLObjectType, row: Row, nodes: FieldNode[]): Compiled {
    const { columns, fills } = this.selection(type, row, nodes);
    const object = this.alias();
    return { sql: `(select row_to_json(${object}) from (select ${columns}) ${object})`, fills };
  }

  private literal(type: GraphQLObjectType, nodes: FieldNode[], values: Record<string, string>): string {
    const merged = this.merge(
      type,
      nodes.map((node) => node.selectionSet!),
    );
    const columns = [...merged].map(([key, [part]]) => `${values[part!.name.value]!} as ${name(key)}`);
    const object = this.alias();
    return `(select row_to_json(${object}) from (select ${columns.join(', ')}) ${object})`;
  }

  /** The columns of an object's selection. */
  private selection(
    type: GraphQLObjectType,
    row: Row,
    nodes: FieldNode[],
  ): { columns: string; fills: Fill[] } {
    const columns: string[] = [];
    const fills: Fill[] = [];
    const merged = this.merge(
      type,
      nodes.map((node) => node.selectionSet!),
    );
    for (const [key, parts] of merged) {
      const fieldName = parts[0]!.name.value;
      if (fieldName === '__typename') {
        columns.push(`'${type.name}'::text as ${name(key)}`);
        continue;
      }
      const compiled = this.field(type, type.getFields()[fieldName]!, row, key, parts);
      columns.push(`${compiled.sql} as ${name(key)}`);
      fills.push(...compiled.fills);
    }
    return { columns: columns.join(', '), fills };
  }

  private field(type: GraphQLObjectType, field: Field, row: Row, key: string, nodes: FieldNode[]): Compiled {
    const read = field.extensions.read;
    if (!read) throw new Error(`${type.name}.${field.name} does not say what it is.`);
    const scope = this.scope(nodes[0]!);
    switch (read.kind) {
      case 'id':
        return { sql: `'${read.of}_' || ${row}.id`, fills: [] };
      case 'stored':
        return { sql: printed(field.type, `${row}."${read.column}"`), fills: [] };
      case 'sql':
        return { sql: printed(field.type, `(${read.sql(row, scope)})`), fills: [] };
      case 'given':
        return { sql: 'null', fills: [{ kind: 'given', key, name: field.name }] };
      case 'computed': {
        const project = this.projection(field.type, nodes);
        return {
          sql: this.needs(read.needs(row, scope)),
          fills: [{ kind: 'computed', key, compute: read.compute, project }],
        };
      }
      case 'sealed':
        return { sql: this.sealed(type, row, read.column), fills: [{ kind: 'sealed', key }] };
      default: {
        const related = this.list(
          field.type,
          nodes,
          read,
          (child, org) =>
            `${this.scoped ? `${child}.${org} = ${row}.${type.extensions.read!.org}` : 'true'} and (${read.on(row, child, scope)})`,
        );
        return {
          sql: related.sql,
          fills: related.fills.length > 0 ? [{ kind: 'within', key, fills: related.fills }] : [],
        };
      }
    }
  }

  private needs(needs: Record<string, string>): string {
    const object = this.alias();
    const columns = Object.entries(needs).map(([need, sql]) => `${sql} as "${need}"`);
    return `(select row_to_json(${object}) from (select ${columns.join(', ')}) ${object})`;
  }

  /** A sealed text with what opens it: its place, and the wrapped key that it names. */
  private sealed(type: GraphQLObjectType, row: Row, column: string): string {
    const { table, org } = type.extensions.read!;
    const object = this.alias();
    const text = `${row}."${column}"`;
    const key =
      `(select encode(k.wrapped, 'hex') from data_keys k where k.org_id = ${row}.${org}` +
      ` and k.id = split_part(${text}, '.', 2)::uuid)`;
    return (
      `(select row_to_json(${object}) from (select ${text} as "text", ${row}.${org} as "orgId", ${row}.id as "rowId",` +
      ` '${table}'::text as "table", '${column}'::text as "column", ${key} as "key" where ${text} is not null) ${object})`
    );
  }

  /** How a computed value that is an object answers the selection under it; null for a leaf. */
  private projection(type: GraphQLOutputType, nodes: FieldNode[]): (Fill & { kind: 'projection' }) | null {
    const named = getNamedType(type);
    if (!isObjectType(named)) return null;
    const merged = this.merge(
      named,
      nodes.map((node) => node.selectionSet!),
    );
    return {
      kind: 'projection',
      type: named.name,
      fields: [...merged].map(([key, parts]) => {
        const fieldName = parts[0]!.name.value;
        const field = named.getFields()[fieldName];
        return { key, name: fieldName, project: field ? this.projection(field.type, parts) : null };
      }),
    };
  }

  private merge(type: GraphQLObjectType, sets: SelectionSetNode[]): Merged {
    const merged: Merged = new Map();
    const collect = (set: SelectionSetNode, seen: Set<string>): void => {
      for (const selection of set.selections) {
        if (this.bound.excluded.has(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          if (key.length > MAX_RESPONSE_KEY) {
            throw new AppError('QUERY_TOO_COMPLEX', `An alias may have at most ${MAX_RESPONSE_KEY} letters.`);
          }
          const nodes = merged.get(key);
          if (nodes) nodes.push(selection);
          else merged.set(key, [selection]);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          if (this.applies(type, selection.typeCondition?.name.value)) collect(selection.selectionSet, seen);
        } else if (!seen.has(selection.name.value)) {
          seen.add(selection.name.value);
          const fragment = this.fragments[selection.name.value]!;
          if (this.applies(type, fragment.typeCondition.name.value)) collect(fragment.selectionSet, seen);
        }
      }
    };
    const seen = new Set<string>();
    for (const set of sets) collect(set, seen);
    return merged;
  }

  private applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (!condition || condition === type.name) return true;
    const named = this.schema.getType(condition);
    return isInterfaceType(named) && isCompositeType(named) && this.schema.isSubType(named, type);
  }

  private scope(node: FieldNode): Scope {
    return {
      arg: (argument, type) => this.param(node, argument, type),
      asOf: () => this.bind('asOf', 'timestamptz', ({ asOf }) => new Date(asOf).toISOString()),
    };
  }

  private param(node: FieldNode, argument: string, type: string): string {
    return this.bind(
      `${this.key(node)}.${argument}`,
      type,
      ({ bound }) => bound.args.get(node)?.[argument] ?? null,
    );
  }

  private given(value: string, type: string): string {
    return this.bind(`given.${value}`, type, ({ given }) => given?.[value] ?? null);
  }

  private readonly keys = new Map<FieldNode, string>();
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

  private alias(): string {
    this.serial += 1;
    return `"t$${this.serial}"`;
  }
}

/** A response key as an SQL name; GraphQL names hold nothing that would need escaping. */
function name(key: string): string {
  return `"${key}"`;
}

function snake(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** SQL that prints a value, or each of a list, as JSON in just the way that JavaScript would. */
function printed(type: GraphQLOutputType, sql: string): string {
  const inner = getNullableType(type);
  const print = PRINTS[getNamedType(inner).name];
  if (!print) return sql;
  if (!isListType(inner)) return print(sql);
  const list = `array(select ${print('"$v"')} from unnest(${sql}) with ordinality as "v$"("$v", "$n") order by "$n")`;
  return `case when ${sql} is not null then ${list} end`;
}

const PRINTS: Record<string, (sql: string) => string> = {
  Instant: (sql) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  LocalTime: (sql) => `to_char(${sql}, 'HH24:MI')`,
  Float: (sql) => `trim_scale(round((${sql})::numeric, 6))`,
};
