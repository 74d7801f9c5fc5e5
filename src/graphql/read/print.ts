import { getNamedType, getNullableType, isListType, type GraphQLOutputType } from 'graphql';

/** A response key as an SQL name; GraphQL names hold nothing that would need escaping. */
export function name(key: string): string {
  return `"${key}"`;
}

/** `goalId` as `goal_id`. */
export function snake(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** SQL that prints a value, or each of a list, as JSON in just the way that JavaScript would. */
export function printed(type: GraphQLOutputType, sql: string): string {
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
