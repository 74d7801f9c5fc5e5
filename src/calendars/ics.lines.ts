// Guarantees: what is put together here is one property a line, whatever the text holds (RFC 5545, section 3.1).

const LINE_OCTETS = 75;

/** One property, folded. @param value as it travels: a text has gone through `escaped` */
export function property(name: string, value: string, parameters: Record<string, string> = {}): string {
  const given = Object.entries(parameters).map(([key, text]) => `;${key}=${text}`);
  return folded(`${name}${given.join('')}:${value}`);
}

/** A text as a value, where of the signs that control something only a tab can stand. */
export function escaped(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[^\P{Cc}\t]+/gu, ' ');
}

/** A text as the value of a parameter, where a quotation mark cannot stand. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', "'").replace(/\p{Cc}+/gu, ' ')}"`;
}

/** Cuts between letters, never inside one: some readers put the octets of a line together as they are. */
function folded(line: string): string {
  let octets = 0;
  let text = '';
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (octets + size > LINE_OCTETS) {
      text += '\r\n ';
      octets = 1;
    }
    text += letter;
    octets += size;
  }
  return text;
}
