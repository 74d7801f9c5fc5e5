// The verifiers: programs of verify/ that run from the sources, each on a server of its own.
import { nodeEnvironment, root } from './node.js';
import { run } from './process.js';

const verifier = (file) => (args) =>
  run(process.execPath, ['--import', './test/jobs/support/typescript.hooks.js', file, ...args], {
    cwd: root,
    env: nodeEnvironment(),
  });

export const verifyIsolation = verifier('verify/isolation.ts');
export const verifyForecast = verifier('verify/forecast.ts');
export const verifySessions = verifier('verify/sessions.ts');
export const verifyHostile = verifier('verify/hostile.ts');
