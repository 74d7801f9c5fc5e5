// npm run import:catalogue: fills the catalogue of one organization from a file, as the app role: an operator's tool that
// has no rights which the product lacks.
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadEnv } from './config/env.js';
import { appDataSource } from './db/data-source.js';
import { Db } from './db/db.js';
import { ProgressBar } from './seed/progress-bar.js';
import { catalogueKinds } from './situations/catalogue.columns.js';
import type { Rejected } from './situations/catalogue.entry.js';
import { CatalogueFile } from './situations/catalogue.file.js';
import { CatalogueImport, organizationOf } from './situations/catalogue.import.js';

const USAGE =
  'npm run import:catalogue -- --org <slug> --kind skills|roles [--rejects FILE] FILE\n' +
  'FILE is tab- or comma-separated, and its first line names the columns: catalogues/*.tsv are examples.';
/** Rejected lines on the screen; all of them are in the file of --rejects. */
const SHOWN = 100;

const arguments_ = z.object({
  org: z.string().min(1),
  kind: z.enum(catalogueKinds),
  rejects: z.string().min(1).optional(),
  file: z.string().min(1),
});

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { org: { type: 'string' }, kind: { type: 'string' }, rejects: { type: 'string' } },
    allowPositionals: true,
  });
  const parsed = arguments_.safeParse({ ...values, file: positionals[0] });
  if (!parsed.success || positionals.length > 1) throw new Error(USAGE);
  const { org, kind, rejects: rejectsTo, file: path } = parsed.data;
  const file = await CatalogueFile.open(path, kind);
  const source = await appDataSource(loadEnv().databaseUrl, 2, []).initialize();
  try {
    const db = new Db(source);
    const orgId = await organizationOf(db, org);
    if (!orgId) throw new Error(`There is no open organization with the slug ${org}.`);
    const started = performance.now();
    const bar = new ProgressBar(`Importing ${kind}, in bytes`, file.size);
    const rejected: Rejected[] = [];
    const work = new CatalogueImport(db, orgId, kind, (line) => rejected.push(line));
    let shown = 0;
    const result = await work.run(file.lines(), () => {
      bar.add(file.read - shown);
      shown = file.read;
    });
    bar.end();
    rejected.sort((one, other) => one.line - other.line);
    await report(rejected, rejectsTo);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged, ${result.rejected} rejected in ${seconds} s`,
    );
  } finally {
    await source.destroy();
  }
}

async function report(rejected: readonly Rejected[], path: string | undefined): Promise<void> {
  for (const { line, reason } of rejected.slice(0, SHOWN)) console.log(`line ${line}: ${reason}`);
  if (rejected.length > SHOWN)
    console.log(`… and ${rejected.length - SHOWN} more; --rejects FILE writes all.`);
  if (!path) return;
  const out = createWriteStream(path);
  out.write('Line\tReason\n');
  for (const { line, reason } of rejected) out.write(`${line}\t${reason}\n`);
  out.end();
  await finished(out);
}

try {
  await main();
} catch (error) {
  console.error(`Import failed: ${(error as Error).message}`);
  process.exitCode = 1;
}
