// Prints the SHA-256 of all files of the snapshot on standard input, from a process that has rendered nothing before.
// Arguments: the file under src/reports/render, without its ending, and the name of the function that renders.
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

const [file, name] = process.argv.slice(2);
const { [name]: render } = await import(`../../../src/reports/render/${file}.ts`);
const hash = createHash('sha256');
for (const bytes of Object.values(render(JSON.parse(await text(process.stdin))))) hash.update(bytes);
process.stdout.write(hash.digest('hex'));
