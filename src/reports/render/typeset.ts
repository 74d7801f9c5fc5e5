import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';

/**
 * Template and data to a tagged PDF; equal arguments give equal bytes on every machine. The template is ours and the
 * data reaches it as one JSON string, so no user text is ever read as markup. The compiler keeps no document: only
 * results memoized by the hash of what they were made from, which is why one report cannot show in another.
 */
export function typeset(template: string, data: unknown): Buffer {
  compiler ??= NodeCompiler.create({
    workspace: noFiles,
    fontArgs: [{ fontBlobs: fontFiles.map(readFont) }],
  });
  try {
    const compiled = compiler.compile({ mainFileContent: template, inputs: { data: JSON.stringify(data) } });
    // Diagnostics can quote the text that they are about, which must not reach a log.
    if (!compiled.result) throw new Error('the report template does not compile');
    return accessiblePdf(compiler, compiled.result);
  } finally {
    // Forgets what only this report and older ones used; fonts and template stay, which saves a third of the CPU time.
    compiler.evictCache(1);
  }
}

/**
 * PDF/UA-1, the standard for screen readers. It forbids a character that no font has; then the PDF is tagged all the
 * same but does not claim the standard, which is better than no report.
 */
function accessiblePdf(typst: NodeCompiler, document: NodeTypstDocument): Buffer {
  try {
    return typst.pdf(document, { pdfStandard: 'ua-1' });
  } catch {
    return typst.pdf(document);
  }
}

let compiler: NodeCompiler | undefined;

/** Templates read no files, so the workspace is a folder that does not exist. */
const noFiles = '/nonexistent';

/**
 * Fonts travel with the application, because bytes must not depend on what a machine has installed. They win over
 * installed ones of the same family and weight, so a template may use these families in weights 400 and 600 upright, and
 * nothing else: Latin, Greek and Cyrillic, Arabic, Hebrew, emoji.
 */
const fontFiles = [
  'source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  'source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  'noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
  'assistant/400Regular/Assistant_400Regular.ttf',
  'assistant/600SemiBold/Assistant_600SemiBold.ttf',
  'noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  'noto-emoji/600SemiBold/NotoEmoji_600SemiBold.ttf',
];

const { resolve } = createRequire(import.meta.url);

function readFont(file: string): Buffer {
  return readFileSync(resolve(`@expo-google-fonts/${file}`));
}
