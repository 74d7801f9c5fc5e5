// Replaces one file of the store in the given folder again and again until it is killed.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, next) =>
    next(
      context.parentURL?.endsWith('.ts') ? specifier.replace(/^(\..*)\.js$/, '$1.ts') : specifier,
      context,
    ),
});

const { DiskFileStore } = await import('../../src/files/disk-file-store.ts');
const store = new DiskFileStore(process.argv[2]);
for (let round = 0; ; round += 1) {
  await store.put('reports/one.pdf', Buffer.alloc(2_000_000, round % 256));
  if (round === 0) process.stdout.write('begun\n');
}
