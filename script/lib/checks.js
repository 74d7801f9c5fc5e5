// The lint task: oxlint with type information over the folders that are there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeEnvironment, packageFile, root } from './node.js';
import { run } from './process.js';

export function lint(args) {
  const folders = ['src', 'test', 'bench', 'verify', 'script'].filter((folder) =>
    existsSync(join(root, folder)),
  );
  return run(
    process.execPath,
    [packageFile('oxlint', 'bin/oxlint'), '--type-aware', '--deny-warnings', ...args, ...folders],
    {
      cwd: root,
      env: nodeEnvironment(),
    },
  );
}
