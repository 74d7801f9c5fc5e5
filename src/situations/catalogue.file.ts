// Guarantees: a file is read piece by piece, whatever its size, and every line that says something is told with its number.
import { open, type FileHandle } from 'node:fs/promises';
import { parse, type CsvError, type Parser } from 'csv-parse';
import { layoutOf, type CatalogueKind, type Layout } from './catalogue.columns.js';
import { entryOf, type CatalogueEntry, type Rejected } from './catalogue.entry.js';

/** Far beyond any catalogue; a file of this size is a mistake. */
const MOST_BYTES = 64 * 1024 * 1024;
/** One line, however many texts it holds. A quote that is not closed is found by it. */
const MOST_LINE = 64 * 1024;
/** Enough of the first line to tell tabs from commas. */
const PEEK = 4_096;

/** A file that cannot be imported at all; the message is for whoever runs the importer. */
class UnreadableFile extends Error {}

interface Parsed {
  record: string[];
  info: { lines: number };
}

/** A tab- or comma-separated file, quoted as RFC 4180 says, whose first line names the columns. */
export class CatalogueFile {
  /** How many bytes were read. */
  read = 0;

  private constructor(
    private readonly file: FileHandle,
    readonly size: number,
    private readonly kind: CatalogueKind,
  ) {}

  /** @throws UnreadableFile */
  static async open(path: string, kind: CatalogueKind): Promise<CatalogueFile> {
    const file = await open(path).catch((error: Error) => {
      throw new UnreadableFile(error.message);
    });
    const stat = await file.stat();
    const problem = !stat.isFile()
      ? 'It is no file.'
      : stat.size > MOST_BYTES && `It is larger than ${MOST_BYTES >> 20} MB.`;
    if (!problem) return new CatalogueFile(file, stat.size, kind);
    await file.close();
    throw new UnreadableFile(problem);
  }

  /**
   * The lines behind the first, understood or not.
   * @throws UnreadableFile
   */
  async *lines(): AsyncGenerator<CatalogueEntry | Rejected> {
    const skipped: CsvError[] = [];
    const parser = parse({
      bom: true,
      delimiter: await this.delimiter(),
      record_delimiter: ['\r\n', '\n', '\r'],
      info: true,
      // A quote inside a text that is not quoted stands for itself, as in many a tab-separated file.
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: MOST_LINE,
      on_skip: (error) => {
        if (error) skipped.push(error);
      },
    });
    const source = this.file.createReadStream({ start: 0 });
    source.on('error', (error) => parser.destroy(error)).pipe(parser);
    try {
      yield* this.entries(parser, skipped);
    } finally {
      source.destroy();
      parser.destroy();
    }
  }

  private async *entries(parser: Parser, skipped: CsvError[]): AsyncGenerator<CatalogueEntry | Rejected> {
    let layout: Layout | undefined;
    const place = new LinePlace();
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      this.read = parser.info.bytes;
      const line = place.of(record, info.lines);
      if (layout) {
        if (record.some((text) => text.trim() !== '')) yield entryOf(layout, record, line);
        continue;
      }
      const found = layoutOf(this.kind, record);
      if (typeof found === 'string') throw new UnreadableFile(found);
      layout = found;
    }
    this.read = this.size;
    if (!layout && skipped.length === 0) throw new UnreadableFile('It is empty.');
    const [first] = skipped;
    if (first)
      yield { line: place.next, reason: first.code === 'CSV_MAX_RECORD_SIZE' ? TOO_LONG : NOT_CLOSED };
  }

  /** A tab anywhere in the first line makes the file tab-separated. */
  private async delimiter(): Promise<string> {
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(PEEK), 0, PEEK, 0);
    const [first] = buffer.toString('utf8', 0, bytesRead).split(/[\r\n]/);
    return first!.includes('\t') ? '\t' : ',';
  }
}

const NOT_CLOSED = 'From here on a quote is not closed: what stands behind it was not read.';
const TOO_LONG = `It is longer than ${MOST_LINE >> 10} KB, or a quote is not closed: what stands behind it was not read.`;

/** Where records begin. The parser counts where they end, and inside quotes takes CR and LF for two ends of a line. */
class LinePlace {
  /** Where the next record begins. */
  next = 1;
  private counted = 0;

  of(record: readonly string[], ends: number): number {
    const text = record.join('');
    const characters = text.match(/[\r\n]/g)?.length ?? 0;
    const breaks = text.match(/\r\n|\r|\n/g)?.length ?? 0;
    const begins = ends - this.counted - characters;
    this.counted += characters - breaks;
    this.next = begins + breaks + 1;
    return begins;
  }
}
