// The migrate step: as the owner, before any process of a new version starts. Serving processes never migrate.
import { loadMigrationEnv } from './config/env.js';
import { migrate } from './db/migrate.js';
import { MIGRATIONS } from './db/self-check.js';
import { migrateQueue } from './jobs/queue-tables.js';

try {
  const { ownerUrl } = loadMigrationEnv();
  const ran = await migrate(ownerUrl, MIGRATIONS);
  const queue = await migrateQueue(ownerUrl);
  for (const name of ran) console.log(`migrated ${name}`);
  if (queue.from !== queue.to) console.log(`migrated the queue from ${queue.from} to ${queue.to}`);
  if (ran.length === 0 && queue.from === queue.to) console.log('nothing to migrate');
} catch (error) {
  console.error(`Migration failed: ${(error as Error).message.replaceAll('\n', ' ')}`);
  process.exit(1);
}
