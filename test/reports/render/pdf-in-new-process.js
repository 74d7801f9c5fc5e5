// Prints the SHA-256 of the PDF of the snapshot on standard input, from a process that has rendered nothing before.
import { createHash } from 'node:crypto';
import { registerHooks } from 'node:module';
import { text } from 'node:stream/consumers';

registerHooks({
  resolve: (specifier, context, next) =>
    next(
      context.parentURL?.endsWith('.ts') ? specifier.replace(/^(\..*)\.js$/, '$1.ts') : specifier,
      context,
    ),
});

const { renderCaseload } = await import('../../../src/reports/render/render-caseload.ts');
const { pdf } = renderCaseload(JSON.parse(await text(process.stdin)));
process.stdout.write(createHash('sha256').update(pdf).digest('hex'));
