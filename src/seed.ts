// npm run seed: tenants in any number, for load and for tests. Needs the owner's rights, and never runs in production.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { hashPassword } from './auth/passwords.js';
import { loadEnv, loadMigrationEnv } from './config/env.js';
import { Keys } from './db/keys.js';
import { Links } from './db/links.js';
import { passwordOf, seedBulk } from './seed/bulk.js';

const count = (most: number) => z.coerce.number().int().min(1).max(most);

// An organization is one transaction, which holds a lock for each person whose sessions it books.
const options = z.object({
  orgs: count(10_000).default(3),
  clients: count(10_000).default(40),
  seed: z.coerce.number().int().min(0).max(999_999_999).default(1),
  json: z.string().min(1).default('seed.json'),
});

try {
  const { values } = parseArgs({
    options: {
      orgs: { type: 'string' },
      clients: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const parsed = options.safeParse(values);
  if (!parsed.success)
    throw new Error(`--${parsed.error.issues[0]!.path[0] as string}: ${parsed.error.issues[0]!.message}`);
  const env = loadEnv();
  if (env.production) throw new Error('NODE_ENV=production takes no seeded people.');
  const { ownerUrl } = loadMigrationEnv();
  const { orgs, clients, seed, json } = parsed.data;
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    const hash = await hashPassword(passwordOf(seed));
    const seeded = await seedBulk(
      client,
      new Keys(env.masterKey, new Links(env.tokenSecret, env.publicUrl), env.retiredMasterKeys),
      { orgs, clients, seed, now: Date.now() },
      hash,
    );
    await writeFile(json, JSON.stringify(seeded, null, 1));
    console.log(`Ids and credentials are in ${json}; the password of everybody is ${passwordOf(seed)}.`);
  } finally {
    await client.end();
  }
} catch (error) {
  console.error(`Seeding failed: ${(error as Error).message.replaceAll('\n', ' ')}`);
  process.exitCode = 1;
}
