// Compiles a connection. Rows are numbered and aggregated only where edges or page information are asked for: it costs an
// eighth.
import { getNamedType, type FieldNode, type GraphQLObjectType } from 'graphql';
import type { Bindings } from './bindings.js';
import { behindSql, cursorSql, orderSql } from './cursor.js';
import type { FieldRead, RootRead, Row, Scope } from './declaration.js';
import { within, type Fill } from './fill.js';
import type { Merged, Merger } from './merge.js';
import { name } from './print.js';

/** A compiled expression, and what is left to fill in what it yields. */
export interface Compiled {
  sql: string;
  fills: Fill[];
}

export type PageRead = Extract<FieldRead, { kind: 'page' }> | Extract<RootRead, { kind: 'page' }>;

/** What a page needs of the compiler. */
export interface PageTools {
  bindings: Bindings;
  merger: Merger;
  /** The columns of an object's selection. */
  selection(type: GraphQLObjectType, row: Row, nodes: FieldNode[]): { columns: string; fills: Fill[] };
  /** Table and conditions of the list, without cursor and order. */
  from(row: Row): string;
}

/** One page of one connection. */
export class PageCompiler {
  private readonly columns: string[] = [];
  private readonly fills: Fill[] = [];
  /** What each numbered row holds besides its number and cursor. */
  private readonly elements: string[] = [];
  private readonly type: GraphQLObjectType;
  private readonly row: Row;
  private readonly page: Row;
  private readonly all: Row;
  private readonly scope: Scope;

  /** @param call the field, for its arguments; @param isBehind whether a cursor is given */
  constructor(
    private readonly tools: PageTools,
    private readonly connection: GraphQLObjectType,
    private readonly read: PageRead,
    private readonly call: FieldNode,
    private readonly isBehind: boolean,
  ) {
    this.type = getNamedType(connection.getFields().nodes!.type) as GraphQLObjectType;
    this.scope = tools.bindings.scope(call);
    [this.row, this.page, this.all] = [
      tools.bindings.alias(),
      tools.bindings.alias(),
      tools.bindings.alias(),
    ];
  }

  compile(nodes: FieldNode[]): Compiled {
    const parts = this.tools.merger.under(this.connection, nodes);
    const numbered = [...parts.values()].some(([part]) => /^(edges|pageInfo)$/.test(part!.name.value));
    for (const [key, partNodes] of parts) this.part(key, partNodes, numbered);
    const from = numbered ? ` from ${this.numberedRows(parts)}` : '';
    return { sql: this.object(`${this.columns.join(', ')}${from}`), fills: this.fills };
  }

  private part(key: string, nodes: FieldNode[], numbered: boolean): void {
    switch (nodes[0]!.name.value) {
      case '__typename':
        return this.add(key, { sql: `'${this.connection.name}'::text`, fills: [] });
      case 'totalCount':
        return this.add(key, {
          sql: `(select count(*)::int from ${this.tools.from(this.tools.bindings.alias())})`,
          fills: [],
        });
      case 'pageInfo':
        return this.add(key, { sql: this.pageInfo(nodes), fills: [] });
      case 'nodes':
        if (!numbered) return this.add(key, this.plainNodes(nodes));
        return this.addElement(key, this.element(this.row, nodes));
      case 'edges':
        return this.addElement(key, this.edge(nodes));
    }
  }

  private add(key: string, { sql, fills }: Compiled): void {
    this.columns.push(`${sql} as ${name(key)}`);
    this.fills.push(...within(key, fills));
  }

  private addElement(key: string, { sql, fills }: Compiled): void {
    this.elements.push(`${sql} as "${key}$"`);
    this.add(key, { sql: `${this.all}."${key}$"`, fills });
  }

