// Seeds the demo organization into the system that script/up starts. Needs the owner's rights, and never runs in
// production. The file is written last: while it is missing, this is run again.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { hashPassword } from './auth/passwords.js';
import { loadEnv, loadMigrationEnv } from './config/env.js';
import { Keys } from './db/keys.js';
import { Links } from './db/links.js';
import { DEMO_PASSWORD, seedDemo } from './seed/demo.js';

const folder = join(import.meta.dirname, '../.waymark');

try {
  const env = loadEnv();
  if (env.production) throw new Error('NODE_ENV=production has no demo.');
  const client = new pg.Client(loadMigrationEnv().ownerUrl);
  await client.connect();
  try {
    const keys = new Keys(env.masterKey, new Links(env.tokenSecret, env.publicUrl), env.retiredMasterKeys);
    const signIns = await seedDemo(client, keys, Date.now(), await hashPassword(DEMO_PASSWORD));
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'demo.json');
    writeFileSync(`${file}.new`, JSON.stringify({ signIns }, null, 2));
    renameSync(`${file}.new`, file);
  } finally {
    await client.end();
  }
} catch (error) {
  console.error(`The demo could not be seeded: ${(error as Error).message.replaceAll('\n', ' ')}`);
  process.exitCode = 1;
}
