import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

type Files = Record<string, Buffer | string>;

/** The SHA-256 of all files of a snapshot, rendered by a process that has rendered nothing before. */
export function elsewhere(file: string, render: (snapshot: never) => object, snapshot: object): string {
  return execFileSync(process.execPath, [join(__dirname, 'render-in-new-process.js'), file, render.name], {
    input: JSON.stringify(snapshot),
    encoding: 'utf8',
  });
}

/** The same of files that were rendered here. */
export function hashOf(files: object): string {
  const hash = createHash('sha256');
  for (const bytes of Object.values(files as Files)) hash.update(bytes);
  return hash.digest('hex');
}
