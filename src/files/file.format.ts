// What a file is, told by its bytes alone: neither the name nor the type that the sender gave it counts.

export const fileFormats = ['PDF', 'DOCX', 'ODT', 'PNG', 'JPEG', 'TEXT'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** How each is served, and how the saved file is called at its end. */
export const SERVED_AS: Record<FileFormat, { type: string; extension: string }> = {
  PDF: { type: 'application/pdf', extension: 'pdf' },
  DOCX: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
  },
  ODT: { type: 'application/vnd.oasis.opendocument.text', extension: 'odt' },
  PNG: { type: 'image/png', extension: 'png' },
  JPEG: { type: 'image/jpeg', extension: 'jpg' },
  TEXT: { type: 'text/plain; charset=utf-8', extension: 'txt' },
};

const startsWith = (bytes: Buffer, hex: string) =>
  bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'));

/**
 * A closed list of what people hand in. Everything else is refused: programs and scripts of every
 * system, pages that run scripts, archives, and office files with macros.
 * @returns null for what is none of the formats
 */
export function formatOf(bytes: Buffer): FileFormat | null {
  if (bytes.length === 0) return null;
  if (startsWith(bytes, '255044462d')) return 'PDF';
  if (startsWith(bytes, '89504e470d0a1a0a')) return 'PNG';
  if (startsWith(bytes, 'ffd8ff')) return 'JPEG';
  if (startsWith(bytes, '504b0304')) return officeFormatOf(bytes);
  return isText(bytes) ? 'TEXT' : null;
}

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_END_BYTES = 22;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const MAX_COMMENT = 65_535;
const ODT_MIMETYPE = 'mimetypeapplication/vnd.oasis.opendocument.text';
/** Where the first entry's name begins. */
const FIRST_NAME_AT = 30;
const ACTIVE = /vbaproject|activex|\.(bin|exe|dll|js|vbs|jar|xlb)$|^(basic|scripts)\//i;

function officeFormatOf(bytes: Buffer): FileFormat | null {
  const names = entryNames(bytes);
  if (!names || names.some((name) => ACTIVE.test(name))) return null;
  if (names.includes('[Content_Types].xml') && names.includes('word/document.xml')) return 'DOCX';
  // The format asks for its media type as the first entry, not compressed.
  const head = bytes.toString('latin1', FIRST_NAME_AT, FIRST_NAME_AT + ODT_MIMETYPE.length);
  return head === ODT_MIMETYPE && names.includes('content.xml') ? 'ODT' : null;
}

/** The names in the directory at the end of a ZIP; null where it is none, or not told to its end. */
function entryNames(bytes: Buffer): string[] | null {
  const first = Math.max(0, bytes.length - DIRECTORY_END_BYTES - MAX_COMMENT);
  let end = bytes.length - DIRECTORY_END_BYTES;
  while (end >= first && bytes.readUInt32LE(end) !== DIRECTORY_END) end -= 1;
  if (end < first) return null;
  // A comment reaches to the end of the file; nothing stands behind it.
  if (bytes.readUInt16LE(end + 20) !== bytes.length - end - DIRECTORY_END_BYTES) return null;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const names: string[] = [];
  while (names.length < count) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.push(bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name));
    at += ENTRY_BYTES + name + extra + comment;
  }
  // What stands between the directory and its end belongs to no entry.
  return at === end ? names : null;
}

// oxlint-disable-next-line no-control-regex -- it is about control characters
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
/** Beginnings of what some system would run or a browser show as a page: a script's first line, markup, an old archive. */
const RUNS = /^\ufeff?\s*(#!|<|MZ|@(?:echo|ECHO)|%!)/;

function isText(bytes: Buffer): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return false;
  }
  return !CONTROL.test(text) && !RUNS.test(text) && text.trim().length > 0;
}
