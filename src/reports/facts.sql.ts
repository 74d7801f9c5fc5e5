// How a repository reads the facts of a report: one row, whose only column is a JSON object, so that all of it is of one
// moment.

/** The columns of an object, each as SQL. */
type Columns = Record<string, string>;

const columns = (list: Columns) =>
  Object.entries(list)
    .map(([name, sql]) => `${sql} as "${name}"`)
    .join(', ');

/** Epoch milliseconds. */
export const epoch = (instant: string) => `extract(epoch from ${instant}) * 1000`;

/** One object; null where `from` has no row. */
export const object = (of: Columns, from = '') =>
  `(select row_to_json(o) from (select ${columns(of)} ${from}) o)`;

export const list = (of: Columns, from: string) =>
  `array_to_json(array(select row_to_json(o) from (select ${columns(of)} ${from}) o))`;
