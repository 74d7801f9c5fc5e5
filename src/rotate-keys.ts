// npm run keys:rotate: brings everything under the present master key and each organization's newest data key. With
// --new-data-keys each organization gets a new one first. Needs the owner's rights; the system may run meanwhile.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { loadEnv, loadMigrationEnv } from './config/env.js';
import { rotateKeys } from './db/key-rotation.js';
import { Keys } from './db/keys.js';
import { Links } from './db/links.js';
import { ProgressBar } from './seed/progress-bar.js';

try {
  const { values } = parseArgs({ options: { 'new-data-keys': { type: 'boolean', default: false } } });
  const env = loadEnv();
  const { ownerUrl } = loadMigrationEnv();
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const keys = new Keys(env.masterKey, new Links(env.tokenSecret, env.publicUrl), env.retiredMasterKeys);
    let bar: ProgressBar | undefined;
    const { rewrapped, made, resealed, broken } = await rotateKeys(
      client,
      keys,
      values['new-data-keys'],
      (all) => {
        bar ??= new ProgressBar('Organizations', all);
        bar.add(1);
      },
    );
    bar?.end();
    console.log(`${rewrapped} data keys wrapped anew, ${made} made, ${resealed} texts sealed anew.`);
    for (const { table, column, rowId } of broken)
      console.error(`Does not open: ${table}.${column} of ${rowId}`);
    if (broken.length > 0) process.exitCode = 1;
  } finally {
    await client.end();
  }
} catch (error) {
  console.error(`Rotation failed: ${(error as Error).message.replaceAll('\n', ' ')}`);
  process.exitCode = 1;
}
