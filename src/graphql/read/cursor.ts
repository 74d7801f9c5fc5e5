import { invalidInput } from '../../app-error.js';
import { isDay } from '../scalars.js';
import type { OrderBy, Row, Scope } from './declaration.js';

const DAY = /^\d{4}-\d\d-\d\d$/;
const MICROSECOND = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3])(:[0-5]\d){2}\.\d{6}Z$/;
/** What stands for a missing day or instant in an order, as in coalesce(due_on, 'infinity'). */
const ENDLESS = /^-?infinity$/;

/** How a value of each ordering type stands in a cursor, and what it may be when it comes back. */
const FORMS: Record<OrderBy['type'], { print: (sql: string) => string; accepts: (text: string) => boolean }> =
  {
    timestamptz: {
      print: (sql) =>
        `coalesce(to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), (${sql})::text)`,
      accepts: (text) => ENDLESS.test(text) || (MICROSECOND.test(text) && isDay(text.slice(0, 10))),
    },
    date: {
      print: (sql) => `(${sql})::text`,
      accepts: (text) => ENDLESS.test(text) || (DAY.test(text) && isDay(text)),
    },
    text: { print: (sql) => sql, accepts: (text) => !text.includes('\0') },
    int: {
      print: (sql) => `(${sql})::text`,
      accepts: (text) => /^-?\d{1,10}$/.test(text) && Number(text) === (Number(text) | 0),
    },
    uuid: {
      print: (sql) => `(${sql})::text`,
      accepts: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
    },
    numeric: { print: (sql) => `(${sql})::text`, accepts: (text) => /^-?\d{1,40}(\.\d{1,40})?$/.test(text) },
  };

/** SQL of a row's cursor: the values that it is ordered by, as a JSON list in base64. */
export function cursorSql(order: OrderBy[], row: Row, scope: Scope): string {
  const values = order.map((by) => FORMS[by.type].print(by.sql(row, scope)));
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
    if (typeof value !== 'string' || !FORMS[order[at]!.type].accepts(value)) throw refuse();
    return value;
  });
}

/** `order by` of an order. */
export function orderSql(order: OrderBy[], row: Row, scope: Scope): string {
  return order.map((by) => `${by.sql(row, scope)}${by.descending ? ' desc' : ''}`).join(', ');
}

/** The condition that a row stands behind the cursor whose values are bound as these placeholders. */
export function behindSql(order: OrderBy[], row: Row, scope: Scope, placeholders: string[]): string {
  const columns = order.map((by) => by.sql(row, scope)).join(', ');
  return `(${columns}) ${order[0]!.descending ? '<' : '>'} (${placeholders.join(', ')})`;
}
