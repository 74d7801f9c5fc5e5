// Compiles the selection under a root field into one SQL expression that yields the answer's JSON.
import {
  getNamedType,
  isObjectType,
  type FieldNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { splitId } from '../ids.js';
import { Bindings } from './bindings.js';
import { orderSql } from './cursor.js';
import type { FieldRead, OrderBy, RootRead, Row } from './declaration.js';
import { within, type Fill } from './fill.js';
import { Merger } from './merge.js';
import type { Bound, Fragments } from './operation.js';
import { PageCompiler, type Compiled, type PageRead, type PageTools } from './page.js';
import { name, printed, snake } from './print.js';
import { sealedSql } from './sealed.js';

/** A compiled operation. */
export interface Plan {
  text: string;
  params: Bindings['params'];
  fills: Fill[];
  replan: boolean;
  /** The answer, where it takes no row: nothing but __typename is asked for. */
  constant?: string;
}

type Field = GraphQLField<unknown, unknown>;
/** At most one row by its condition, or the first in an order. */
type OneRead = { kind: 'one'; order?: OrderBy[] };
type ManyRead = Extract<FieldRead, { kind: 'many' }> | Extract<RootRead, { kind: 'many' }>;

/** Compiles one operation in one shape; make a new one for each. */
export class Compiler {
  private readonly bindings = new Bindings();
  private readonly merger: Merger;
  private replan = false;

  constructor(
    private readonly schema: GraphQLSchema,
    fragments: Fragments,
    private readonly bound: Bound,
    /** Tests only: false leaves the organization to row-level security alone. */
    private readonly scoped = true,
  ) {
    this.merger = new Merger(schema, fragments, bound.excluded);
  }

  /** A query: one object with a key for each root field. */
  query(selections: SelectionSetNode): Plan {
    const type = this.schema.getQueryType()!;
    const columns: string[] = [];
    const fills: Fill[] = [];
    const merged = this.merger.merge(type, [selections]);
    for (const [key, nodes] of merged) {
      const [node] = nodes as [FieldNode];
      if (node.name.value === '__typename') {
        columns.push(`'${type.name}'::text as ${name(key)}`);
        continue;
      }
      const field = type.getFields()[node.name.value]!;
      const compiled = this.root(field, nodes);
      columns.push(`${compiled.sql} as ${name(key)}`);
      fills.push(...within(key, compiled.fills));
    }
    const row = this.bindings.alias();
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
    const row = this.bindings.alias();
    const { values, table, org } = type.extensions.read!;
    const { columns, fills } = this.selection(type, row, nodes);
    const source = values
      ? `(select app.org_id() as "org_id"${Object.entries(values)
          .map(([value, sqlType]) => `, ${this.bindings.given(value, sqlType)} as "${snake(value)}"`)
          .join('')}) ${row}`
      : `${table} ${row} where ${this.own(row, org)} and ${row}.id = ${this.bindings.given('id', 'uuid')}`;
    const object = this.bindings.alias();
    return this.plan(
      `select row_to_json(${object})::text from (select ${columns} from ${source}) ${object}`,
      fills,
    );
  }

  private plan(text: string, fills: Fill[]): Plan {
    return { text, params: this.bindings.params, fills, replan: this.replan };
  }

  private root(field: Field, nodes: FieldNode[]): Compiled {
    const rows = field.extensions.rows;
    if (!rows) throw new Error(`Query.${field.name} declares no rows.`);
    if (rows.kind === 'node') return this.node(field, nodes);
    this.replan ||= rows.replan;
    const scope = this.bindings.scope(nodes[0]!);
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
    const id = this.bindings.argument(node, 'uuid', 'uuid');
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
    read: OneRead | ManyRead | PageRead,
    where: (row: Row, org: string) => string,
  ): Compiled {
    const named = getNamedType(type) as GraphQLObjectType;
    switch (read.kind) {
      case 'one':
        return this.one(named, nodes, where, read.order);
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
    order?: OrderBy[],
  ): Compiled {
    const [row, object] = [this.bindings.alias(), this.bindings.alias()];
    const { columns, fills } = this.selection(type, row, nodes);
    const { table, org } = type.extensions.read!;
    const first = order ? ` order by ${orderSql(order, row, this.bindings.scope(nodes[0]!))} limit 1` : '';
    return {
      sql: `(select row_to_json(${object}) from (select ${columns} from ${table} ${row} where ${where(row, org)}${first}) ${object})`,
      fills,
    };
  }

  private many(
    type: GraphQLObjectType,
    nodes: FieldNode[],
    read: ManyRead,
    where: (row: Row, org: string) => string,
  ): Compiled {
    const row = this.bindings.alias();
    const from = `${this.from(type, row, nodes[0]!, read, where)} order by ${orderSql(read.order, row, this.bindings.scope(nodes[0]!))} limit ${read.limit}`;
    return this.array(type, row, nodes, from);
  }

  private array(type: GraphQLObjectType, row: Row, nodes: FieldNode[], from: string): Compiled {
    const object = this.bindings.alias();
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
    const scope = this.bindings.scope(node);
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
    const type = getNamedType(connection.getFields().nodes!.type) as GraphQLObjectType;
    const tools: PageTools = {
      bindings: this.bindings,
      merger: this.merger,
      selection: (...of) => this.selection(...of),
      from: (row) => this.from(type, row, call, read, where),
    };
    const isBehind = Boolean(this.bound.args.get(call)!.cursor);
    return new PageCompiler(tools, connection, read, call, isBehind).compile(nodes);
  }

  /** The columns of an object's selection. */
  private selection(
    type: GraphQLObjectType,
    row: Row,
    nodes: FieldNode[],
  ): { columns: string; fills: Fill[] } {
    const columns: string[] = [];
    const fills: Fill[] = [];
    const merged = this.merger.under(type, nodes);
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
    const scope = this.bindings.scope(nodes[0]!);
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
        return { sql: sealedSql(this.bindings, type, row, read.column), fills: [{ kind: 'sealed', key }] };
      default: {
        const related = this.list(
          field.type,
          nodes,
          read,
          (child, org) =>
            `${this.scoped ? `${child}.${org} = ${row}.${type.extensions.read!.org}` : 'true'} and (${read.on(row, child, scope)})`,
        );
        return { sql: related.sql, fills: within(key, related.fills) };
      }
    }
  }

  private needs(needs: Record<string, string>): string {
    const object = this.bindings.alias();
    const columns = Object.entries(needs).map(([need, sql]) => `${sql} as "${need}"`);
    return `(select row_to_json(${object}) from (select ${columns.join(', ')}) ${object})`;
  }

  /** How a computed value that is an object answers the selection under it; null for a leaf. */
  private projection(type: GraphQLOutputType, nodes: FieldNode[]): (Fill & { kind: 'projection' }) | null {
    const named = getNamedType(type);
    if (!isObjectType(named)) return null;
    const merged = this.merger.under(named, nodes);
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
}
