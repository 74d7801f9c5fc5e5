// Builds dist/ when what it is made from has changed since the last build from here.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, waymark } from './node.js';
import { progress } from './progress.js';
import { runTask } from './tasks.js';

function sources() {
  const below = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const settings = ['nest-cli.json', '.swcrc', 'tsconfig.json', 'package-lock.json'].map((file) =>
    join(root, file),
  );
  return [...below.sort(), ...settings];
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

export async function ensureBuilt() {
  const record = join(waymark, 'build-hash');
  const wanted = fingerprint();
  if (existsSync(join(root, 'dist')) && existsSync(record) && readFileSync(record, 'utf8') === wanted) return;
  await progress('Building', async () => {
    if ((await runTask('build')) !== 0) throw new Error('The build failed.');
  });
  mkdirSync(waymark, { recursive: true });
  writeFileSync(record, wanted);
}
