// The naive reader that the compiler is compared with: graphql's own executor, one statement a field, no plans. It
// takes the declarations and the checks, and nothing of the compiler; values are printed in JavaScript.
import {
  buildSchema,
  execute,
  getNamedType,
  isObjectType,
  isScalarType,
  printSchema,
  type DocumentNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import pg from 'pg';
import { enter, type Actor } from '../../src/db/actor.js';
import type { Keys } from '../../src/db/keys.js';
import { checkArguments, type Args } from '../../src/graphql/checks.js';
import type { FieldRead, OrderBy, RootRead, Scope, TypeRead } from '../../src/graphql/read/declaration.js';
import { asText, behind, cursorText, decode, Params, type Texts } from './oracle.values.js';

type Listed = { filters?: Record<string, (row: string, scope: Scope) => string>; order: OrderBy[] };

/** An object as the oracle knows it: its type and its key. */
interface Ref {
  __typename: string;
  org: string;
  id: string;
}

const isRef = (value: unknown): value is Ref =>
  typeof value === 'object' && value !== null && 'org' in value && '__typename' in value;

/** Reads operations field by field. */
export class Oracle {
  private readonly plain: GraphQLSchema;
  private readonly client: pg.Client;
  private readonly owner: pg.Client;
  private tail: Promise<unknown> = Promise.resolve();
  private asOf = 0;
  statements = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    urls: { appUrl: string; ownerUrl: string },
    private readonly keys: Keys,
  ) {
    // Every value arrives as the text that PostgreSQL wrote.
    const types = { getTypeParser: () => (text: string) => text } as never;
    const options = '-c TimeZone=UTC';
    this.client = new pg.Client({ connectionString: urls.appUrl, types, options });
    this.owner = new pg.Client({ connectionString: urls.ownerUrl, types, options });
    // The product's schema holds its own resolvers; this one has the same types and none.
    this.plain = buildSchema(printSchema(schema));
    for (const type of Object.values(this.plain.getTypeMap())) {
      const original = schema.getType(type.name);
      if (!isScalarType(type) || !isScalarType(original)) continue;
      const { parseValue, parseLiteral, serialize } = original;
      Object.assign(type, { parseValue, parseLiteral, serialize });
    }
  }

  async open(): Promise<void> {
    await this.client.connect();
    await this.owner.connect();
  }

  async close(): Promise<void> {
    await this.client.end();
    await this.owner.end();
  }

  /** Answers an operation as the actor, from one snapshot and at one instant. */
  async answer(actor: Actor, document: DocumentNode, variables: Record<string, unknown>, asOf: number) {
    this.asOf = asOf;
    const { text, values } = enter(actor);
    await this.client.query('begin isolation level repeatable read');
    await this.client.query(text, values);
    try {
      return await execute({
        schema: this.plain,
        document,
        variableValues: variables,
        fieldResolver: (source, args, _context, info) => this.resolve(source, args as Args, info),
        typeResolver: (value) => (value as Ref).__typename,
      });
    } finally {
      await this.tail;
      await this.client.query('rollback');
    }
  }

  /** The cursors of every row of a type, whoever may see it. */
  async cursors({ table }: TypeRead, order: OrderBy[]): Promise<string[]> {
    const columns = order.map(({ sql }, at) => `${sql('r', new Params({}, this.asOf))} as c${at}`).join(', ');
    const { rows } = await this.owner.query({ text: `select ${columns} from ${table} r`, rowMode: 'array' });
    return (rows as unknown as Texts[])
      .filter((row) => !row.includes(null))
      .map((row) => this.cursor(order, row as string[]));
  }

  /** The ids of every row of a type: those that the actor sees, or all. */
  async ids({ table, idKind }: TypeRead, actor?: Actor): Promise<string[]> {
    const connection = actor ? this.client : this.owner;
    await connection.query('begin');
    if (actor) await connection.query(enter(actor));
    const { rows } = await connection.query<{ id: string }>(`select id from ${table} order by id`);
    await connection.query('rollback');
    return rows.map(({ id }) => `${idKind}_${id}`);
  }

  private cursor(order: OrderBy[], texts: string[]): string {
    const list = order.map((by, at) => cursorText(by, texts[at]!));
    return Buffer.from(JSON.stringify(list)).toString('base64');
  }

  private async resolve(source: unknown, rawArgs: Args, info: GraphQLResolveInfo): Promise<unknown> {
    const parent = this.schema.getType(info.parentType.name) as GraphQLObjectType;
    const field = parent.getFields()[info.fieldName]!;
    const { rows, read } = field.extensions;
    if (rows) return this.root(field, rows, checkArguments(field, rawArgs));
    if (read && isRef(source)) return this.field(parent, source, field, read, checkArguments(field, rawArgs));
    const value = (source as Record<string, unknown>)[info.fieldName];
    return typeof value === 'function' ? (value as () => unknown)() : value;
  }

  private root(field: GraphQLField<unknown, unknown>, rows: RootRead, args: Args): Promise<unknown> {
    if (rows.kind === 'node') {
      const [, kind, uuid] = /^(.*)_(.*)$/.exec(args.id as string)!;
      const type = Object.values(this.schema.getTypeMap())
        .filter(isObjectType)
        .find(({ extensions }) => extensions.read?.idKind === kind)!;
      return this.list(type, { kind: 'one' }, args, (row, scope) => {
        return `${row}.${type.extensions.read!.org} = app.org_id() and ${row}.id = ${scope.value(uuid)}::uuid`;
      });
    }
    const type = this.rowType(field);
    return this.list(type, rows, args, (row, scope) => {
      return `${row}.${type.extensions.read!.org} = app.org_id() and (${rows.where(row, scope)})`;
    });
  }

  private async field(
    parent: GraphQLObjectType,
    source: Ref,
    field: GraphQLField<unknown, unknown>,
    read: FieldRead,
    args: Args,
  ): Promise<unknown> {
    const { table, org } = parent.extensions.read!;
    const own = async (select: (scope: Scope) => string[], alias = 'r'): Promise<Texts> => {
      const scope = new Params(args, this.asOf);
      const columns = select(scope).map((sql, at) => `${sql} as c${at}`);
      const where = `${alias}.${org} = ${scope.value(source.org)}::uuid and ${alias}.id = ${scope.value(source.id)}::uuid`;
      const [row] = await this.query(
        `select ${columns.join(', ')} from ${table} ${alias} where ${where}`,
        scope,
      );
      return row!;
    };
    switch (read.kind) {
      case 'id':
        return `${read.of}_${source.id}`;
      case 'stored': {
        const [text] = await own(() => [asText(field.type, `r."${read.column}"`)]);
        return decode(field.type, text!);
      }
      case 'sql': {
        const [text] = await own((scope) => [asText(field.type, `(${read.sql('r', scope)})`)]);
        return decode(field.type, text!);
      }
      case 'computed': {
        let names: string[] = [];
        const texts = await own((scope) => {
          const needs = read.needs('r', scope);
          names = Object.keys(needs);
          return Object.values(needs).map((sql) => `to_json(${sql})::text`);
        });
        const needs = Object.fromEntries(names.map((name, at) => [name, JSON.parse(texts[at] ?? 'null')]));
        return read.compute(needs as never, { asOf: this.asOf, keys: this.keys });
      }
      case 'sealed': {
        const [text] = await own(() => [`r."${read.column}"`]);
        if (text === null) return null;
        const scope = new Params({}, this.asOf);
        const [row] = await this.query(
          `select encode(wrapped, 'hex') from data_keys where org_id = ${scope.value(source.org)}::uuid and id = ${scope.value(text!.split('.')[1])}::uuid`,
          scope,
        );
        const place = { orgId: source.org, table: table!, column: read.column, rowId: source.id };
        return this.keys.open(text!, Buffer.from(row![0]!, 'hex'), place);
      }
      case 'given':
        throw new Error('Only actions hand values over.');
      default: {
        const child = this.rowType(field);
        return this.list(child, read, args, (row, scope) => {
          const parentRow = `select from ${table} p where p.${org} = ${scope.value(source.org)}::uuid and p.id = ${scope.value(source.id)}::uuid`;
          return `exists (${parentRow} and ${row}.${child.extensions.read!.org} = p.${org} and (${read.on('p', row, scope)}))`;
        });
      }
    }
  }

  /** The type of the rows of a field: of a connection, that of its nodes. */
  rowType(field: GraphQLField<unknown, unknown>): GraphQLObjectType {
    const named = getNamedType(field.type) as GraphQLObjectType;
    return named.extensions.read ? named : (getNamedType(named.getFields().nodes!.type) as GraphQLObjectType);
  }

  private async list(
    type: GraphQLObjectType,
    read:
      | { kind: 'one'; order?: OrderBy[] }
      | ({ kind: 'many'; limit: number } & Listed)
      | ({ kind: 'page' } & Listed),
    args: Args,
    where: (row: string, scope: Params) => string,
  ): Promise<unknown> {
    const { table, org } = type.extensions.read!;
    const ref = (row: Texts): Ref => ({ __typename: type.name, org: row[0]!, id: row[1]! });
    const rows = async (columns: string[], order: OrderBy[], more: (scope: Params) => string) => {
      const scope = new Params(args, this.asOf);
      const filters = 'filters' in read ? Object.entries(read.filters ?? {}) : [];
      const conditions = [where('x', scope), more(scope)];
      for (const [name, filter] of filters) {
        if (args[name] !== undefined && args[name] !== null) conditions.push(`(${filter('x', scope)})`);
      }
      const by = order.map(({ sql, descending }) => `${sql('x', scope)} ${descending ? 'desc' : 'asc'}`);
      return this.query(
        `select ${columns.map((column, at) => `${column} as c${at}`).join(', ')} from ${table} x where ${conditions.join(' and ')}` +
          (by.length > 0 ? ` order by ${by.join(', ')}` : ''),
        scope,
      );
    };
    const key = [`x.${org}`, 'x.id'];
    if (read.kind === 'one') {
      const [row] = await rows(key, read.order ?? [], () => 'true');
      return row ? ref(row) : null;
    }
    if (read.kind === 'many') {
      const all = await rows(key, read.order, () => 'true');
      return all.slice(0, read.limit).map(ref);
    }
    const after = args.after as string | null | undefined;
    // A page is ordered by what its rows hold, so nothing is bound.
    const columns = [...key, ...read.order.map((by) => by.sql('x', new Params(args, this.asOf)))];
    const rest = await rows(columns, read.order, (scope) =>
      after ? behind(read.order, after, scope) : 'true',
    );
    const page = rest.slice(0, args.first as number);
    const edges = page.map((row) => ({
      cursor: this.cursor(read.order, row.slice(2) as string[]),
      node: ref(row),
    }));
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage: rest.length > page.length,
        hasPreviousPage: Boolean(after),
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      totalCount: async () => (await rows(key, [], () => 'true')).length,
    };
  }

  /** One after the other: the executor asks for sibling fields at once, on one connection. */
  private query(text: string, { values }: Params): Promise<Texts[]> {
    const turn = this.tail.then(async () => {
      this.statements += 1;
      const { rows } = await this.client.query({ text, values, rowMode: 'array' });
      return rows as unknown as Texts[];
    });
    this.tail = turn.catch(() => undefined);
    return turn;
  }
}
