// Guarantees that a task runs on Node 24 or newer: the one npm installed beside the project when the machine's is older.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './process.js';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const waymark = join(root, '.waymark');
const oldest = 24;

const require = createRequire(join(root, 'package.json'));

/** The pinned binary for this platform, or null where npm has none to install. */
export function pinnedNode() {
  const packaged = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  return existsSync(packaged) ? packaged : null;
}

/** The environment of every child: the Node in use comes first on the PATH and remembers what it compiled. */
export function nodeEnvironment(node = process.execPath) {
  return {
    ...process.env,
    PATH: `${dirname(node)}:${process.env.PATH ?? ''}`,
    NODE_COMPILE_CACHE: join(waymark, 'compile-cache'),
  };
}

/** Absolute path of a file inside an installed package, whatever the package chooses to export. */
export function packageFile(name, ...path) {
  const folder = require.resolve
    .paths(name)
    .map((place) => join(place, name))
    .find(existsSync);
  if (!folder) throw new Error(`The package ${name} is not installed: run npm ci.`);
  return join(folder, ...path);
}

/**
 * Resolves to null when the running Node is new enough; otherwise runs the same command line with the pinned one and
 * resolves to its exit code.
 */
export async function runOnPinnedNode() {
  if (Number.parseInt(process.versions.node, 10) >= oldest) return null;
  const node = pinnedNode();
  if (!node) {
    throw new Error(
      `Node ${oldest} or newer is needed, this is ${process.version}, and npm has no pinned build for ${process.platform}-${process.arch}.`,
    );
  }
  // The channel tells the task when this process is killed, so that nothing it started stays behind.
  return run(node, process.argv.slice(1), {
    env: nodeEnvironment(node),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}
