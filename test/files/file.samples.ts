// Files as tests send them: the smallest of each format, and some that must not pass.

/** A ZIP with entries that are not compressed. */
export function zipOf(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(text.length, 18);
    local.writeUInt32LE(text.length, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(text.length, 20);
    entry.writeUInt32LE(text.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(Buffer.concat([local, Buffer.from(name + text)]));
    directory.push(Buffer.concat([entry, Buffer.from(name)]));
    offset += locals.at(-1)!.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

const word = { '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' };
const openDocument = { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<office/>' };

export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n');

export const ACCEPTED = {
  PDF,
  DOCX: zipOf(word),
  ODT: zipOf(openDocument),
  PNG: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  JPEG: Buffer.from('ffd8ffe000104a464946', 'hex'),
  TEXT: Buffer.from('Zoë Ångström\n\tTwelve years of planning; MZ is no beginning here.\n'),
} as const;

export const REFUSED: Record<string, Buffer> = {
  'nothing at all': Buffer.alloc(0),
  'only blanks': Buffer.from(' \n\t'),
  'a program of Windows': Buffer.from('4d5a90000300000004000000ffff0000', 'hex'),
  'a program of Windows in letters': Buffer.from('MZ this program cannot be run'),
  'a program of Linux': Buffer.from('7f454c4602010100', 'hex'),
  'a program of macOS': Buffer.from('cffaedfe07000001', 'hex'),
  'a class of Java': Buffer.from('cafebabe00000041', 'hex'),
  'a shell script': Buffer.from('#!/bin/sh\nrm -rf /\n'),
  'a shell script behind a byte order mark': Buffer.from('\ufeff#!/bin/sh\n'),
  'a batch file': Buffer.from('@echo off\r\ndel *.*\r\n'),
  PostScript: Buffer.from('%!PS-Adobe-3.0\n'),
  'a page': Buffer.from('\n <!doctype html><script>alert(1)</script>'),
  'a picture that runs scripts': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'),
  'an archive': zipOf({ 'readme.txt': 'hello' }),
  'an archive of Java': zipOf({ 'META-INF/MANIFEST.MF': 'x', 'Main.class': 'x' }),
  'Word with macros': zipOf({ ...word, 'word/vbaProject.bin': 'x' }),
  'Word with a control that runs': zipOf({ ...word, 'word/activeX/activeX1.xml': 'x' }),
  'Word with a program in it': zipOf({ ...word, 'word/embeddings/setup.EXE': 'x' }),
  'OpenDocument with macros': zipOf({ ...openDocument, 'Basic/Standard/Module1.xml': 'x' }),
  'OpenDocument whose type does not come first': zipOf({
    'content.xml': 'x',
    mimetype: openDocument.mimetype,
  }),
  'a spreadsheet': zipOf({ '[Content_Types].xml': 'x', 'xl/workbook.xml': 'x' }),
  'half of a Word file': zipOf(word).subarray(0, 80),
  'a Word file with something behind its directory': Buffer.concat([zipOf(word), Buffer.from('tail')]),
  'text in another encoding': Buffer.from('caf\xe9', 'latin1'),
  'text with control characters': Buffer.from('a\u0007b'),
  'a gzip': Buffer.from('1f8b0800', 'hex'),
  'an old Word file': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
};
