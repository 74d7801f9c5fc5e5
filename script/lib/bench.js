// npm run bench: builds what is measured, then measures it; see docs/bench.md.
import { ensureBuilt } from './build.js';
import { nodeEnvironment, root } from './node.js';
import { run } from './process.js';

export async function bench(args) {
  await ensureBuilt();
  const hooks = './test/jobs/support/typescript.hooks.js';
  return run(process.execPath, ['--import', hooks, 'bench/run.ts', ...args], {
    cwd: root,
    env: nodeEnvironment(),
  });
}
