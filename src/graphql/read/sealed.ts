// How a sealed text leaves the database: with its place and the wrapped key that it names, for fill.ts to open.
import type { GraphQLObjectType } from 'graphql';
import type { Bindings } from './bindings.js';
import type { Row } from './declaration.js';

/** The expression of a sealed column of a row; null where nothing was written. */
export function sealedSql(bindings: Bindings, type: GraphQLObjectType, row: Row, column: string): string {
  const { table, org } = type.extensions.read!;
  const object = bindings.alias();
  const text = `${row}."${column}"`;
  const key =
    `(select encode(k.wrapped, 'hex') from data_keys k where k.org_id = ${row}.${org}` +
    ` and k.id = split_part(${text}, '.', 2)::uuid)`;
  return (
    `(select row_to_json(${object}) from (select ${text} as "text", ${row}.${org} as "orgId", ${row}.id as "rowId",` +
    ` '${table}'::text as "table", '${column}'::text as "column", ${key} as "key" where ${text} is not null) ${object})`
  );
}