  private plainNodes(nodes: FieldNode[]): Compiled {
    const [row, object] = [this.tools.bindings.alias(), this.tools.bindings.alias()];
    const { columns, fills } = this.tools.selection(this.type, row, nodes);
    const from = `${this.tools.from(row)}${this.behind(row)} order by ${orderSql(this.read.order, row, this.scope)} limit ${this.first()}`;
    return {
      sql: `array_to_json(array(select row_to_json(${object}) from (select ${columns} from ${from}) ${object}))`,
      fills,
    };
  }

  /** One row more than the page holds tells whether there is a next one. */
  private numberedRows(parts: Merged): string {
    const { page, row, all } = this;
    const order = orderSql(this.read.order, row, this.scope);
    const onPage = `filter (where ${page}."$n" <= ${this.first()})`;
    const lists = [...parts]
      .filter(([, [part]]) => /^(edges|nodes)$/.test(part!.name.value))
      .map(
        ([key]) =>
          `coalesce(array_to_json(array_agg(${page}."${key}$" order by ${page}."$n") ${onPage}), '[]'::json) as "${key}$"`,
      );
    const aggregates = [
      ...lists,
      `count(*) as "$count"`,
      `(array_agg(${page}."$c" order by ${page}."$n"))[1] as "$start"`,
      `(array_agg(${page}."$c" order by ${page}."$n" desc) ${onPage})[1] as "$end"`,
    ];
    const columns = [
      `row_number() over (order by ${order}) as "$n"`,
      `${cursorSql(this.read.order, row, this.scope)} as "$c"`,
      ...this.elements,
    ];
    const rows = `select ${columns.join(', ')} from ${this.tools.from(row)}${this.behind(row)} order by ${order} limit ${this.first()} + 1`;
    return `(select ${aggregates.join(', ')} from (${rows}) ${page}) ${all}`;
  }

  /** Bound only where it is used: PostgreSQL cannot tell the type of a parameter that its text does not hold. */
  private first(): string {
    return this.tools.bindings.argument(this.call, 'first', 'int');
  }

  private behind(row: Row): string {
    if (!this.isBehind) return '';
    const parts = this.read.order.map((by, at) => this.tools.bindings.cursor(this.call, at, by.type));
    return ` and ${behindSql(this.read.order, row, this.scope, parts)}`;
  }

  private pageInfo(nodes: FieldNode[]): string {
    const type = getNamedType(this.connection.getFields().pageInfo!.type) as GraphQLObjectType;
    const values: Record<string, string> = {
      __typename: `'${type.name}'::text`,
      hasNextPage: `${this.all}."$count" > ${this.first()}`,
      hasPreviousPage: String(this.isBehind),
      startCursor: `${this.all}."$start"`,
      endCursor: `${this.all}."$end"`,
    };
    const merged = this.tools.merger.under(type, nodes);
    return this.object(
      [...merged].map(([key, [part]]) => `${values[part!.name.value]!} as ${name(key)}`).join(', '),
    );
  }

  private edge(nodes: FieldNode[]): Compiled {
    const type = getNamedType(this.connection.getFields().edges!.type) as GraphQLObjectType;
    const columns: string[] = [];
    const fills: Fill[] = [];
    for (const [key, parts] of this.tools.merger.under(type, nodes)) {
      const field = parts[0]!.name.value;
      if (field === '__typename') columns.push(`'${type.name}'::text as ${name(key)}`);
      else if (field === 'cursor')
        columns.push(`${cursorSql(this.read.order, this.row, this.scope)} as ${name(key)}`);
      else {
        const element = this.element(this.row, parts);
        columns.push(`${element.sql} as ${name(key)}`);
        fills.push(...within(key, element.fills));
      }
    }
    return { sql: this.object(columns.join(', ')), fills };
  }

  private element(row: Row, nodes: FieldNode[]): Compiled {
    const { columns, fills } = this.tools.selection(this.type, row, nodes);
    return { sql: this.object(columns), fills };
  }

  private object(columns: string): string {
    const object = this.tools.bindings.alias();
    return `(select row_to_json(${object}) from (select ${columns}) ${object})`;
  }
}
