export type CsvCell = string | number | null;

/** Spreadsheet programs read a file without it in the machine's own code page, which spoils every name with an accent. */
const byteOrderMark = '\uFEFF';

/** RFC 4180 in UTF-8: CRLF after every record, quotes only where they are needed; behind a byte order mark. */
export function csv(rows: readonly (readonly CsvCell[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = disarm(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet runs text that begins like a formula, some also where the sign is a wide one; a leading apostrophe makes
 * it text again.
 */
function disarm(text: string): string {
  return /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}
