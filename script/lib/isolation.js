// npm run verify:isolation: probes every operation from the sources, on a server of its own; see verify/isolation.ts.
import { nodeEnvironment, root } from './node.js';
import { run } from './process.js';

export function verifyIsolation(args) {
  const hooks = './test/jobs/support/typescript.hooks.js';
  return run(process.execPath, ['--import', hooks, 'verify/isolation.ts', ...args], {
    cwd: root,
    env: nodeEnvironment(),
  });
}
