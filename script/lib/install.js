// Installs the packages of package-lock.json when the installed ones differ, and says how far it is.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './node.js';
import { progress } from './progress.js';
import { run } from './process.js';

const read = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** True when npm has recorded an install here, whole or without what only development needs. */
export const somethingIsInstalled = () => existsSync(join(root, 'node_modules', '.package-lock.json'));

/** True when what npm recorded is what the lock asks for; packages for other platforms may be absent. */
function packagesAreInstalled() {
  if (!somethingIsInstalled()) return false;
  const wanted = Object.entries(read('package-lock.json')).filter(([path]) => path !== '');
  const installed = read('node_modules/.package-lock.json');
  return wanted.every(([path, { version, optional }]) =>
    installed[path] ? installed[path].version === version : optional,
  );
}

/** How many packages at the top are unpacked: npm makes all folders first and fills them one by one. */
function countInstalled() {
  const folder = join(root, 'node_modules');
  const inside = (path) => (existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : []);
  return inside(folder)
    .flatMap((path) => (basename(path).startsWith('@') ? inside(path) : [path]))
    .filter((path) => existsSync(join(path, 'package.json'))).length;
}

/** Leaves node_modules as the lock says, or throws. */
export async function ensurePackages() {
  if (packagesAreInstalled()) return;
  const expected = Object.entries(read('package-lock.json')).filter(
    ([path, { optional }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(path) && !optional,
  ).length;
  const code = await progress(
    'Installing packages',
    () =>
      run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
      }),
    () => `${Math.min(countInstalled(), expected)} of ${expected}`,
  );
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}.`);
}
