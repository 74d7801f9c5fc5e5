import { invalidInput } from '../../app-error.js';
import type { OrderBy, Row } from './declare.js';

/** How a value of each ordering type stands in a cursor, and what it may look like when it comes back. */
const FORMS: Record<OrderBy['type'], { print: (sql: string) => string; valid: RegExp }> = {
  timestamptz: {
    print: (sql) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    valid: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{6}Z$/,
  },
  date: { print: (sql) => `(${sql})::text`, valid: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/ },
  text: { print: (sql) => sql, valid: /^[^\0]*$/ },
  int: { print: (sql) => `(${sql})::text`, valid: /^-?\d{1,9}$/ },
  uuid: { print: (sql) => `(${sql})::text`, valid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ },
  numeric: { print: (sql) => `(${sql})::text`, valid: /^-?\d{1,15}(\.\d{1,6})?$/ },
};

/** SQL of a row's cursor: the values that it is ordered by, as a JSON list in base64. */
export function cursorSql(order: OrderBy[], row: Row): string {
  const values = order.map((by) => FORMS[by.type].print(by.sql(row)));
  const list = `array_to_json(array[${values.join(', ')}]::text[])::text`;
  // PostgreSQL breaks base64 into lines.
  return `replace(encode(convert_to(${list}, 'UTF8'), 'base64'), E'\\n', '')`;
}

/**
 * Takes a cursor apart.
 * @returns one text for each column of the order
 * @throws AppError INVALID_INPUT for what was not a cursor of this order
 */
export function parseCursor(cursor: string, order: OrderBy[]): string[] {
  const refuse = () => invalidInput('after: is not a cursor of this list.', 'after');
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'));
  } catch {
    throw refuse();
  }
  if (!Array.isArray(values) || values.length !== order.length) throw refuse();
  return values.map((value: unknown, at) => {
    const { type } = order[at]!;
    if (typeof value !== 'string' || !FORMS[type].valid.test(value)) throw refuse();
    // 2026-02-31 has the form of a date and is none; PostgreSQL would fail on it.
    if ((type === 'date' || type === 'timestamptz') && !isDay(value.slice(0, 10))) throw refuse();
    return value;
  });
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `order by` of an order. */
export function orderSql(order: OrderBy[], row: Row): string {
  return order.map((by) => `${by.sql(row)}${by.descending ? ' desc' : ''}`).join(', ');
}

/** The condition that a row stands behind the cursor whose values are bound as these placeholders. */
export function behindSql(order: OrderBy[], row: Row, placeholders: string[]): string {
  const columns = order.map((by) => by.sql(row)).join(', ');
  return `(${columns}) ${order[0]!.descending ? '<' : '>'} (${placeholders.join(', ')})`;
}
